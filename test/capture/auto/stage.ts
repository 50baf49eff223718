/** A page for the chunk: time in the hand, layout by word, attention by switch. */
import { vi } from 'vitest';
import { captureAuto } from '../../../src/capture/auto/auto.js';
import type { Wanted } from '../../../src/capture/auto/part.js';

export type Told = [name: string, props: { readonly [key: string]: unknown }];

/** What the page says of itself; the browser's own answers until it is said otherwise. */
const look = { visibility: 'visible', focus: true };

/** The tabs of a site: whoever claims the visitor's attention takes it from the others. */
export const createSite = () => {
  const claims = new Set<() => void>();
  return {
    claim(lost: () => void) {
      for (const other of [...claims]) other();
      claims.add(lost);
      return () => claims.delete(lost);
    },
    claims,
  };
};

interface Setting {
  readonly wanted?: Wanted;
  /** Monotonic milliseconds at which the chunk is there. */
  readonly at?: number;
  /** And at which the view began to be seen. */
  readonly since?: number;
  readonly site?: ReturnType<typeof createSite>;
}

/** Captures, and notes what is told. */
export const stage = ({ wanted = {}, at = 0, since = 0, site = createSite() }: Setting = {}) => {
  let time = at;
  const timers = new Set<{ at: number; run: () => void }>();
  const told: Told[] = [];
  const faults: [string, unknown][] = [];
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => look.visibility as never);
  vi.spyOn(document, 'hasFocus').mockImplementation(() => look.focus);

  const auto = captureAuto(
    {
      send: (name, props) => told.push([name, props]),
      fail: (what, cause) => faults.push([what, cause]),
      now: () => time,
      later(milliseconds, run) {
        const timer = { at: time + milliseconds, run };
        timers.add(timer);
        return () => timers.delete(timer);
      },
      claim: site.claim,
    },
    wanted,
    { page: { page_path: '/' }, since },
  );
  return {
    auto,
    told,
    faults,
    timers,
    /** Lets time pass, with everything that becomes due on the way. */
    pass(milliseconds: number) {
      const end = time + milliseconds;
      for (;;) {
        const [next] = [...timers].sort((one, other) => one.at - other.at);
        if (!next || next.at > end) break;
        timers.delete(next);
        time = next.at;
        next.run();
      }
      time = end;
    },
    /** The machine sleeps: time goes by, timers stand still and are all due afterwards. */
    sleep(milliseconds: number) {
      time += milliseconds;
      for (const timer of timers) timer.at = Math.max(timer.at, time);
    },
    hide(isOver = false) {
      look.visibility = 'hidden';
      auto.hide(isOver);
    },
    show() {
      look.visibility = 'visible';
      auto.show();
    },
    blur() {
      look.focus = false;
      window.dispatchEvent(new Event('blur'));
    },
    focus() {
      look.focus = true;
      window.dispatchEvent(new Event('focus'));
    },
    move: () => document.body.dispatchEvent(new Event('pointermove', { bubbles: true })),
    /** An app goes to another view. */
    go(page_path: string) {
      auto.leave();
      auto.enter({ page_path });
    },
    names: () => told.map(([name]) => name),
    of: (name: string) => told.filter(([one]) => one === name).map(([, props]) => props),
    /** Milliseconds of attention told so far, of one page or of all. */
    engaged: (path?: string) =>
      told
        .filter(([name, props]) => name === 'user_engagement' && (!path || props.page_path === path))
        .reduce((sum, [, props]) => sum + Number(props.engagement_time_msec), 0),
  };
};

export type Stage = ReturnType<typeof stage>;

/** As it was before: to be called after each test. */
export const clear = (one?: Stage) => {
  one?.auto.stop();
  look.visibility = 'visible';
  look.focus = true;
  document.body.innerHTML = '';
  vi.restoreAllMocks();
};

export const put = (html: string): HTMLElement => {
  document.body.innerHTML = html;
  return document.body.firstElementChild as HTMLElement;
};

export const click = (element: Element, init: MouseEventInit = {}, type = 'click') =>
  element.dispatchEvent(
    new MouseEvent(type, { bubbles: true, composed: true, cancelable: true, detail: 1, ...init }),
  );

/** Where an element stands, and how tall it is, in pixels of a window of 768. */
export const place = (element: Element, top: number, height: number) => {
  element.getBoundingClientRect = () => ({ top, height, bottom: top + height }) as DOMRect;
};

/** How tall a scroller is, how much of it is seen, and how far down. */
export const layOut = (
  element: Element,
  scrollHeight: number,
  clientHeight = 768,
  scrollTop = 0,
  clientWidth = 1024,
) => {
  for (const [key, value] of Object.entries({ scrollHeight, clientHeight, scrollTop, clientWidth }))
    Object.defineProperty(element, key, { configurable: true, value });
};
