/** Where several behaviours meet, a person shows. */
import { recipe } from './recipe.js';

/**
 * More than half an hour on the site, and spent over an amount, and a comparison shopper. The segment that ends with
 * `-discount` leaves out those who spend much every month anyway.
 *
 * @when One behaviour alone is too weak a sign for an offer that costs you something.
 * @then Offer the discount to `-discount` alone: the regulars would have bought without it.
 * @example overlapPersona({ spent: 200, regular: 500 })
 */
export const overlapPersona = /* @__PURE__ */ recipe(
  'overlap-persona',
  {
    /** More attention than this (`engagement_time_msec`). */
    time: '30m',
    /** Spent more than this (`value`). */
    spent: 100,
    /** In how much time both. */
    within: '90d',
    /** The least number of different products in this visit. */
    products: 3,
    /** What part of the looks must be in one category, 0–1. */
    share: 0.6,
    /** Who spent so much within 30 days gets no discount. */
    regular: 300,
  },
  ({ id, time, spent, within, products, share, regular }) => ({
    segments: [
      {
        id,
        when: {
          all: [
            { sum: 'engagement_time_msec', of: 'user_engagement', over: within, gt: time },
            { sum: 'value', of: 'purchase', over: within, gt: spent },
            { distinct: 'items.item_id', of: 'view_item', over: 'session', gte: products },
            { share: 'items.item_category', of: 'view_item', over: 'session', gte: share },
          ],
        },
      },
      {
        id: `${id}-discount`,
        when: {
          all: [{ segment: id }, { not: { sum: 'value', of: 'purchase', over: '30d', gte: regular } }],
        },
      },
    ],
  }),
);
