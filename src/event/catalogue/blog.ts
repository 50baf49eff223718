import { ATTENTION, PAGE } from './site.js';

const ARTICLE = {
  ...PAGE,
  /** What `data-article` says, else the path. */
  article_id: 'id!',
  article_topic: 'text',
  /** Separated by commas, or a list. */
  article_tags: 'texts',
  article_author: 'text',
  /** The series that it belongs to. */
  article_series: 'text',
} as const;

/** Articles. */
export const BLOG = {
  /**
   * An article came into sight.
   * @heard with autocapture
   */
  article_view: ARTICLE,
  /**
   * An article was read, to its end or in part.
   * @heard with autocapture
   */
  article_read: {
    ...ARTICLE,
    /** How much of it was read, 0–100. */
    percent_read: 'number',
    ...ATTENTION,
    /** Whether it was read to its end. */
    finished: 'flag',
  },
  /** The way from one article to the next of its series was taken. */
  article_next: {
    ...ARTICLE,
    /** The article that follows. */
    next_article_id: 'id',
  },
} as const;
