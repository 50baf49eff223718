/** Who buys again, who leaves, and who tells others. */
import type { Condition, Duration, Segment } from '../segment/types.js';
import { recipe } from './recipe.js';

/**
 * Customers by recency, frequency and money, from the best to the lost: `-champions`, `-loyal`, `-promising`, `-cooling`,
 * `-at-risk`, `-hibernating`, `-lost`. At most one holds at a time. The cuts are yours: take quantiles of your own
 * customers. The metrics that end with `.recency` (milliseconds), `.frequency` and `.monetary` can be read.
 *
 * @when Customers differ more by how they buy than by who they are.
 * @then Reward champions, ask what became of those at risk, and spend little on the lost.
 * @example rfm({ recent: '21d', often: 6, much: 500 })
 */
export const rfm = /* @__PURE__ */ recipe(
  'rfm',
  {
    /** A purchase younger than this is recent. */
    recent: '30d',
    /** One older than this is long ago. */
    stale: '90d',
    /** One older than this is out of mind. */
    gone: '365d',
    /** From this number of purchases on: often. */
    often: 4,
    /** From this sum of `value` on: much. */
    much: 300,
    /** In how much time number and sum count. */
    within: '730d',
  },
  ({ id, recent, stale, gone, often, much, within }) => {
    const since = (lt: Duration): Condition => ({ metric: `${id}.recency`, lt });
    const isOften: Condition = { metric: `${id}.frequency`, gte: often };
    const cell = (name: string, ...all: Condition[]): Segment => ({
      id: `${id}-${name}`,
      when: { all },
      exclusive: id,
    });
    return {
      metrics: {
        [`${id}.recency`]: { sinceLast: 'purchase' },
        [`${id}.frequency`]: { count: 'purchase', over: within },
        [`${id}.monetary`]: { sum: 'value', of: 'purchase', over: within },
      },
      segments: [
        cell('champions', since(recent), isOften, { metric: `${id}.monetary`, gte: much }),
        cell('loyal', since(stale), isOften),
        cell('promising', since(recent)),
        cell('cooling', since(stale)),
        cell('at-risk', since(gone), isOften),
        cell('hibernating', since(gone)),
        cell('lost', { metric: `${id}.recency`, exists: true }),
      ],
    };
  },
);

/**
 * A candidate for the loyalty programme: buys often, and is no member.
 *
 * @when They would gain from it at once.
 * @then Show what their last purchases would have earned, and offer to join.
 * @example loyaltyCandidates({ trait: 'club', purchases: 5 })
 */
export const loyaltyCandidates = /* @__PURE__ */ recipe(
  'loyalty-candidates',
  {
    /** The least number of purchases. */
    purchases: 3,
    /** In how much time. */
    within: '180d',
    /** The trait that is `true` for members. */
    trait: 'loyalty_member',
  },
  ({ id, purchases, within, trait }) => ({
    segments: [
      {
        id,
        when: {
          all: [
            { count: 'purchase', over: within, gte: purchases },
            { trait, isNot: true },
          ],
        },
      },
    ],
  }),
);

/**
 * Advocates: share, recommend, write reviews.
 *
 * @when They bring others, for nothing.
 * @then Thank them; give them something to pass on, and tell what became of it.
 * @example advocates({ times: 3 })
 */
export const advocates = /* @__PURE__ */ recipe(
  'advocates',
  {
    /** The least number of times. */
    times: 2,
    /** What counts as telling others. */
    acts: ['share', 'review_sent'],
    /** In how much time. */
    within: '180d',
  },
  ({ id, times, acts, within }) => ({
    segments: [{ id, when: { count: acts, over: within, gte: times } }],
  }),
);
