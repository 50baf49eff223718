import { ITEMS } from './product.js';
import { PAGE } from './site.js';

const TOPIC = {
  /** What it is about. */
  help_topic: 'text',
  article_id: 'id',
} as const;

const ELEMENT = {
  ...PAGE,
  /** Such as `button`. */
  element_type: 'text',
  element_id: 'id',
} as const;

/** Help, and how content people are. */
export const HELP = {
  /** A page of help was read. */
  help_view: { ...PAGE, ...TOPIC },
  /** An article of the knowledge base was read. */
  knowledge_base_view: { ...PAGE, ...TOPIC },
  /** Whether an article of help has helped. */
  help_feedback: { ...TOPIC, helpful: 'flag!' },
  /** A question was sent. */
  ticket_sent: {
    ticket_id: 'id',
    help_topic: 'text',
    /** Such as `form` or `email`. */
    channel: 'text',
  },
  /** A talk with the staff or a robot was begun. */
  chat_open: { chat_id: 'id', help_topic: 'text' },
  /** An answer to how likely it is that somebody recommends the site. */
  nps_score: {
    /** 0–10. */
    score: 'number!',
    /** Which survey. */
    survey_id: 'id',
  },
  /** Something was rated. */
  rating: {
    /** How many points. */
    score: 'number!',
    /** Of how many. */
    max_score: 'number',
    /** What was rated, such as `delivery`. */
    subject: 'text',
    ...ITEMS,
  },
  /** A review was written. */
  review_sent: { score: 'number', ...ITEMS },
  /**
   * Several quick clicks in one place.
   * @heard with autocapture
   */
  rage_click: ELEMENT,
  /**
   * A click that nothing came of.
   * @heard with autocapture
   */
  dead_click: ELEMENT,
  /**
   * A script of the page failed.
   * @heard with autocapture
   */
  script_error: {
    ...PAGE,
    /** What the browser says of it. */
    error_message: 'text',
  },
  /**
   * Somebody left and was back at once.
   * @heard with autocapture
   */
  quick_back: {
    ...PAGE,
    /** How long they were away, in milliseconds. */
    time_away_msec: 'number',
  },
} as const;
