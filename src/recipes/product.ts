/** What somebody looks at, and how. */
import type { Selector } from '../segment/types.js';
import { recipe } from './recipe.js';

/**
 * Looked at products and has bought nothing since.
 *
 * @when They were interested; something kept them.
 * @then Show what they looked at again, with what answers a doubt: sizes, returns, reviews.
 * @example lookedNotBought({ after: '1d' })
 */
export const lookedNotBought = /* @__PURE__ */ recipe(
  'looked-not-bought',
  {
    /** How long after the last look. */
    after: '1h',
    /** Older looks are forgotten. */
    within: '14d',
  },
  ({ id, after, within }) => ({
    segments: [{ id, when: { abandoned: 'view_item', without: 'purchase', for: after, within } }],
  }),
);

/**
 * Looked at one and the same product several times, and has bought nothing.
 *
 * @when They have found what they want, and hesitate.
 * @then Help with this one product: stock, delivery date, a question answered; not with others.
 * @example repeatedInterest({ views: 4 })
 */
export const repeatedInterest = /* @__PURE__ */ recipe(
  'repeated-interest',
  {
    /** The least number of looks at it, at most 16. */
    views: 3,
    /** In how much time the looks lie, and how long they count. */
    within: '14d',
  },
  ({ id, views, within }) => ({
    segments: [
      {
        id,
        when: {
          all: [
            {
              count: { sequence: Array(views).fill('view_item'), same: 'items.item_id', within },
              over: within,
              gte: 1,
            },
            { count: 'purchase', over: within, is: 0 },
          ],
        },
      },
    ],
  }),
);

/**
 * Browses a category: several looks at products of one.
 *
 * @when They know what kind of thing they want, and not yet which.
 * @then Show the category's guide, its bestsellers, a filter that narrows it down.
 * @example categoryBrowsers({ category: 'boots' })
 */
export const categoryBrowsers = /* @__PURE__ */ recipe(
  'category-browsers',
  {
    /** The category (`items.item_category`), `*` for any one. */
    category: '*',
    /** The least number of looks in one category, at most 16. */
    views: 4,
    /** In how much time the looks lie, and how long they count. */
    within: '7d',
  },
  ({ id, category, views, within }) => ({
    segments: [
      {
        id,
        when: {
          count: {
            sequence: Array(views).fill({
              event: 'view_item',
              where: { 'items.item_category': { like: category } },
            }),
            same: 'items.item_category',
            within,
          },
          over: within,
          gte: 1,
        },
      },
    ],
  }),
);

/**
 * Compares: several products in this visit, most of them of one category.
 *
 * @when They weigh alternatives, and a difference told well decides.
 * @then Put the products side by side; say for whom each of them is right.
 * @example comparisonShoppers({ products: 4 })
 */
export const comparisonShoppers = /* @__PURE__ */ recipe(
  'comparison-shoppers',
  {
    /** The least number of different products. */
    products: 3,
    /** What part of the looks must be in one category, 0–1. */
    share: 0.6,
  },
  ({ id, products, share }) => ({
    segments: [
      {
        id,
        when: {
          all: [
            { distinct: 'items.item_id', of: 'view_item', over: 'session', gte: products },
            { share: 'items.item_category', of: 'view_item', over: 'session', gte: share },
          ],
        },
      },
    ],
  }),
);

/**
 * Searches in vain: searches of this visit found nothing, and no product was looked at after the last of them.
 *
 * @when They say what they want, and the shop does not understand them.
 * @then Offer help in words: a contact, the nearest category, a note when it comes in.
 * @example searchingInVain({ times: 2 })
 */
export const searchingInVain = /* @__PURE__ */ recipe(
  'searching-in-vain',
  {
    /** The least number of searches in this visit that found nothing. */
    times: 1,
  },
  ({ id, times }) => {
    const failed = { event: 'view_search_results', where: { search_results: 0 } } satisfies Selector;
    return {
      segments: [
        {
          id,
          when: {
            all: [
              { count: failed, over: 'session', gte: times },
              { abandoned: failed, without: ['view_item', 'add_to_cart'], for: '0ms' },
            ],
          },
        },
      ],
    };
  },
);
