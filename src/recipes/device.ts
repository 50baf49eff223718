/**
 * On what somebody comes. A browser knows one device: its own. What happened on others comes in by import, with the kind
 * of device in the property `device_type`.
 */
import type { Selector } from '../segment/types.js';
import { type Parts, recipe } from './recipe.js';

const only = (id: string, type: string, property: string): Parts => ({
  segments: [
    {
      id,
      when: {
        all: [
          { trait: 'device.type', is: type },
          { count: { event: '*', where: { [property]: { exists: true, isNot: type } } }, is: 0 },
        ],
      },
    },
  ],
});

/**
 * Mobile only: this is a telephone, and nothing is known from another device.
 *
 * @when The big screen that you design for does not exist for them.
 * @then Offer what works with a thumb: short forms, pay by telephone, a call.
 * @example mobileOnly()
 */
export const mobileOnly = /* @__PURE__ */ recipe(
  'mobile-only',
  {
    /** The property of imported events that holds the kind of device. */
    property: 'device_type',
  },
  ({ id, property }) => only(id, 'mobile', property),
);

/**
 * Desktop only: this is a computer, and nothing is known from another device.
 *
 * @when An app or a text message would not reach them.
 * @then Leave out the hint to the app; use the room.
 * @example desktopOnly()
 */
export const desktopOnly = /* @__PURE__ */ recipe(
  'desktop-only',
  {
    /** The property of imported events that holds the kind of device. */
    property: 'device_type',
  },
  ({ id, property }) => only(id, 'desktop', property),
);

/**
 * On a small screen.
 *
 * @when Tables, comparisons and long forms do not fit.
 * @then Show one thing at a time; let them send the rest to another device.
 * @example smallScreens({ trait: 'screen_class', sizes: ['xs'] })
 */
export const smallScreens = /* @__PURE__ */ recipe(
  'small-screens',
  {
    /** The trait that holds the class of the screen. */
    trait: 'device.screen',
    /** Which of its values are small. */
    sizes: ['small'],
  },
  ({ id, trait, sizes }) => ({ segments: [{ id, when: { trait, oneOf: sizes } }] }),
);

/**
 * On a slow connection, as the browser's Network Information API tells it (`effectiveType`).
 *
 * @when Every picture costs them patience or money.
 * @then Leave out films and large pictures; load what is below only when it is asked for.
 * @example slowConnections({ types: ['slow-2g', '2g'] })
 */
export const slowConnections = /* @__PURE__ */ recipe(
  'slow-connections',
  {
    /** The trait that holds the kind of connection. */
    trait: 'device.connection',
    /** Which of its values are slow. */
    types: ['slow-2g', '2g', '3g'],
  },
  ({ id, trait, types }) => ({ segments: [{ id, when: { trait, oneOf: types } }] }),
);

/**
 * Uses few features on this kind of device, though they come often.
 *
 * @when A feature may be hard to find, or hard to use, on a telephone.
 * @then Show there what others use there; mend what nobody uses.
 * @example fewFeaturesHere({ types: ['desktop'], most: 4 })
 */
export const fewFeaturesHere = /* @__PURE__ */ recipe(
  'few-features-here',
  {
    /** The kinds of device that are meant. */
    types: ['mobile', 'tablet'],
    /** The greatest number of different features. */
    most: 2,
    /** The least number of visits before it means anything. */
    visits: 3,
    /** In how much time. */
    within: '30d',
  },
  ({ id, types, most, visits, within }) => ({
    segments: [
      {
        id,
        when: {
          all: [
            { trait: 'device.type', oneOf: types },
            { sessions: 'page_view', over: within, gte: visits },
            { distinct: 'feature_name', of: 'feature_use', over: within, lte: most },
          ],
        },
      },
    ],
  }),
);

/**
 * Changes devices: the imported history has them on several kinds.
 *
 * @when They begin on one and finish on another.
 * @then Carry the cart and the list over; ask them to sign in where it helps.
 * @example deviceSwitchers({ within: '30d' })
 */
export const deviceSwitchers = /* @__PURE__ */ recipe(
  'device-switchers',
  {
    /** The property of imported events that holds the kind of device. */
    property: 'device_type',
    /** The least number of different kinds. */
    kinds: 2,
    /** In how much time. */
    within: '90d',
  },
  ({ id, property, kinds, within }) => {
    const of: Selector = { event: '*', where: { [property]: { exists: true } } };
    return { segments: [{ id, when: { distinct: property, of, over: within, gte: kinds } }] };
  },
);
