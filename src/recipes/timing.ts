/** When somebody comes and buys: occasions, habits, and what is due. */
import type { Duration, Where } from '../segment/types.js';
import { type Parts, recipe } from './recipe.js';

/**
 * A universal occasion: it is the season, for everybody.
 *
 * @when Everybody thinks of the same thing: holidays, sales days, the beginning of school.
 * @then Put the occasion first, with the last day on which an order still arrives.
 * @example season({ id: 'black-week', from: '11-20', to: '11-30' })
 */
export const season = /* @__PURE__ */ recipe(
  'season',
  {
    /** The first day, month and day. */
    from: '11-20',
    /** The last day, which still counts. */
    to: '12-24',
  },
  ({ id, from, to }) => ({ segments: [{ id, when: { now: 'date', between: [from, to] } }] }),
);

/**
 * It is the season, and they bought in it in an earlier year.
 *
 * @when Who bought a gift last year is looking for one again.
 * @then Remind them of it early, and of what they gave last time.
 * @example occasionBuyers({ id: 'mothers-day', from: '05-01', to: '05-26' })
 */
export const occasionBuyers = /* @__PURE__ */ recipe(
  'occasion-buyers',
  {
    /** The first day, month and day. */
    from: '11-20',
    /** The last day, which still counts. */
    to: '12-24',
  },
  ({ id, from, to }) => ({
    segments: [
      {
        id,
        when: {
          all: [
            { now: 'date', between: [from, to] },
            {
              count: { event: 'purchase', where: { $date: { between: [from, to] } } },
              over: { from: '1200d', to: '180d' },
              gte: 1,
            },
          ],
        },
      },
    ],
  }),
);

/**
 * A personal occasion comes near: a birthday, the day on which they joined. From some days before until the end of it.
 *
 * @when You know a date of theirs because they told you.
 * @then Congratulate on the day; suggest something before it, while it still arrives.
 * @example anniversaryNear({ trait: 'joined', before: '1d' })
 */
export const anniversaryNear = /* @__PURE__ */ recipe(
  'anniversary-near',
  {
    /** The trait that holds the date, `YYYY-MM-DD` or `MM-DD`. */
    trait: 'birthday',
    /** How long before. */
    before: '7d',
  },
  ({ id, trait, before }) => ({ segments: [{ id, when: { untilAnniversary: trait, lte: before } }] }),
);

/**
 * Does something about once a month: a trip, a refill, a gift.
 *
 * @when A habit of theirs can be served before they think of it.
 * @then Prepare what they took last time, and offer to send it by itself.
 * @example monthlyHabit({ act: 'renew' })
 */
export const monthlyHabit = /* @__PURE__ */ recipe(
  'monthly-habit',
  {
    /** What they do. */
    act: 'purchase',
    /** The least number of times. */
    times: 3,
    /** The least mean time from one to the next. */
    least: '25d',
    /** The greatest. */
    most: '35d',
  },
  ({ id, act, times, least, most }) => ({
    segments: [
      {
        id,
        when: {
          all: [
            { count: act, gte: times },
            { interval: act, between: [least, most] },
          ],
        },
      },
    ],
  }),
);

/**
 * A rare occasion: your page has told that somebody marries, moves, or has a child.
 *
 * @when It happens once in years, and they need many things at once.
 * @then Show a list for the occasion; stop when it is over.
 * @example rareOccasion({ occasion: 'wedding', within: '180d' })
 */
export const rareOccasion = /* @__PURE__ */ recipe(
  'rare-occasion',
  {
    /** The event that tells of it. */
    event: 'occasion',
    /** Which (`occasion_name`), `*` for any one. */
    occasion: '*',
    /** How long it counts. */
    within: '90d',
  },
  ({ id, event, occasion, within }) => ({
    segments: [
      {
        id,
        when: { count: { event, where: { occasion_name: { like: occasion } } }, over: within, gte: 1 },
      },
    ],
  }),
);

/**
 * Now is the visitor's usual hour: the hour of the day in which they look at most pages. The metric that ends with
 * `.hour` says which.
 *
 * @when They have time now, and not at another hour.
 * @then Ask now what takes a minute; send letters at this hour.
 * @example usualHour({ days: 10 })
 */
export const usualHour = /* @__PURE__ */ recipe(
  'usual-hour',
  {
    /** The least number of days before there is a habit. */
    days: 5,
    /** In how much time. */
    within: '28d',
  },
  ({ id, days, within }) => ({
    metrics: { [`${id}.hour`]: { top: '$hour', of: 'page_view', over: within } },
    segments: [
      {
        id,
        when: {
          all: [
            { days: 'page_view', over: within, gte: days },
            { now: 'hour', is: { metric: `${id}.hour` } },
          ],
        },
      },
    ],
  }),
);

/** Those of whose page views a part lies at certain times. */
const mostly = (id: string, where: Where, share: number, days: number, within: Duration): Parts => ({
  segments: [
    {
      id,
      when: {
        all: [
          { days: 'page_view', over: within, gte: days },
          {
            ratio: [
              { count: { event: 'page_view', where }, over: within },
              { count: 'page_view', over: within },
            ],
            gte: share,
          },
        ],
      },
    },
  ],
});

/**
 * Comes at a certain time of the day, in the evening unless you say otherwise.
 *
 * @when The same words do not fit a coffee break and a late evening.
 * @then Be short in the morning; give them something to read in the evening.
 * @example daypartVisitors({ id: 'early-birds', from: 5, to: 8 })
 */
export const daypartVisitors = /* @__PURE__ */ recipe(
  'daypart-visitors',
  {
    /** The first hour, 0–23. */
    from: 18,
    /** The last hour, which still counts. May be less than the first: over midnight. */
    to: 23,
    /** At least this part of the pages, 0–1. */
    share: 0.6,
    /** The least number of days before there is a habit. */
    days: 4,
    /** In how much time. */
    within: '28d',
  },
  ({ id, from, to, share, days, within }) =>
    mostly(id, { $hour: { between: [from, to] } }, share, days, within),
);

/**
 * Comes at the weekend.
 *
 * @when They have time then, and are at home.
 * @then Show what takes time: long reads, big purchases, things for the house.
 * @example weekendVisitors({ share: 0.8 })
 */
export const weekendVisitors = /* @__PURE__ */ recipe(
  'weekend-visitors',
  {
    /** At least this part of the pages, 0–1. */
    share: 0.6,
    /** The least number of days before there is a habit. */
    days: 4,
    /** In how much time. */
    within: '56d',
  },
  ({ id, share, days, within }) => mostly(id, { $weekday: { oneOf: [6, 7] } }, share, days, within),
);

/**
 * Comes from Monday to Friday.
 *
 * @when They come from work, or for it.
 * @then Be quick and to the point; leave out what one shows at home.
 * @example weekdayVisitors({ share: 1 })
 */
export const weekdayVisitors = /* @__PURE__ */ recipe(
  'weekday-visitors',
  {
    /** At least this part of the pages, 0–1: five days of seven would be 0.71. */
    share: 0.9,
    /** The least number of days before there is a habit. */
    days: 4,
    /** In how much time. */
    within: '56d',
  },
  ({ id, share, days, within }) => mostly(id, { $weekday: { between: [1, 5] } }, share, days, within),
);

/**
 * Due to buy again: the last purchase is as long ago as their purchases usually lie apart. The metric that ends with
 * `.interval` says how long that is.
 *
 * @when What they bought is used up about now.
 * @then Remind them once, with what they bought last.
 * @example dueToBuy({ purchases: 4 })
 */
export const dueToBuy = /* @__PURE__ */ recipe(
  'due-to-buy',
  {
    /** The least number of purchases before there is a habit. */
    purchases: 3,
  },
  ({ id, purchases }) => ({
    metrics: { [`${id}.interval`]: { interval: 'purchase' } },
    segments: [
      {
        id,
        when: {
          all: [
            { count: 'purchase', gte: purchases },
            { sinceLast: 'purchase', gte: { metric: `${id}.interval` } },
          ],
        },
      },
    ],
  }),
);

/**
 * The rhythm of use: `-daily`, `-weekly`, `-special-occasion` (about the same time last year, and hardly between),
 * `-backup` (now and then, for longer than eight weeks: when their first choice fails). At most one holds at a time.
 *
 * @when How often they come says what you are to them.
 * @then Give the daily something new each day; make it easy for the others to find back.
 * @example usageRhythm({ daily: 20 })
 */
export const usageRhythm = /* @__PURE__ */ recipe(
  'usage-rhythm',
  {
    /** The event that counts as use. */
    of: 'page_view',
    /** From this number of days in 28 on: daily. */
    daily: 16,
    /** From this number of days in 28 on: weekly. */
    weekly: 4,
  },
  ({ id, of, daily, weekly }) => {
    const exclusive = id;
    const isHere = { days: of, over: '28d', gte: 1 } as const;
    return {
      segments: [
        { id: `${id}-daily`, when: { days: of, over: '28d', gte: daily }, exclusive },
        { id: `${id}-weekly`, when: { days: of, over: '28d', gte: weekly }, exclusive },
        {
          id: `${id}-special-occasion`,
          when: {
            all: [
              isHere,
              { days: of, over: { from: '393d', to: '337d' }, gte: 1 },
              { days: of, over: { from: '337d', to: '28d' }, lte: 2 },
            ],
          },
          exclusive,
        },
        { id: `${id}-backup`, when: { all: [isHere, { sinceFirst: of, gte: '56d' }] }, exclusive },
      ],
    };
  },
);
