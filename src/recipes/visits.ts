/** How often and when somebody comes, and from where. */
import { recipe } from './recipe.js';

/**
 * On their first visit.
 *
 * @when The first impression is to be another one than for those who know you.
 * @then Say what you do, show where to begin, and ask for nothing yet.
 * @example newVisitors()
 */
export const newVisitors = /* @__PURE__ */ recipe('new-visitors', {}, ({ id }) => ({
  segments: [{ id, when: { sessions: 'page_view', is: 1 } }],
}));

/**
 * Came back: this is at least their second visit.
 *
 * @when Those who come again should find what is new, not the introduction.
 * @then Take up where they left: what they looked at last, what is new since.
 * @example returningVisitors({ visits: 3 })
 */
export const returningVisitors = /* @__PURE__ */ recipe(
  'returning-visitors',
  {
    /** The least number of visits. */
    visits: 2,
  },
  ({ id, visits }) => ({ segments: [{ id, when: { sessions: 'page_view', gte: visits } }] }),
);

/**
 * Did not come for a long time; still in when they come back, for as long as `stay`.
 *
 * @when "We missed you": a welcome for those who were away.
 * @then Greet them and tell what has changed. The page sees them as members only once they are back.
 * @example inactiveVisitors({ after: '14d' })
 */
export const inactiveVisitors = /* @__PURE__ */ recipe(
  'inactive-visitors',
  {
    /** How long without a page view. */
    after: '30d',
    /** How long they stay members after they came back. */
    stay: '30m',
  },
  ({ id, after, stay }) => ({
    segments: [{ id, when: { sinceLast: 'page_view', gte: after }, exitAfter: stay }],
  }),
);

/**
 * Is back after an absence: from the first page of the return on, for as long as `stay`. The segment that ends with
 * `-away` holds from the absence on.
 *
 * @when Only those who are here again are meant, as for a change that fires once at the return.
 * @then Show what came in since; leave out the offers for strangers.
 * @example backAfterAbsence({ after: '90d', stay: '7d' })
 */
export const backAfterAbsence = /* @__PURE__ */ recipe(
  'back-after-absence',
  {
    /** How long without a page view. */
    after: '30d',
    /** How long the return lasts. */
    stay: '1d',
  },
  ({ id, after, stay }) => ({
    segments: [
      { id: `${id}-away`, when: { sinceLast: 'page_view', gte: after }, exitAfter: stay },
      { id, when: { all: [{ segment: `${id}-away` }, { sinceLast: 'page_view', lt: after }] } },
    ],
  }),
);

/**
 * What led here last, of the channels that GA4 knows: one segment for each kind of source, of which at most one holds at
 * a time: `-ads`, `-email`, `-assistants` (AI), `-social`, `-search`, `-referral`, `-direct`. A visit that nothing led to
 * leaves it as it was, so `-direct` are those whom nothing ever led here.
 *
 * @when The first page should fit what they come from: a search, a newsletter, an answer of an assistant.
 * @then Repeat the promise that brought them; explain yourself to those who were referred.
 * @example leadSource({ social: ['Organic Social', 'Organic Video', 'Paid Social'] })
 */
export const leadSource = /* @__PURE__ */ recipe(
  'lead-source',
  {
    /** The channels of advertisements. */
    ads: [
      'Paid Search',
      'Paid Social',
      'Paid Shopping',
      'Paid Video',
      'Paid Other',
      'Display',
      'Cross-network',
    ],
    /** The channels of letters. */
    email: ['Email'],
    /** The channels of AI assistants. */
    assistants: ['AI Assistant'],
    /** The channels of social networks. */
    social: ['Organic Social', 'Organic Video'],
    /** The channels of search engines. */
    search: ['Organic Search', 'Organic Shopping'],
    /** The channels of other sites. */
    referral: ['Referral', 'Affiliates'],
  },
  ({ id, ...sources }) => ({
    segments: Object.entries({ ...sources, direct: ['Direct'] }).map(([source, channels]) => ({
      id: `${id}-${source}`,
      when: { trait: 'lastTouch.channel', oneOf: channels as readonly [string, ...string[]] },
      exclusive: id,
    })),
  }),
);

/**
 * This visit began on a page of a part of the site.
 *
 * @when What they came for says more than what they do next: a guide, a category, a price list.
 * @then Keep to the topic of the first page in what you offer beside it.
 * @example landedOn({ page: '/guides/*' })
 */
export const landedOn = /* @__PURE__ */ recipe(
  'landed-on',
  {
    /** The path of the page, `*` for any run of characters. */
    page: '/blog*',
  },
  ({ id, page }) => ({
    segments: [{ id, when: { first: 'page_path', of: 'page_view', over: 'session', like: page } }],
  }),
);
