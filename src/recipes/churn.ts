/** Who is leaving, who has left, who is back; and what a visitor is to the shop now. */
import type { Condition, Duration } from '../segment/types.js';
import { recipe } from './recipe.js';

const BEFORE = { from: '56d', to: '28d' } as const;

/** Four weeks against the four before. */
const falls = (of: string, days: number, share: number): Condition => ({
  all: [
    { days: of, over: BEFORE, gte: days },
    {
      ratio: [
        { days: of, over: '28d' },
        { days: of, over: BEFORE },
      ],
      lte: share,
    },
  ],
});

/**
 * Uses it much less: in these four weeks on at most half as many days as in the four before.
 *
 * @when Who leaves uses less before.
 * @then Ask what is missing, and remind of what they used.
 * @example usageFalling({ share: 0.3 })
 */
export const usageFalling = /* @__PURE__ */ recipe(
  'usage-falling',
  {
    /** The event that counts as use. */
    of: 'page_view',
    /** The least number of days in the four weeks before. */
    days: 6,
    /** At most this part of them now. */
    share: 0.5,
  },
  ({ id, of, days, share }) => ({ segments: [{ id, when: falls(of, days, share) }] }),
);

const dropped = (feature: string, times: number): Condition => {
  const use = { event: 'feature_use', where: { feature_name: { like: feature } } } as const;
  return {
    all: [
      { count: use, over: { from: '84d', to: '28d' }, gte: times },
      { count: use, over: '28d', is: 0 },
    ],
  };
};

/**
 * Dropped a feature: used it, and not in the last four weeks.
 *
 * @when A feature that is dropped goes before the customer.
 * @then Find out whether it broke, or whether they found another way.
 * @example featureDropped({ feature: 'export' })
 */
export const featureDropped = /* @__PURE__ */ recipe(
  'feature-dropped',
  {
    /** The feature (`feature_name`), `*` for all together. */
    feature: '*',
    /** The least number of times in the eight weeks before. */
    times: 3,
  },
  ({ id, feature, times }) => ({ segments: [{ id, when: dropped(feature, times) }] }),
);

/**
 * At risk: at least two signs of leaving. Falling use, a dropped feature, a refund or a complaint, a bad score, a look at
 * how to cancel.
 *
 * @when One sign is chance; two are a reason to act.
 * @then Let a person get in touch; an offer alone comes too late.
 * @example atRisk({ signs: 3 })
 */
export const atRisk = /* @__PURE__ */ recipe(
  'at-risk',
  {
    /** The least number of signs. */
    signs: 2,
    /** How long a refund, a ticket, a score and a look at cancelling count. */
    within: '30d',
    /** Pages about cancelling (`page_path`). */
    cancelPages: ['*cancel*', '*unsubscribe*'],
  },
  ({ id, signs, within, cancelPages }) => ({
    segments: [
      {
        id,
        when: {
          atLeast: signs,
          of: [
            falls('page_view', 6, 0.5),
            dropped('*', 3),
            { count: ['refund', 'ticket_sent', 'downgrade'], over: within, gte: 1 },
            { last: 'score', of: 'nps_score', over: within, lte: 6 },
            {
              count: { event: 'page_view', where: cancelPages.map((like) => ({ page_path: { like } })) },
              over: within,
              gte: 1,
            },
          ],
        },
      },
    ],
  }),
);

const gone = (days: number, after: Duration): Condition => ({
  all: [
    { days: 'page_view', gte: days },
    { sinceLast: 'page_view', gte: after },
  ],
});

/**
 * A defector: was here on many days, and has not come for a long time.
 *
 * @when They were yours, and are someone else's now. The page sees them only when they are back: see win-back.
 * @then Let your server write to them once, with what has changed.
 * @example defectors({ after: '30d' })
 */
export const defectors = /* @__PURE__ */ recipe(
  'defectors',
  {
    /** The least number of days with a page view, ever. */
    days: 6,
    /** How long without a page view. */
    after: '60d',
  },
  ({ id, days, after }) => ({ segments: [{ id, when: gone(days, after) }] }),
);

/**
 * Win-back: a defector who is here again. The segment that ends with `-lost` remembers the absence.
 *
 * @when The first days of the return decide whether it is one.
 * @then Let them find their things where they left them; show what was mended.
 * @example winBack({ stay: '7d' })
 */
export const winBack = /* @__PURE__ */ recipe(
  'win-back',
  {
    /** The least number of days with a page view, ever. */
    days: 6,
    /** How long without a page view. */
    after: '60d',
    /** How long the return lasts. */
    stay: '14d',
  },
  ({ id, days, after, stay }) => ({
    segments: [
      { id: `${id}-lost`, when: gone(days, after), exitAfter: stay },
      { id, when: { all: [{ segment: `${id}-lost` }, { sinceLast: 'page_view', lt: after }] } },
    ],
  }),
);

/**
 * What a visitor is to the shop: `-defector`, `-regular`, `-first-time-buyer`, `-prospect`, `-non-user`. Everybody is
 * exactly one of these.
 *
 * @when Figures should add up: each visitor counted once.
 * @then Measure how many move from one to the next, and speak to each as what they are.
 * @example status({ gone: '180d' })
 */
export const status = /* @__PURE__ */ recipe(
  'status',
  {
    /** How long since the last purchase makes a defector. */
    gone: '365d',
    /** From this number of purchases on: regular. */
    purchases: 2,
    /** What makes a prospect. */
    interest: [
      'add_to_cart',
      'add_to_wishlist',
      'generate_lead',
      'newsletter_sign_up',
      'trial_start',
      'sign_up',
    ],
  },
  ({ id, gone, purchases, interest }) => {
    const one = (name: string, when: Condition) => ({ id: `${id}-${name}`, when, exclusive: id });
    return {
      segments: [
        one('defector', { sinceLast: 'purchase', gte: gone }),
        one('regular', { count: 'purchase', gte: purchases }),
        one('first-time-buyer', { count: 'purchase', gte: 1 }),
        one('prospect', { count: interest, gte: 1 }),
        one('non-user', { count: 'purchase', is: 0 }),
      ],
    };
  },
);
