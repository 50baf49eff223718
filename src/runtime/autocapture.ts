import type { JsonObject } from '../base/json.js';
import type { Undo } from '../base/listen.js';
import type { Auto, View } from '../capture/auto/auto.js';
import type { Host, Wanted } from '../capture/auto/part.js';
import { claimAttention, monotonic, visibleSince } from '../platform/attention.js';
import { delay, whenIdle } from '../platform/browser.js';
import type { Load } from './chunks.js';
import type { Report } from './reports.js';

interface Parts {
  /** Of the site: its tabs share the visitor's attention. */
  readonly name: string;
  readonly wanted: Wanted;
  readonly load: Load;
  readonly report: Report;
  send(name: string, props: JsonObject): void;
  /** Whether other tabs may be told of anything. */
  mayShare(): boolean;
  /** The page as it is now. */
  here(): JsonObject;
}

export interface Autocapture {
  /** Begins when the page is idle, and counts from when the page was first seen; or ends without a trace. */
  allow(isAllowed: boolean): void;
  /** Another person: what was not told yet never will be. */
  forget(): void;
  /** Sends a view, between the last of the view before and the first of this one. */
  view(send: () => void, page: JsonObject): void;
  hide(isOver: boolean): void;
  show(): void;
}

/** Loads the chunk late, and works without it where it cannot be had. */
export const createAutocapture = ({
  name,
  wanted,
  load,
  report,
  send,
  mayShare,
  here,
}: Parts): Autocapture => {
  let auto: Auto | undefined;
  let pending: Undo | undefined;
  let view: View | undefined;

  const host: Host = {
    send,
    fail: (what, cause) => report('capture-failed', what, cause),
    now: monotonic,
    later: delay,
    claim: (lost) => (mayShare() ? claimAttention(name, lost) : () => undefined),
  };
  const begin = () => {
    let isOff = false;
    const undo = whenIdle(async () => {
      try {
        const { captureAuto } = await load('auto');
        if (!isOff) auto = captureAuto(host, wanted, view ?? { page: here(), since: visibleSince() });
      } catch (error) {
        report('capture-failed', 'Nothing is captured by itself', error);
      }
    });
    pending = () => {
      isOff = true;
      undo();
    };
  };
  const end = () => {
    pending?.();
    auto?.stop();
    pending = auto = undefined;
  };

  return {
    allow(isAllowed) {
      if (!isAllowed) end();
      else if (!pending) begin();
    },
    forget() {
      if (!pending) return;
      end();
      view = { page: view?.page ?? here(), since: monotonic() };
      begin();
    },
    view(sendView, page) {
      auto?.leave();
      sendView();
      view = { page, since: view ? monotonic() : visibleSince() };
      auto?.enter(page);
    },
    hide: (isOver) => auto?.hide(isOver),
    show: () => auto?.show(),
  };
};
