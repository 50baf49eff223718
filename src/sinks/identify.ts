import type { Undo } from '../base/listen.js';
import type { Ethogram } from '../index.js';
import { type SinkOptions, sink } from './sink.js';

/** What Analytics.js of Segment has, and what is made like it: RudderStack, Jitsu, Hightouch. */
export interface Analytics {
  identify(traits: object): unknown;
  track(name: string, props: object, options: object): unknown;
}

export interface AnalyticsOptions extends SinkOptions {
  /** Tells apart several of them. @default 'analytics' */
  readonly name?: string;
  /** The trait by which a membership is known, true or false; `false`: no `identify`. @default `segment_` and the id */
  readonly trait?: ((segment: string) => string) | false;
  /** Whether each change is an event, too: `Segment Entered`, `Segment Exited`. @default true */
  readonly track?: boolean;
}

/**
 * Tells Analytics.js of each change: `identify` with the memberships as traits, and an event with its `segment` and
 * `change_id`, at the time at which it took effect. `analytics` is a function where it is put on the page later.
 *
 * @example toAnalytics(ethogram, () => window.analytics);
 */
export const toAnalytics = (
  ethogram: Ethogram,
  analytics: Analytics | (() => Analytics),
  {
    name = 'analytics',
    trait = (segment) => `segment_${segment}`,
    track = true,
    ...options
  }: AnalyticsOptions = {},
): Undo =>
  sink(
    ethogram,
    (changes) => {
      const to = typeof analytics === 'function' ? analytics() : analytics;
      if (trait)
        to.identify(
          Object.fromEntries(changes.map(({ segment, type }) => [trait(segment), type === 'enter'])),
        );
      if (!track) return;
      for (const { id, segment, type, time } of changes)
        to.track(
          type === 'enter' ? 'Segment Entered' : 'Segment Exited',
          { segment, change_id: id },
          { timestamp: new Date(time).toISOString() },
        );
    },
    { ...options, name },
  );
