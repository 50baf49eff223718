/**
 * What becomes of letters, text messages, pushes, and of the messages that plays show on the page. Of those that are sent
 * a browser hears only the clicks that lead to it; the rest comes from the system that sends. The metric that ends with
 * `.lead_age` says how long ago the visitor became a lead.
 */
import type { EventSelector, Metric } from '../segment/types.js';
import { recipe } from './recipe.js';

const leadAge = (id: string): { [name: string]: Metric } => ({
  [`${id}.lead_age`]: { sinceFirst: ['generate_lead', 'newsletter_sign_up', 'sign_up'] },
});

/** A click that was told, or a page whose address says that a message led to it. */
const clicked = (media: readonly string[]): EventSelector => ({
  event: ['message_click', 'page_view'],
  where: [
    { $name: 'message_click' },
    ...media.map((medium) => ({ page_location: { like: `*utm_medium=${medium}*`, ignoreCase: true } })),
  ],
});

/**
 * Got a message and did not open it.
 *
 * @when The subject, the hour or the channel was wrong for them.
 * @then Try another channel or hour once; then write less often.
 * @example unopenedMessages({ after: '3d' })
 */
export const unopenedMessages = /* @__PURE__ */ recipe(
  'unopened-messages',
  {
    /** How long after it was delivered. */
    after: '2d',
    /** Older messages are forgotten. */
    within: '14d',
  },
  ({ id, after, within }) => ({
    metrics: leadAge(id),
    segments: [
      {
        id,
        when: {
          abandoned: 'message_delivered',
          without: ['message_open', 'message_click'],
          for: after,
          within,
          same: 'message_id',
        },
      },
    ],
  }),
);

/**
 * Opened a message, or was shown one by a play, and did not click. Who puts a message away is in at once.
 *
 * @when The subject was right, the offer or the way to it was not.
 * @then Show here what the message was about: they have read the promise already. Do not show one again that was put away.
 * @example openedNotClicked({ after: '6h' })
 */
export const openedNotClicked = /* @__PURE__ */ recipe(
  'opened-not-clicked',
  {
    /** How long after it was opened or shown. */
    after: '1d',
    /** Older messages are forgotten. */
    within: '14d',
  },
  ({ id, after, within }) => {
    const without = { without: 'message_click', within, same: 'message_id' } as const;
    return {
      metrics: leadAge(id),
      segments: [
        {
          id,
          when: {
            any: [
              { abandoned: ['message_open', 'message_shown'], for: after, ...without },
              { abandoned: 'message_dismiss', for: '0ms', ...without },
            ],
          },
        },
      ],
    };
  },
);

/**
 * Came by a message and did not act.
 *
 * @when Interest is a day old at most: the time to follow up.
 * @then Answer the doubt that the page left: a question, a smaller step, the same offer said otherwise.
 * @example clickedNotActed({ acts: ['purchase'], within: '2d' })
 */
export const clickedNotActed = /* @__PURE__ */ recipe(
  'clicked-not-acted',
  {
    /** What counts as acting. */
    acts: ['purchase', 'generate_lead', 'sign_up', 'subscribe'],
    /** The words after `utm_medium=` by which a landing page knows a message. */
    media: ['email', 'sms', 'push'],
    /** How long after the click. */
    after: '1h',
    /** Until when it is worth following up. */
    within: '1d',
  },
  ({ id, acts, media, after, within }) => ({
    metrics: leadAge(id),
    segments: [{ id, when: { abandoned: clicked(media), without: acts, for: after, within } }],
  }),
);

/**
 * Came by a message and acted soon after.
 *
 * @when Messages work for them.
 * @then Keep the channel that worked; do not repeat the offer that they took.
 * @example convertedByMessage({ acts: ['purchase'] })
 */
export const convertedByMessage = /* @__PURE__ */ recipe(
  'converted-by-message',
  {
    /** What counts as acting. */
    acts: ['purchase', 'generate_lead', 'sign_up', 'subscribe'],
    /** The words after `utm_medium=` by which a landing page knows a message. */
    media: ['email', 'sms', 'push'],
    /** How long after the click the act still counts as its doing. */
    soon: '3d',
    /** How long they stay members. */
    within: '30d',
  },
  ({ id, acts, media, soon, within }) => ({
    metrics: leadAge(id),
    segments: [
      { id, when: { count: { sequence: [clicked(media), acts], within: soon }, over: within, gte: 1 } },
    ],
  }),
);

/**
 * Wants no more messages, and has not subscribed again.
 *
 * @when Nothing that asks for an address should come their way.
 * @then Let the site itself tell what is new; ask nothing.
 * @example unsubscribed()
 */
export const unsubscribed = /* @__PURE__ */ recipe('unsubscribed', {}, ({ id }) => ({
  metrics: leadAge(id),
  segments: [{ id, when: { abandoned: 'message_unsubscribe', without: 'newsletter_sign_up', for: '0ms' } }],
}));
