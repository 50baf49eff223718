/** How much attention somebody gives, how often, and for how long already. */
import type { Metric } from '../segment/types.js';
import { recipe } from './recipe.js';

/**
 * Minutes of attention: `-low`, `-medium`, `-high`. Attention is what `user_engagement` counts: the page in sight and in
 * focus, and its visitor not idle.
 *
 * @when A page left open is no interest; attention is.
 * @then Be brief with the low; offer depth to the high.
 * @example attention({ high: '1h' })
 */
export const attention = /* @__PURE__ */ recipe(
  'attention',
  {
    /** From here on medium. */
    medium: '5m',
    /** From here on high. */
    high: '30m',
    /** In how much time. */
    within: '7d',
  },
  ({ id, medium, high, within }) => {
    const time = { sum: 'engagement_time_msec', of: 'user_engagement', over: within } as const;
    return {
      metrics: { [`${id}.time`]: time },
      segments: [
        { id: `${id}-low`, when: { ...time, gt: 0, lt: medium } },
        { id: `${id}-medium`, when: { ...time, gte: medium, lt: high } },
        { id: `${id}-high`, when: { ...time, gte: high } },
      ],
    };
  },
);

/**
 * A daily ritual: here on so many days in a row.
 *
 * @when You are a part of their day.
 * @then Have something new for them each day; do not break the streak for them.
 * @example dailyRitual({ days: 7 })
 */
export const dailyRitual = /* @__PURE__ */ recipe(
  'daily-ritual',
  {
    /** The least number of days in a row, up to today or yesterday. */
    days: 5,
  },
  ({ id, days }) => ({
    metrics: { [`${id}.days`]: { streak: 'page_view' } },
    segments: [{ id, when: { streak: 'page_view', gte: days } }],
  }),
);

/**
 * Comes occasionally: a few visits in three months.
 *
 * @when They do not remember how it works here.
 * @then Make it work without remembering: no login wall, the last thing they did at hand.
 * @example occasionalVisitors({ most: 6 })
 */
export const occasionalVisitors = /* @__PURE__ */ recipe(
  'occasional-visitors',
  {
    /** The least number of visits. */
    least: 2,
    /** The greatest number of visits. */
    most: 4,
    /** In how much time. */
    within: '90d',
  },
  ({ id, least, most, within }) => ({
    segments: [{ id, when: { sessions: 'page_view', over: within, gte: least, lte: most } }],
  }),
);

/**
 * Here for a long time, and still active.
 *
 * @when They have seen you change, and stayed.
 * @then Thank them, tell them first, ask them before you change what they use.
 * @example longStanding({ after: '730d' })
 */
export const longStanding = /* @__PURE__ */ recipe(
  'long-standing',
  {
    /** How long since the first page. */
    after: '365d',
    /** The last page is younger than this. */
    active: '30d',
  },
  ({ id, after, active }) => ({
    segments: [
      {
        id,
        when: {
          all: [
            { sinceFirst: 'page_view', gte: after },
            { sinceLast: 'page_view', lt: active },
          ],
        },
      },
    ],
  }),
);

/**
 * Binges: one article or film after the other.
 *
 * @when They are in it; anything that interrupts is in the way.
 * @then Lead to the next one at once; ask for nothing until they stop.
 * @example bingers({ of: ['video_start'], times: 3 })
 */
export const bingers = /* @__PURE__ */ recipe(
  'bingers',
  {
    /** What is consumed. */
    of: ['article_view', 'video_start'],
    /** The least number of times. */
    times: 5,
    /** In how much time. */
    within: '2h',
  },
  ({ id, of, times, within }) => ({ segments: [{ id, when: { count: of, over: within, gte: times } }] }),
);

const WEEK: Metric = { sum: 'engagement_time_msec', of: 'user_engagement', over: '7d' };
const BEFORE = {
  sum: 'engagement_time_msec',
  of: 'user_engagement',
  over: { from: '35d', to: '7d' },
} as const;

/**
 * More engaged than they used to be: this week against the mean of their own four weeks before.
 *
 * @when Something has caught them, whatever the others do.
 * @then Find out what it is, and give them more of it.
 * @example engagementRising({ times: 2 })
 */
export const engagementRising = /* @__PURE__ */ recipe(
  'engagement-rising',
  {
    /** So many times as much as in a week before. */
    times: 1.5,
    /** At least so much attention in the four weeks before. */
    before: '10m',
  },
  ({ id, times, before }) => ({
    segments: [
      {
        id,
        when: {
          all: [
            { ...BEFORE, gte: before },
            { ratio: [WEEK, BEFORE], gte: times / 4 },
          ],
        },
      },
    ],
  }),
);

/**
 * Less engaged than they used to be: this week against the mean of their own four weeks before.
 *
 * @when It is early: they are still here, but less.
 * @then Ask, or remind of what they liked; do not wait until they are gone.
 * @example engagementFalling({ times: 0.25 })
 */
export const engagementFalling = /* @__PURE__ */ recipe(
  'engagement-falling',
  {
    /** Only so many times as much as in a week before. */
    times: 0.5,
    /** At least so much attention in the four weeks before. */
    before: '20m',
  },
  ({ id, times, before }) => ({
    segments: [
      {
        id,
        when: {
          all: [
            { ...BEFORE, gte: before },
            { ratio: [WEEK, BEFORE], lte: times / 4 },
          ],
        },
      },
    ],
  }),
);

/**
 * Not worth measuring: bots, and visitors of one page who were gone at once.
 *
 * @when Averages and shares should speak of people who had a look.
 * @then Leave them out of figures and experiments: `{ "not": { "segment": "not-worth-measuring" } }`.
 * @example notWorthMeasuring({ time: '5s' })
 */
export const notWorthMeasuring = /* @__PURE__ */ recipe(
  'not-worth-measuring',
  {
    /** Less attention than this. */
    time: '10s',
    /** How long after the page; before that nobody can know. */
    after: '30m',
    /** The trait that is `true` for bots. */
    trait: 'device.bot',
  },
  ({ id, time, after, trait }) => ({
    segments: [
      {
        id,
        when: {
          any: [
            { trait, is: true },
            {
              all: [
                { count: 'page_view', is: 1 },
                { sinceLast: 'page_view', gte: after },
                { sum: 'engagement_time_msec', of: 'user_engagement', lt: time },
              ],
            },
          ],
        },
      },
    ],
  }),
);
