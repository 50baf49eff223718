/** Who did what the site is for, and who stopped before. */
import { recipe } from './recipe.js';

/**
 * Has an account here: signed up, or logged in.
 *
 * @when Those with an account should not be asked to open one.
 * @then Show what an account is good for; leave out the form.
 * @example registered()
 */
export const registered = /* @__PURE__ */ recipe('registered', {}, ({ id }) => ({
  segments: [{ id, when: { count: ['sign_up', 'login'], gte: 1 } }],
}));

/**
 * A lead: left an address, or downloaded a paper or an e-book.
 *
 * @when They gave something for something; a conversation has begun.
 * @then Go on from what they took; do not ask for the address again.
 * @example leads({ within: '30d' })
 */
export const leads = /* @__PURE__ */ recipe(
  'leads',
  {
    /** How long it counts. */
    within: '90d',
    /** What kinds of files are papers and e-books. */
    files: ['pdf', 'epub', 'mobi'],
  },
  ({ id, within, files }) => ({
    segments: [
      {
        id,
        when: {
          any: [
            { count: ['generate_lead', 'download_content'], over: within, gte: 1 },
            {
              count: {
                event: 'file_download',
                where: { file_extension: { oneOf: files, ignoreCase: true } },
              },
              over: within,
              gte: 1,
            },
          ],
        },
      },
    ],
  }),
);

/**
 * Put something in the cart and has not bought since.
 *
 * @when They wanted it, and stopped: price, shipping, or the doorbell.
 * @then Show the cart again and what may have held them back. Wait with discounts: many come back by themselves.
 * @example cartAbandoners({ after: '1h' })
 */
export const cartAbandoners = /* @__PURE__ */ recipe(
  'cart-abandoners',
  {
    /** How long after the last thing was put in. */
    after: '30m',
    /** Older carts are forgotten. */
    within: '14d',
  },
  ({ id, after, within }) => ({
    metrics: { [`${id}.value`]: { last: 'value', of: 'add_to_cart', over: within } },
    segments: [{ id, when: { abandoned: 'add_to_cart', without: 'purchase', for: after, within } }],
  }),
);

/**
 * Began the checkout and has not bought since.
 *
 * @when They had decided; the checkout lost them.
 * @then Take them back to where they stopped, and offer help with paying and delivery.
 * @example checkoutAbandoners({ after: '15m' })
 */
export const checkoutAbandoners = /* @__PURE__ */ recipe(
  'checkout-abandoners',
  {
    /** How long after the checkout was begun. */
    after: '30m',
    /** Older ones are forgotten. */
    within: '7d',
  },
  ({ id, after, within }) => ({
    segments: [{ id, when: { abandoned: 'begin_checkout', without: 'purchase', for: after, within } }],
  }),
);

/**
 * A customer: has bought at least once, whenever it was.
 *
 * @when Customers and strangers need different words.
 * @then Thank, help, and show what goes with what they have.
 * @example buyers()
 */
export const buyers = /* @__PURE__ */ recipe('buyers', {}, ({ id }) => ({
  segments: [{ id, when: { count: 'purchase', gte: 1 } }],
}));

/**
 * Has bought again.
 *
 * @when A second purchase is the step that most customers never take.
 * @then Treat them as regulars: early access, a short way to buy again.
 * @example repeatBuyers({ purchases: 3 })
 */
export const repeatBuyers = /* @__PURE__ */ recipe(
  'repeat-buyers',
  {
    /** The least number of purchases. */
    purchases: 2,
    /** How long a purchase counts. */
    within: '365d',
  },
  ({ id, purchases, within }) => ({
    segments: [{ id, when: { count: 'purchase', over: within, gte: purchases } }],
  }),
);

/**
 * Bought for the first time, a short while ago, and not again yet.
 *
 * @when The first weeks decide whether there is a second purchase.
 * @then Help with what they bought; ask how it went; sell nothing yet.
 * @example firstTimeBuyers({ within: '14d' })
 */
export const firstTimeBuyers = /* @__PURE__ */ recipe(
  'first-time-buyers',
  {
    /** How long the first purchase counts as new. */
    within: '30d',
  },
  ({ id, within }) => ({
    segments: [
      {
        id,
        when: {
          all: [
            { count: 'purchase', is: 1 },
            { sinceFirst: 'purchase', lt: within },
          ],
        },
      },
    ],
  }),
);

/**
 * Has bought, but not for a long time.
 *
 * @when They know you, and have drifted away.
 * @then Give a reason to look again: what is new, what needs replacing.
 * @example lapsedBuyers({ after: '180d' })
 */
export const lapsedBuyers = /* @__PURE__ */ recipe(
  'lapsed-buyers',
  {
    /** How long since the last purchase. */
    after: '90d',
  },
  ({ id, after }) => ({ segments: [{ id, when: { sinceLast: 'purchase', gte: after } }] }),
);

/**
 * Sends things back: several refunds.
 *
 * @when Returns cost, and most have a cause that can be told beforehand: sizes, pictures, promises.
 * @then Help to choose right the first time; leave free returns out of the advertising.
 * @example refunders({ refunds: 3 })
 */
export const refunders = /* @__PURE__ */ recipe(
  'refunders',
  {
    /** The least number of refunds. */
    refunds: 2,
    /** In how much time. */
    within: '365d',
  },
  ({ id, refunds, within }) => ({
    segments: [{ id, when: { count: 'refund', over: within, gte: refunds } }],
  }),
);
