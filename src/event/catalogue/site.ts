import { ITEMS } from './product.js';

/** The page it happened on. */
export const PAGE = {
  /** The address, reduced to origin, path and what is kept of the query. */
  page_location: 'text',
  /** The path, with the `#/route` of an app that keeps its place there. */
  page_path: 'text',
  page_title: 'text',
} as const;

export const ATTENTION = {
  /** Milliseconds of attention: the page in sight and in focus, and its visitor not idle. */
  engagement_time_msec: 'number',
} as const;

const LINK = {
  /** The address that it leads to; of mailboxes and telephones only `mailto:` and `tel:`. */
  link_url: 'text',
  link_domain: 'text',
  /** The `id` of the link. */
  link_id: 'id',
  /** The `class` of the link. */
  link_classes: 'text',
  link_text: 'text',
} as const;

const FORM = {
  ...PAGE,
  /** The `id` of the form. */
  form_id: 'id',
  /** The `name` of the form. */
  form_name: 'text',
  /** The address that it is sent to. */
  form_destination: 'text',
} as const;

const VIDEO = {
  ...PAGE,
  /** Such as `html5` or `youtube`. */
  video_provider: 'text',
  video_title: 'text',
  video_url: 'text',
  /** How far it has come, in seconds. */
  video_current_time: 'number',
  /** How long it is, in seconds. */
  video_duration: 'number',
  /** How far it has come, 0–100. */
  video_percent: 'number',
  /** Whether it was in sight. */
  visible: 'flag',
} as const;

/** Visits, pages, and what is done on any page. */
export const SITE = {
  /**
   * A page was seen, or a place in a single-page app.
   * @ga4
   * @heard by itself
   */
  page_view: {
    ...PAGE,
    /** The address of the page before. */
    page_referrer: 'text',
    /** Of the browser, such as `pl-PL`. */
    language: 'text',
  },
  /**
   * A visit began, with a view of a page.
   * @ga4
   * @heard by itself, if asked for
   */
  session_start: PAGE,
  /**
   * The first visit of this visitor in this browser.
   * @ga4
   * @heard by itself, if asked for
   */
  first_visit: PAGE,
  /**
   * Something led here: a campaign, a click on an ad, a link elsewhere.
   * @ga4
   * @heard by itself, if asked for
   */
  campaign_details: {
    ...PAGE,
    /** `utm_source`, else whose click id it is, else the site of the link. */
    source: 'text',
    /** `utm_medium`, else such as `cpc`, `organic`, `referral`. */
    medium: 'text',
    campaign: 'text',
    campaign_id: 'id',
    term: 'text',
    content: 'text',
    /** GA4's default channel, or `AI Assistant`. */
    channel: 'text',
  },
  /**
   * Attention that a page got: now and then, and what is left when the page is left.
   * @ga4
   * @heard with autocapture
   */
  user_engagement: { ...PAGE, ...ATTENTION },
  /**
   * Attention that an element with `data-engage` got.
   * @heard with autocapture
   */
  element_engagement: {
    ...PAGE,
    /** What `data-engage` says. */
    element_name: 'text!',
    ...ATTENTION,
  },
  /**
   * A part of the page was reached.
   * @ga4
   * @heard with autocapture
   */
  scroll: {
    ...PAGE,
    /** How far down, 0–100. */
    percent_scrolled: 'number',
    ...ATTENTION,
  },
  /**
   * A click on a link that leads to another site, to a mailbox or to a telephone.
   * @ga4
   * @heard with autocapture
   */
  click: {
    ...PAGE,
    ...LINK,
    /** Whether it leads to another site. */
    outbound: 'flag',
  },
  /**
   * A click on a link to a document, an archive, a film and the like.
   * @ga4
   * @heard with autocapture
   */
  file_download: {
    ...PAGE,
    ...LINK,
    /** The path of the file. */
    file_name: 'text',
    /** Such as `pdf`. */
    file_extension: 'text',
  },
  /**
   * A search was made.
   * @ga4
   */
  search: {
    /** What was looked for. */
    search_term: 'text!',
  },
  /**
   * The results of a search were seen.
   * @ga4
   * @heard with autocapture
   */
  view_search_results: {
    ...PAGE,
    /** What was looked for. */
    search_term: 'text',
    /** How many results there were; 0: it failed. */
    search_results: 'number',
  },
  /**
   * Something was chosen.
   * @ga4
   */
  select_content: { content_type: 'text', content_id: 'id' },
  /**
   * The first change in a form.
   * @ga4
   * @heard with autocapture
   */
  form_start: FORM,
  /**
   * A form was sent.
   * @ga4
   * @heard with autocapture
   */
  form_submit: {
    ...FORM,
    /** The text on the button. */
    form_submit_text: 'text',
  },
  /**
   * A page was left with a form that was begun and not sent.
   * @heard with autocapture
   */
  form_abandon: FORM,
  /**
   * A video began.
   * @ga4
   * @heard with autocapture
   */
  video_start: VIDEO,
  /**
   * A video has come as far as 10, 25, 50 or 75 %.
   * @ga4
   * @heard with autocapture
   */
  video_progress: VIDEO,
  /**
   * A video has ended.
   * @ga4
   * @heard with autocapture
   */
  video_complete: VIDEO,
  /**
   * Something was shared.
   * @ga4
   */
  share: {
    /** By which way, such as `e-mail`. */
    method: 'text',
    content_type: 'text',
    ...ITEMS,
  },
} as const;
