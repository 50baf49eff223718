import { COUPON, MONEY } from './product.js';

const LEAD = {
  ...MONEY,
  /** Where it came from, such as `trade fair`. */
  lead_source: 'text',
} as const;

const PLAN = {
  ...MONEY,
  /** What is subscribed to, such as `team`. */
  plan: 'text',
  /** How long one term is. */
  billing_period: ['day', 'week', 'month', 'quarter', 'year'],
  subscription_id: 'id',
} as const;

const OTHER_PLAN = {
  ...PLAN,
  /** What was subscribed to before. */
  previous_plan: 'text',
} as const;

/** What a site is there for. */
export const CONVERSION = {
  /**
   * An account was made.
   * @ga4
   */
  sign_up: {
    /** By which way, such as `google`. */
    method: 'text',
  },
  /**
   * Somebody signed in.
   * @ga4
   */
  login: {
    /** By which way, such as `password`. */
    method: 'text',
  },
  /** Somebody signed out. */
  logout: {},
  /**
   * Somebody asked to be called or written to.
   * @ga4
   */
  generate_lead: LEAD,
  /**
   * They are worth a talk.
   * @ga4
   */
  qualify_lead: LEAD,
  /**
   * They are not.
   * @ga4
   */
  disqualify_lead: { ...LEAD, disqualified_lead_reason: 'text' },
  /**
   * The talk goes on.
   * @ga4
   */
  working_lead: { ...LEAD, lead_status: 'text' },
  /**
   * They became a customer.
   * @ga4
   */
  close_convert_lead: LEAD,
  /**
   * They did not.
   * @ga4
   */
  close_unconvert_lead: { ...LEAD, unconvert_lead_reason: 'text' },
  /** An e-book, a study and the like was taken in return for something, such as an address. */
  download_content: {
    content_id: 'id',
    content_name: 'text',
    /** Such as `e-book`. */
    content_type: 'text',
  },
  /** The newsletter was subscribed to. */
  newsletter_sign_up: {
    /** Which one. */
    list_id: 'id',
    list_name: 'text',
  },
  /** A time of trying out began. */
  trial_start: {
    ...PLAN,
    /** How long it is. */
    trial_days: 'number',
  },
  /** Something was subscribed to. */
  subscribe: { ...PLAN, ...COUPON },
  /** The subscription went on for another term. */
  renew: PLAN,
  /** More was subscribed to. */
  upgrade: OTHER_PLAN,
  /** Less was subscribed to. */
  downgrade: OTHER_PLAN,
  /** The subscription was ended. */
  cancel: {
    ...PLAN,
    /** Why. */
    cancellation_reason: 'text',
  },
} as const;
