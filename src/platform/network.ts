import { listen, type Undo } from '../base/listen.js';

/** Milliseconds after which an answer counts for nothing. */
const PATIENCE = 20_000;

export interface Post {
  readonly address: string | URL;
  readonly body: string;
  readonly headers: { readonly [name: string]: string };
  /** Whether cookies go along. */
  readonly credentials: 'omit' | 'same-origin' | 'include';
  /** It arrives even if the page goes. All such requests of a page share 64 KiB. */
  readonly keepalive: boolean;
}

/** Bytes, of the 64 KiB that all requests of a page share that may outlive it: other scripts have some under way, too. */
const QUOTA = 48 * 1024;

const fits = (body: string) => new TextEncoder().encode(body).length <= QUOTA;

/** Sends it and answers with the status. Rejects where there is no answer in 20 seconds. */
export const post = async ({ address, keepalive, ...request }: Post): Promise<number> => {
  const answer = await fetch(address, {
    ...request,
    method: 'POST',
    keepalive: keepalive && fits(request.body),
    signal: AbortSignal.timeout(PATIENCE),
  });
  return answer.status;
};

/** Sends it from a page that goes; false if it is too much at once. */
export const postLast = (request: Post): boolean => {
  const { address, body, headers } = request;
  if (!fits(body)) return false;
  if ('keepalive' in Request.prototype) {
    post({ ...request, keepalive: true }).catch(() => undefined);
    return true;
  }
  // Firefox before 133; a beacon takes no header but this one
  const type = headers['content-type'] ?? 'text/plain';
  return navigator.sendBeacon(address, new Blob([body], { type }));
};

/** Runs whenever the browser is in a network again. */
export const whenOnline = (run: () => void): Undo => listen(window, 'online', run);
