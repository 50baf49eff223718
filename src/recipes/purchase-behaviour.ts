/** How somebody goes about buying. */
import type { Where } from '../segment/types.js';
import { segmentsOf } from './classes.js';
import { recipe } from './recipe.js';

const like = (path: string, patterns: readonly string[]): Where[] =>
  patterns.map((like) => ({ [path]: { like, ignoreCase: true } }));

/**
 * What kind of shopper somebody is, of six, by all that they do: `-price-conscious`, `-researcher`, `-risk-averse`,
 * `-needs-proof`, `-buy-later`, `-persuadable`. At most one at a time, and none before there is enough to go by.
 *
 * @when One shop must speak to people who decide in different ways.
 * @then Put first what decides for them: the price, the facts, the way back, the reviews, the list, what goes with it.
 * @example shopperTypes({ minPoints: 5 })
 */
export const shopperTypes = /* @__PURE__ */ recipe(
  'shopper-types',
  {
    /** In how much time what they did loses half of its weight. */
    halfLife: '30d',
    /** How much there must be to go by; one act gives 2 at most. */
    minPoints: 3,
    /** Pages of warranty and returns, where `view_return_policy` is not told. */
    assurance: ['*warranty*', '*guarantee*', '*returns*'],
    /** Lists of what sells best (`item_list_name`). */
    bestsellers: ['*best*sell*', '*popular*'],
    /** Lists of what goes with something (`item_list_name`). */
    related: ['*related*', '*also*', '*recommend*'],
  },
  ({ id, halfLife, minPoints, assurance, bestsellers, related }) => ({
    classifiers: {
      [id]: {
        halfLife,
        minPoints,
        evidence: [
          { of: ['apply_coupon', 'select_promotion'], points: 2, class: 'price-conscious' },
          {
            of: {
              event: ['sort_items', 'filter_items'],
              where: [{ sort_by: { like: '*price*' } }, { filter_name: { like: '*price*' } }],
            },
            points: 2,
            class: 'price-conscious',
          },
          { of: 'compare_items', points: 2, class: 'researcher' },
          { of: ['view_item', 'filter_items', 'article_read'], points: 0.5, class: 'researcher' },
          { of: ['view_return_policy', 'view_shipping_info'], points: 2, class: 'risk-averse' },
          {
            of: { event: 'page_view', where: like('page_path', assurance) },
            points: 2,
            class: 'risk-averse',
          },
          { of: 'view_reviews', points: 2, class: 'needs-proof' },
          {
            of: { event: 'select_item', where: like('item_list_name', bestsellers) },
            points: 2,
            class: 'needs-proof',
          },
          { of: 'add_to_wishlist', points: 2, class: 'buy-later' },
          { of: ['view_cart', 'remove_from_cart'], points: 1, class: 'buy-later' },
          {
            of: { event: 'select_item', where: like('item_list_name', related) },
            points: 2,
            class: 'persuadable',
          },
        ],
      },
    },
    segments: segmentsOf(id, [
      'price-conscious',
      'researcher',
      'risk-averse',
      'needs-proof',
      'buy-later',
      'persuadable',
    ]),
  }),
);

/**
 * Buys of many categories.
 *
 * @when They like to find something new.
 * @then Show what is new and unlike the last, not more of the same.
 * @example varietySeekers({ share: 0.4 })
 */
export const varietySeekers = /* @__PURE__ */ recipe(
  'variety-seekers',
  {
    /** The least number of purchases. */
    purchases: 3,
    /** No category has more than this part of what was bought, 0–1. */
    share: 0.5,
    /** In how much time. */
    within: '365d',
  },
  ({ id, purchases, share, within }) => ({
    segments: [
      {
        id,
        when: {
          all: [
            { count: 'purchase', over: within, gte: purchases },
            { share: 'items.item_category', of: 'purchase', over: within, lte: share },
          ],
        },
      },
    ],
  }),
);

/**
 * Buys of one category almost alone. The metric that ends with `.category` says which.
 *
 * @when They come for one thing, and may not know that you have others.
 * @then Serve that one thing well; show at most the next one to it.
 * @example oneCategoryBuyers({ share: 0.9 })
 */
export const oneCategoryBuyers = /* @__PURE__ */ recipe(
  'one-category-buyers',
  {
    /** The least number of purchases. */
    purchases: 3,
    /** One category has at least this part of what was bought, 0–1. */
    share: 0.8,
    /** In how much time. */
    within: '365d',
  },
  ({ id, purchases, share, within }) => ({
    metrics: { [`${id}.category`]: { top: 'items.item_category', of: 'purchase', over: within } },
    segments: [
      {
        id,
        when: {
          all: [
            { count: 'purchase', over: within, gte: purchases },
            { share: 'items.item_category', of: 'purchase', over: within, gte: share },
          ],
        },
      },
    ],
  }),
);

/**
 * Buys on impulse: hardly more visits with a look at a product than purchases.
 *
 * @when A long page of facts only delays them.
 * @then Keep the way to the till short, and show what fits the moment.
 * @example impulseBuyers({ visits: 1 })
 */
export const impulseBuyers = /* @__PURE__ */ recipe(
  'impulse-buyers',
  {
    /** The least number of purchases. */
    purchases: 2,
    /** At most so many visits with a look at a product for each purchase. */
    visits: 1.5,
    /** In how much time. */
    within: '365d',
  },
  ({ id, purchases, visits, within }) => ({
    segments: [
      {
        id,
        when: {
          all: [
            { count: 'purchase', over: within, gte: purchases },
            {
              ratio: [
                { sessions: 'view_item', over: within },
                { count: 'purchase', over: within },
              ],
              lte: visits,
            },
          ],
        },
      },
    ],
  }),
);

/**
 * Takes time to decide: many visits with a look at a product for each purchase.
 *
 * @when They come back anyway; haste puts them off.
 * @then Help them to keep what they found: a list, a comparison, a letter when the price changes.
 * @example deliberateBuyers({ visits: 6 })
 */
export const deliberateBuyers = /* @__PURE__ */ recipe(
  'deliberate-buyers',
  {
    /** The least number of purchases. */
    purchases: 1,
    /** At least so many visits with a look at a product for each purchase. */
    visits: 4,
    /** In how much time. */
    within: '365d',
  },
  ({ id, purchases, visits, within }) => ({
    segments: [
      {
        id,
        when: {
          all: [
            { count: 'purchase', over: within, gte: purchases },
            {
              ratio: [
                { sessions: 'view_item', over: within },
                { count: 'purchase', over: within },
              ],
              gte: visits,
            },
          ],
        },
      },
    ],
  }),
);

/**
 * Buys with a coupon alone, or nearly so.
 *
 * @when They wait for the next discount, and would not buy at the price of every day.
 * @then Tell them of sales; give them no discount that others do not get.
 * @example discountBuyers({ share: 1 })
 */
export const discountBuyers = /* @__PURE__ */ recipe(
  'discount-buyers',
  {
    /** The least number of purchases. */
    purchases: 2,
    /** At least this part of them with a `coupon`, 0–1. */
    share: 0.9,
    /** In how much time. */
    within: '365d',
  },
  ({ id, purchases, share, within }) => ({
    segments: [
      {
        id,
        when: {
          all: [
            { count: 'purchase', over: within, gte: purchases },
            {
              ratio: [
                { count: { event: 'purchase', where: { coupon: { exists: true } } }, over: within },
                { count: 'purchase', over: within },
              ],
              gte: share,
            },
          ],
        },
      },
    ],
  }),
);

/**
 * Likely to buy in this visit, by a logistic regression over products looked at and time spent. The metric that ends
 * with `.probability` says how likely. Its weights are fitted to 9,864 visits of a public data set (Sakar and Kastro,
 * Online Shoppers Purchasing Intention, UCI 2018, CC BY 4.0); on the 2,466 others its AUC is 0.71, and of those whom it
 * gives 0.25 or more, 32 % bought, against 15 % of all. It is a beginning: weights fitted to your own visits are better.
 *
 * @when You can help or sell to some at a time: staff in a chat, a hint, a queue.
 * @then Give attention first to those who are likely, and leave out the discount.
 * @example likelyBuyers({ probability: 0.3 })
 */
export const likelyBuyers = /* @__PURE__ */ recipe(
  'likely-buyers',
  {
    /** From which probability on, 0–1. */
    probability: 0.25,
  },
  ({ id, probability }) => ({
    models: {
      [id]: {
        intercept: -2.004,
        terms: [
          {
            metric: { count: 'view_item', over: 'session' },
            weight: 0.036,
            transform: 'log1p',
            mean: 2.893,
            sd: 1.122,
          },
          {
            metric: { sum: 'engagement_time_msec', of: 'user_engagement', over: 'session' },
            weight: 1.292,
            transform: 'log1p',
            mean: 12.62,
            sd: 3.392,
          },
        ],
      },
    },
    metrics: { [`${id}.probability`]: { model: id } },
    segments: [{ id, when: { model: id, gte: probability } }],
  }),
);
