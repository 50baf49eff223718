import type { PlayContent } from '../segment/plays.js';

/** A message as its channel sees it: what it is, and what the visitor may do with it. */
export interface ShownMessage {
  /** `message_id` of its events: the play and the number of the message, such as `cart-rescue/1`. */
  readonly id: string;
  readonly play: string;
  /** From 1; undefined where there is only one. */
  readonly variant: number | undefined;
  /** It was clicked on: tells `message_click`, with the address if it leads to one, and takes the message away. */
  click(address?: string): void;
  /** It was put away: tells `message_dismiss` and takes the message away. */
  dismiss(): void;
}

/**
 * Shows a message, and gives what takes it away again: that is called when it was clicked on or put away, and when the
 * run is over. False: there is no room for it on this page; it is offered again with the next page view.
 */
export type Channel = (content: PlayContent, message: ShownMessage) => (() => void) | false | undefined;
