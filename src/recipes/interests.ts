/** What somebody cares about, and whether more or less than before. */
import type { Selector } from '../segment/types.js';
import { recipe } from './recipe.js';

/** For an interest the others that it hints at, each with the share of the points that they get. */
export interface Related {
  readonly [interest: string]: { readonly [other: string]: number };
}

/**
 * Has an interest: a category or topic with enough to go by, newer acts counting more than older ones. The metric that
 * ends with `.top` says which, by the names of `item_category` and `article_topic`.
 *
 * @when What they care about now should come first.
 * @then Order lists and articles by `.top`; for one interest use the recipe again with its name.
 * @example interests({ id: 'runners', interest: 'running', related: { trail: { running: 0.5 } } })
 */
export const interests = /* @__PURE__ */ recipe(
  'interests',
  {
    /** The interest that must come first, `*` for any one. */
    interest: '*',
    /** In how much time what they did loses half of its weight. */
    halfLife: '14d',
    /** How much there must be to go by: a look gives 1, an article read 2, the cart 3, a purchase 4. */
    minPoints: 2.5,
    /** For an interest the others that it hints at, with the share of the points that they get. */
    related: {} as Related,
  },
  ({ id, interest, halfLife, minPoints, related }) => ({
    classifiers: {
      [id]: {
        halfLife,
        minPoints,
        related,
        evidence: [
          { of: ['view_item', 'select_item'], points: 1, by: 'items.item_category' },
          { of: ['add_to_cart', 'add_to_wishlist'], points: 3, by: 'items.item_category' },
          { of: 'purchase', points: 4, by: 'items.item_category' },
          { of: 'article_view', points: 1, by: 'article_topic' },
          { of: { event: 'article_read', where: { finished: true } }, points: 2, by: 'article_topic' },
        ],
      },
    },
    metrics: { [`${id}.top`]: { classifier: id } },
    segments: [{ id, when: { classifier: id, like: interest } }],
  }),
);

const looks = (category: string): Selector => ({
  event: ['view_item', 'add_to_cart'],
  where: { 'items.item_category': { like: category } },
});

/**
 * A rising interest: more looks in this week than in the three before together.
 *
 * @when Something new has come up for them.
 * @then Show the best of it now; next week they will have chosen.
 * @example risingInterest({ category: 'tents' })
 */
export const risingInterest = /* @__PURE__ */ recipe(
  'rising-interest',
  {
    /** The category (`items.item_category`), `*` for all together. */
    category: '*',
    /** The least number of looks in this week. */
    looks: 4,
  },
  ({ id, category, looks: least }) => ({
    segments: [
      {
        id,
        when: {
          all: [
            { count: looks(category), over: '7d', gte: least },
            {
              difference: [
                { count: looks(category), over: '7d' },
                { count: looks(category), over: { from: '28d', to: '7d' } },
              ],
              gt: 0,
            },
          ],
        },
      },
    ],
  }),
);

/**
 * A fading interest: many looks some weeks ago, none since.
 *
 * @when They have it by now, or have given it up.
 * @then Stop showing it; ask once whether they found it.
 * @example fadingInterest({ category: 'tents', looks: 8 })
 */
export const fadingInterest = /* @__PURE__ */ recipe(
  'fading-interest',
  {
    /** The category (`items.item_category`), `*` for all together. */
    category: '*',
    /** The least number of looks two to six weeks ago. */
    looks: 5,
  },
  ({ id, category, looks: least }) => ({
    segments: [
      {
        id,
        when: {
          all: [
            { count: looks(category), over: { from: '42d', to: '14d' }, gte: least },
            { count: looks(category), over: '14d', is: 0 },
          ],
        },
      },
    ],
  }),
);
