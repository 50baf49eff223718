import type { Undo } from '../base/listen.js';
import type { Ethogram, SegmentChange } from '../index.js';
import { type Post, post, postLast } from '../platform/network.js';
import { type SinkOptions, sink } from './sink.js';

export interface SendOptions extends SinkOptions {
  /** Tells apart several ways to one address. @default the address */
  readonly name?: string;
  /** @default { 'content-type': 'application/json' } */
  readonly headers?: { readonly [name: string]: string };
  /** Whether cookies go along. @default 'same-origin' */
  readonly credentials?: Post['credentials'];
  /** What stands in each body beside `changes`: whose they are, for one. */
  readonly about?: () => object;
}

/**
 * Posts changes to a server of the site's: `{ "changes": [{ id, segment, type, time, reason }] }`, at most 100 at a
 * time. Whatever is not answered by a 2xx within 20 seconds is sent again, by this page or a later one, after a pause
 * that doubles up to five minutes. So each arrives at least once: a server that hears the same `id` twice has heard
 * it already.
 *
 * @example sendTo(ethogram, '/segments', { about: () => ({ user: userId }) });
 */
export const sendTo = (
  ethogram: Ethogram,
  address: string | URL,
  {
    name = String(address),
    headers = { 'content-type': 'application/json' },
    credentials = 'same-origin',
    about,
    ...options
  }: SendOptions = {},
): Undo => {
  const request = (changes: readonly SegmentChange[], keepalive: boolean): Post => {
    const body = JSON.stringify({ ...about?.(), changes });
    return { address, body, headers, credentials, keepalive };
  };
  /** By halves, if the browser takes no more. */
  const last = (changes: readonly SegmentChange[]): void => {
    if (!changes.length || postLast(request(changes, true)) || changes.length === 1) return;
    const half = changes.length >> 1;
    last(changes.slice(0, half));
    last(changes.slice(half));
  };
  return sink(
    ethogram,
    async (changes, { isLeaving, tries }) => {
      if (isLeaving) return last(changes);
      // where other scripts have used up the quota, a request that may outlive the page is refused
      const status = await post(request(changes, tries % 2 === 0));
      if (status < 200 || status > 299) throw new Error(`${address} answered ${status}`);
    },
    { ...options, name },
  );
};
