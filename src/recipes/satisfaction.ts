/** How content somebody is, by what they say and by what they do. */
import type { Points } from '../segment/types.js';
import { recipe } from './recipe.js';

/**
 * By the last answer to how likely they would recommend you: `-promoters` (9 and 10), `-passives` (7 and 8),
 * `-detractors` (0 to 6), as Reichheld's Net Promoter Score has it.
 *
 * @when They have told you themselves.
 * @then Ask promoters for a review; ask detractors what went wrong, and mend it.
 * @example nps({ within: '180d' })
 */
export const nps = /* @__PURE__ */ recipe(
  'nps',
  {
    /** How long an answer counts. */
    within: '365d',
  },
  ({ id, within }) => {
    const last = { last: 'score', of: 'nps_score', over: within } as const;
    return {
      segments: [
        { id: `${id}-promoters`, when: { ...last, gte: 9 } },
        { id: `${id}-passives`, when: { ...last, gte: 7, lt: 9 } },
        { id: `${id}-detractors`, when: { ...last, lt: 7 } },
      ],
    };
  },
);

/** Signs of trouble on the page itself. */
const TROUBLE: readonly Points[] = [
  { of: 'rage_click', points: 3 },
  { of: ['dead_click', 'quick_back', 'form_abandon'], points: 1 },
  { of: 'script_error', points: 2 },
  { of: { event: 'view_search_results', where: { search_results: 0 } }, points: 2 },
  { of: { event: 'apply_coupon', where: { valid: false } }, points: 1 },
];

/** Ways to ask for help. */
const HELP = ['help_view', 'knowledge_base_view', 'ticket_sent', 'chat_open'];

/** Signs that they are about to part. */
const partings = (pages: readonly string[]): Points[] => [
  { of: 'refund', points: 4 },
  { of: 'cancel', points: 6 },
  {
    of: { event: 'page_view', where: pages.map((like) => ({ page_path: { like } })) },
    points: 3,
  },
];

/**
 * Dissatisfied by behaviour alone: clicks of anger, errors, searches in vain, visits to the help, refunds, pages about
 * cancelling. Weighted, and forgotten with time. The metric that ends with `.trouble` says how much.
 *
 * @when Most who are dissatisfied never say so.
 * @then Offer help by a person, before any offer of a product.
 * @example dissatisfied({ minPoints: 10 })
 */
export const dissatisfied = /* @__PURE__ */ recipe(
  'dissatisfied',
  {
    /** In how much time trouble loses half of its weight. */
    halfLife: '7d',
    /** How much trouble: a click of anger gives 3, an error 2, a refund 4. */
    minPoints: 6,
    /** Pages about cancelling (`page_path`). */
    cancelPages: ['*cancel*', '*unsubscribe*'],
  },
  ({ id, halfLife, minPoints, cancelPages }) => ({
    metrics: {
      [`${id}.trouble`]: {
        score: [...TROUBLE, { of: HELP, points: 1 }, ...partings(cancelPages)],
        halfLife,
      },
    },
    segments: [{ id, when: { metric: `${id}.trouble`, gte: minPoints } }],
  }),
);

/**
 * Satisfied by behaviour alone: comes again and again, and meets hardly any trouble.
 *
 * @when It is the right moment to ask for something.
 * @then Ask for a review, a recommendation, an opinion.
 * @example satisfied({ visits: 5 })
 */
export const satisfied = /* @__PURE__ */ recipe(
  'satisfied',
  {
    /** The least number of visits. */
    visits: 3,
    /** Not more trouble than this: a click of anger gives 3, an error 2, a refund 4. */
    maxPoints: 1,
    /** In how much time. */
    within: '30d',
    /** Pages about cancelling (`page_path`). */
    cancelPages: ['*cancel*', '*unsubscribe*'],
  },
  ({ id, visits, maxPoints, within, cancelPages }) => ({
    segments: [
      {
        id,
        when: {
          all: [
            { sessions: 'page_view', over: within, gte: visits },
            { score: [...TROUBLE, ...partings(cancelPages)], over: within, lte: maxPoints },
          ],
        },
      },
    ],
  }),
);

/**
 * Struggles in silence: trouble in this visit, and no question asked.
 *
 * @when They will leave without a word, unless somebody speaks first.
 * @then Ask whether you can help, on the spot; keep a report of what they ran into.
 * @example silentlyStruggling({ minPoints: 4 })
 */
export const silentlyStruggling = /* @__PURE__ */ recipe(
  'silently-struggling',
  {
    /** How much trouble in this visit: a click of anger gives 3, an error 2. */
    minPoints: 5,
  },
  ({ id, minPoints }) => ({
    segments: [
      {
        id,
        when: {
          all: [
            { score: TROUBLE, over: 'session', gte: minPoints },
            { count: HELP, over: 'session', is: 0 },
          ],
        },
      },
    ],
  }),
);

/**
 * Seeks support: asked people for help several times.
 *
 * @when They cost time, and cancel sooner than others.
 * @then Give them a short way to the same person; mend what they ask about.
 * @example supportSeekers({ times: 3 })
 */
export const supportSeekers = /* @__PURE__ */ recipe(
  'support-seekers',
  {
    /** The least number of tickets and chats. */
    times: 2,
    /** In how much time. */
    within: '90d',
  },
  ({ id, times, within }) => ({
    segments: [{ id, when: { count: ['ticket_sent', 'chat_open'], over: within, gte: times } }],
  }),
);

/**
 * Helps themselves: reads the help and the knowledge base.
 *
 * @when They would rather read than ask.
 * @then Put the right article where they are; leave the chat closed.
 * @example knowledgeBaseUsers({ times: 5 })
 */
export const knowledgeBaseUsers = /* @__PURE__ */ recipe(
  'knowledge-base-users',
  {
    /** The least number of pages of help. */
    times: 3,
    /** In how much time. */
    within: '30d',
  },
  ({ id, times, within }) => ({
    segments: [{ id, when: { count: ['help_view', 'knowledge_base_view'], over: within, gte: times } }],
  }),
);
