/** What somebody reads, and how far. */
import type { Selector } from '../segment/types.js';
import { recipe } from './recipe.js';

/**
 * Reads the blog: opened several articles.
 *
 * @when They come for what you know; they are not yet here to buy.
 * @then Offer more to read, and a newsletter before any product.
 * @example readers({ articles: 5 })
 */
export const readers = /* @__PURE__ */ recipe(
  'readers',
  {
    /** The least number of different articles. */
    articles: 2,
    /** In how much time. */
    within: '30d',
  },
  ({ id, articles, within }) => ({
    segments: [{ id, when: { distinct: 'article_id', of: 'article_view', over: within, gte: articles } }],
  }),
);

/**
 * Reads to the end: finished several articles.
 *
 * @when Opening an article says little; finishing it says that they care.
 * @then Ask them for more than others: a subscription, a course, their opinion.
 * @example deepReaders({ articles: 3 })
 */
export const deepReaders = /* @__PURE__ */ recipe(
  'deep-readers',
  {
    /** The least number of different articles read to their end. */
    articles: 2,
    /** In how much time. */
    within: '30d',
  },
  ({ id, articles, within }) => ({
    segments: [
      {
        id,
        when: {
          distinct: 'article_id',
          of: { event: 'article_read', where: { finished: true } },
          over: within,
          gte: articles,
        },
      },
    ],
  }),
);

/**
 * Follows a series: opened several articles that belong to one.
 *
 * @when You write in parts, and the next part is what they want.
 * @then Lead to the next part, and tell when a new one is out.
 * @example seriesReaders({ series: 'first-marathon', articles: 3 })
 */
export const seriesReaders = /* @__PURE__ */ recipe(
  'series-readers',
  {
    /** The series (`article_series`); `*` takes those of all together. */
    series: '*',
    /** The least number of its different articles. */
    articles: 2,
    /** In how much time. */
    within: '60d',
  },
  ({ id, series, articles, within }) => ({
    metrics: { [`${id}.series`]: { last: 'article_series', of: 'article_view', over: within } },
    segments: [
      {
        id,
        when: {
          distinct: 'article_id',
          of: { event: 'article_view', where: { article_series: { like: series } } },
          over: within,
          gte: articles,
        },
      },
    ],
  }),
);

/**
 * Reads about one topic more than about others. The metric that ends with `.topic` says which.
 *
 * @when What they read tells what they will need.
 * @then Show products, events and letters of that topic.
 * @example topicReaders({ topic: 'trail' })
 */
export const topicReaders = /* @__PURE__ */ recipe(
  'topic-readers',
  {
    /** The topic (`article_topic`), `*` for any one. */
    topic: '*',
    /** The least number of different articles. */
    articles: 3,
    /** What part of the articles must be of one topic, 0–1. */
    share: 0.6,
    /** In how much time. */
    within: '30d',
  },
  ({ id, topic, articles, share, within }) => {
    const of = { event: 'article_view', where: { article_topic: { like: topic } } } satisfies Selector;
    return {
      metrics: { [`${id}.topic`]: { top: 'article_topic', of, over: within } },
      segments: [
        {
          id,
          when: {
            all: [
              { distinct: 'article_id', of, over: within, gte: articles },
              { share: 'article_topic', of, over: within, gte: share },
            ],
          },
        },
      ],
    };
  },
);

/**
 * Reads and never shops: several articles, and not one look at a product.
 *
 * @when The blog brings people whom the shop never meets.
 * @then Build the bridge inside the article: the thing that it is about, not a banner.
 * @example readersWhoNeverShop({ articles: 6 })
 */
export const readersWhoNeverShop = /* @__PURE__ */ recipe(
  'readers-who-never-shop',
  {
    /** The least number of different articles. */
    articles: 4,
    /** What counts as shopping. */
    shopping: ['view_item', 'add_to_cart', 'begin_checkout', 'purchase'],
  },
  ({ id, articles, shopping }) => ({
    segments: [
      {
        id,
        when: {
          all: [
            { distinct: 'article_id', of: 'article_view', gte: articles },
            { count: shopping, is: 0 },
          ],
        },
      },
    ],
  }),
);
