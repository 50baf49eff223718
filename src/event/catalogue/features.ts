import { ATTENTION, PAGE } from './site.js';

/** What an app can do. */
export const FEATURES = {
  /**
   * A feature was used: an element with `data-feature`, or by a call.
   * @heard with autocapture
   */
  feature_use: {
    ...PAGE,
    feature_name: 'text!',
    ...ATTENTION,
  },
  /** A feature was used for the first time. */
  feature_first_use: { ...PAGE, feature_name: 'text!' },
  /** Time was spent in a feature. */
  feature_engagement: { ...PAGE, feature_name: 'text!', ...ATTENTION },
  /**
   * A tutorial was begun.
   * @ga4
   */
  tutorial_begin: { tutorial_name: 'text' },
  /**
   * A tutorial was finished.
   * @ga4
   */
  tutorial_complete: { tutorial_name: 'text' },
  /**
   * A group was joined.
   * @ga4
   */
  join_group: { group_id: 'id' },
} as const;
