import type { Json } from '../base/json.js';
import type { Condition } from './conditions.js';
import type { SegmentId } from './names.js';
import type { Duration } from './selectors.js';
import type { Sample } from './types.js';

/**
 * If this, then that: messages, one after the other, for whoever comes into a segment. `expandPlays` makes segments of
 * it; shown is what the page's channels show.
 */
export interface Play {
  /** `^[a-z0-9][a-z0-9_-]{0,47}$`, unique among the plays. */
  readonly id: string;
  /** A run starts when the visitor comes into this one. */
  readonly segment: SegmentId;
  readonly steps: readonly PlayStep[];
  /**
   * Ends a run at once, also while something is on screen.
   *
   * @default the segment is left
   */
  readonly stop?: Condition;
  /** The same, and is told: `message_goal`. */
  readonly goal?: Condition;
  /**
   * How often it may start.
   *
   * @default each time that the segment is entered
   */
  readonly limit?: PlayLimit;
  /**
   * When a message may appear, `"HH:MM"`: from the first time on, before the second; `["21:00", "06:00"]` is a night. At
   * other hours it waits.
   *
   * @default at any hour
   */
  readonly hours?: readonly [from: string, to: string];
  /** Only for this share of visitors; the salt is by default the play's id. */
  readonly sample?: Sample;
}

export interface PlayLimit {
  readonly times: number;
  /** @default ever */
  readonly per?: Duration;
}

export type PlayStep = ShowStep | VariedStep | WaitStep;

interface ShowStep {
  /** The name of a channel: `banner`, `dialog`, `slot`, or one of the page's own. */
  readonly show: string;
  /** What the channel shows. */
  readonly content: PlayContent;
  readonly variants?: undefined;
  readonly wait?: undefined;
}

interface VariedStep {
  readonly show: string;
  /** Each visitor gets one, and in all steps of a play and all runs the one at the same place of 100 %. */
  readonly variants: readonly { readonly weight: number; readonly content: PlayContent }[];
  readonly content?: undefined;
  readonly wait?: undefined;
}

interface WaitStep {
  /** Counted from when the message before was shown; in front of the first one from the start. */
  readonly wait: Duration;
  readonly show?: undefined;
  readonly content?: undefined;
  readonly variants?: undefined;
}

/** What a message says. Channels of the page's own may be given anything. */
export interface PlayContent {
  readonly title?: string;
  readonly text?: string;
  /** A link, or, without an address, a button. */
  readonly action?: { readonly label: string; readonly href?: string };
  /**
   * What the button that puts it away is called.
   *
   * @default 'Close'
   */
  readonly dismiss?: string;
  /** For `slot`: the element with this name in `data-ethogram-slot`. */
  readonly slot?: string;
  readonly [more: string]: Json | undefined;
}
