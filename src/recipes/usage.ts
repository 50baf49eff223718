/** How much somebody uses, and what of it. */
import { recipe } from './recipe.js';

/**
 * Heavy users: here on many days of four weeks.
 *
 * @when A small part of the visitors makes up most of the use.
 * @then Ask them what is missing; show short cuts and what is new, never the introduction.
 * @example heavyUsers({ days: 20 })
 */
export const heavyUsers = /* @__PURE__ */ recipe(
  'heavy-users',
  {
    /** The event that counts as use. */
    of: 'page_view',
    /** The least number of days with it. */
    days: 12,
    /** In how much time. */
    within: '28d',
  },
  ({ id, of, days, within }) => ({ segments: [{ id, when: { days: of, over: within, gte: days } }] }),
);

/**
 * Medium users: here on some days of four weeks.
 *
 * @when They have a habit that could grow.
 * @then Show one more thing that heavy users do.
 * @example mediumUsers({ days: 6, below: 20 })
 */
export const mediumUsers = /* @__PURE__ */ recipe(
  'medium-users',
  {
    /** The event that counts as use. */
    of: 'page_view',
    /** The least number of days with it. */
    days: 4,
    /** From this number of days on they are heavy users. */
    below: 12,
    /** In how much time. */
    within: '28d',
  },
  ({ id, of, days, below, within }) => ({
    segments: [{ id, when: { days: of, over: within, gte: days, lt: below } }],
  }),
);

/**
 * Light users: here on a few days of four weeks.
 *
 * @when They know you, and have not found the use yet.
 * @then Show the one thing that brings most people back.
 * @example lightUsers({ below: 6 })
 */
export const lightUsers = /* @__PURE__ */ recipe(
  'light-users',
  {
    /** The event that counts as use. */
    of: 'page_view',
    /** From this number of days on they are medium users. */
    below: 4,
    /** In how much time. */
    within: '28d',
  },
  ({ id, of, below, within }) => ({
    segments: [{ id, when: { days: of, over: within, gte: 1, lt: below } }],
  }),
);

/**
 * Uses a feature. The metric that ends with `.feature` says which most.
 *
 * @when What they use tells what they need.
 * @then Teach the next step of that feature; spare them its introduction.
 * @example featureUsers({ feature: 'export', times: 3 })
 */
export const featureUsers = /* @__PURE__ */ recipe(
  'feature-users',
  {
    /** The feature (`feature_name`), `*` for any one. */
    feature: '*',
    /** The least number of times. */
    times: 1,
    /** In how much time. */
    within: '30d',
  },
  ({ id, feature, times, within }) => ({
    metrics: { [`${id}.feature`]: { top: 'feature_name', of: 'feature_use', over: within } },
    segments: [
      {
        id,
        when: {
          count: { event: 'feature_use', where: { feature_name: { like: feature } } },
          over: within,
          gte: times,
        },
      },
    ],
  }),
);

/**
 * Comes often and has not used every key feature. The metric that ends with `.used` says how many they have used.
 *
 * @when A feature that nobody finds is one that nobody pays for.
 * @then Show one that they do not know, where it would help.
 * @example featuresUnused({ features: ['export', 'share'] })
 */
export const featuresUnused = /* @__PURE__ */ recipe(
  'features-unused',
  {
    /** The key features (`feature_name`). */
    features: ['search', 'compare', 'wishlist'],
    /** The least number of visits before it means anything. */
    visits: 3,
    /** In how much time. */
    within: '90d',
  },
  ({ id, features, visits, within }) => ({
    metrics: {
      [`${id}.used`]: {
        distinct: 'feature_name',
        of: { event: 'feature_use', where: { feature_name: { oneOf: features } } },
        over: within,
      },
    },
    segments: [
      {
        id,
        when: {
          all: [
            { sessions: 'page_view', over: within, gte: visits },
            { metric: `${id}.used`, lt: features.length },
          ],
        },
      },
    ],
  }),
);

/**
 * Uses it well: a good part of the key features, and visits that end in success.
 *
 * @when Much use is not good use.
 * @then Learn from them what the way to success is; ask them to tell others.
 * @example qualityUsers({ success: ['purchase', 'renew'] })
 */
export const qualityUsers = /* @__PURE__ */ recipe(
  'quality-users',
  {
    /** The key features (`feature_name`). */
    features: ['search', 'compare', 'wishlist'],
    /** At least this part of them used, 0–1. */
    share: 0.6,
    /** What counts as success. */
    success: ['purchase', 'generate_lead', 'subscribe', 'tutorial_complete'],
    /** At least this part of the visits with success, 0–1. */
    successful: 0.25,
    /** In how much time. */
    within: '90d',
  },
  ({ id, features, share, success, successful, within }) => ({
    segments: [
      {
        id,
        when: {
          all: [
            {
              distinct: 'feature_name',
              of: { event: 'feature_use', where: { feature_name: { oneOf: features } } },
              over: within,
              gte: share * features.length,
            },
            {
              ratio: [
                { sessions: success, over: within },
                { sessions: 'page_view', over: within },
              ],
              gte: successful,
            },
          ],
        },
      },
    ],
  }),
);

/**
 * Tries it out: the trial runs, and they have neither subscribed nor cancelled.
 *
 * @when The trial is the time in which they find out whether it is for them.
 * @then Lead to the first success; speak of the price when they have had it.
 * @example trialUsers({ length: '30d' })
 */
export const trialUsers = /* @__PURE__ */ recipe(
  'trial-users',
  {
    /** How long the trial is. */
    length: '14d',
  },
  ({ id, length }) => ({
    segments: [
      {
        id,
        when: {
          abandoned: 'trial_start',
          without: ['subscribe', 'cancel'],
          for: '0ms',
          within: length,
        },
      },
    ],
  }),
);

/**
 * Uses it for nothing: has an account and uses features, and never subscribed.
 *
 * @when They are those of whom the next customers come.
 * @then Show what subscribers have where they meet its limit, not everywhere.
 * @example freemiumUsers({ times: 10 })
 */
export const freemiumUsers = /* @__PURE__ */ recipe(
  'freemium-users',
  {
    /** The least number of times that a feature was used. */
    times: 3,
    /** In how much time. */
    within: '30d',
  },
  ({ id, times, within }) => ({
    segments: [
      {
        id,
        when: {
          all: [
            { count: ['sign_up', 'login'], gte: 1 },
            { count: 'feature_use', over: within, gte: times },
            { count: 'subscribe', is: 0 },
          ],
        },
      },
    ],
  }),
);

/**
 * Pays for it: has subscribed and not cancelled since.
 *
 * @when They have paid for not being asked again.
 * @then Leave out every offer of what they have; help them to use all of it.
 * @example premiumUsers()
 */
export const premiumUsers = /* @__PURE__ */ recipe('premium-users', {}, ({ id }) => ({
  segments: [{ id, when: { abandoned: ['subscribe', 'renew', 'upgrade'], without: 'cancel', for: '0ms' } }],
}));
