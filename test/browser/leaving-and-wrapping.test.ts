/**
 * What may cost a page its back/forward cache, lose what was told at its end, or leave wrappers behind: in every engine,
 * on the built files, with autocapture. The rows that a test is for stand before its name.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { serve } from '../../examples/serve.mjs';
import { type Browser, type Engine, installed, type Tab } from './drivers/engine.js';
import { answerOf } from './drivers/running.js';
import { faultsOf, GUEST } from './guest.js';

const DEFINITIONS =
  '{ "version": 1, "metrics": { "views": { "count": "page_view" } }, "segments": [{ "id": "buyer", "when": { "count": "purchase", "gte": 1 } }] }';

/** Takes down who listens to what, on the window and on the document, and how often the database is written. */
const takeDown = () => {
  const listening: string[] = [];
  const heard: string[] = [];
  let writes = 0;
  for (const [place, target] of [
    ['window', window],
    ['document', document],
  ] as const) {
    const { addEventListener, removeEventListener } = target;
    target.addEventListener = ((type: string, ...rest: [EventListener]) => {
      listening.push(`${place} ${type}`);
      heard.push(`${place} ${type}`);
      return addEventListener.call(target, type, ...rest);
    }) as typeof addEventListener;
    target.removeEventListener = ((type: string, ...rest: [EventListener]) => {
      const at = listening.indexOf(`${place} ${type}`);
      if (at >= 0) listening.splice(at, 1);
      return removeEventListener.call(target, type, ...rest);
    }) as typeof removeEventListener;
  }
  for (const method of ['put', 'add', 'delete', 'clear'] as const) {
    const original = IDBObjectStore.prototype[method] as (...words: unknown[]) => IDBRequest;
    (IDBObjectStore.prototype as never as { [method: string]: unknown })[method] = function (
      this: IDBObjectStore,
      ...words: unknown[]
    ) {
      writes++;
      return original.apply(this, words);
    };
  }
  Object.assign(window, { listening, heard, writes: () => writes, views: [], kept: false });
  /** As when another tab is looked at: a driver keeps every tab in sight. */
  Object.assign(window, {
    turn(state: string) {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
      document.dispatchEvent(new Event('visibilitychange'));
    },
  });
};

const page = (title: string, body = '', again = '') => ({
  body: `<!doctype html><title>${title}</title><script src="/guest.js"></script><script src="/take-down.js"></script>
    <script>
      window.ethogram ??= function () { (ethogram.q ??= []).push(arguments) };
      ethogram('on', 'event', ({ name, props }) => name === 'page_view' && views.push(props.page_location));
    </script>
    <script type="application/json" data-ethogram>${DEFINITIONS}</script>
    <script src="/dist/ethogram.js" data-capture="auto"></script>${again}
    <button data-feature="compare">Compare</button>${body}`,
});

const pages = {
  '/guest.js': GUEST,
  '/take-down.js': { type: 'text/javascript', body: `(${takeDown})();` },
  '/one.html': page('One'),
  '/two.html': page('Two'),
  '/twice.html': page('Twice', '', '<script src="/dist/ethogram.js" data-capture="auto"></script>'),
  '/left.html': page(
    'Left',
    `<script>ethogram.track('told_at_once'); location.replace('/two.html')</script>`,
  ),
  '/busy.html': page('Busy').body.replace(
    '<script src="/take-down.js">',
    '<script>window.requestIdleCallback = () => 0; window.cancelIdleCallback = () => {}</script><script src="/take-down.js">',
  ),
};

declare const ethogram: {
  ready: Promise<unknown>;
  track(name: string, props?: object): void;
  has(segment: string): boolean;
  metric(name: string): number;
  flush(): Promise<void>;
  erase(): Promise<void>;
  stop(): Promise<void>;
  export(): Promise<{ events: { name: string }[] }>;
};
declare const listening: string[];
declare const heard: string[];
declare const views: string[];
declare const writes: () => number;
declare const turn: (state: string) => void;

let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  server = await serve({ pages: { ...pages, '/busy.html': { body: pages['/busy.html'] } } });
});
afterAll(async () => {
  await server?.close();
});

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const opened = async (tab: Tab, path: string) => {
  await tab.goto(`${server.url}${path}`);
  await tab.run(() => ethogram.ready.then(() => undefined));
};
/** The chunk has come, and listens. */
const captures = (tab: Tab) =>
  answerOf('The chunk heard nothing', () => tab.run(() => heard.includes('document click') || undefined));
const stored = (tab: Tab): Promise<string[]> =>
  tab.run(async () => (await ethogram.export()).events.map(({ name }) => name));

test('D5: nothing that is published speaks of unload or beforeunload', () => {
  const files = readdirSync('dist').filter((file) => file.endsWith('.js'));
  expect(files.length).toBeGreaterThan(5);
  const found = files.filter((file) =>
    /["'`](?:before)?unload["'`]/.test(readFileSync(`dist/${file}`, 'utf8')),
  );
  expect(found).toEqual([]);
});

describe.each(installed.map((engine): [string, Engine] => [engine.name, engine]))('%s', (_, engine) => {
  let browser: Browser;
  let tab: Tab;

  beforeEach(async () => {
    browser = await engine.open();
    tab = await browser.tab();
  });
  afterEach(async () => {
    const faults = await faultsOf(tab).finally(browser.close);
    expect(faults).toEqual([]);
  });

  test('D5, D8, S10: nobody listens to unload, leaving is heard on the window, and after stop() nobody listens to anything', async () => {
    await opened(tab, '/one.html');
    await captures(tab);
    expect(await tab.run(() => heard.filter((one) => /unload/.test(one)))).toEqual([]);
    expect(
      await tab.run(() => heard.filter((one) => /pagehide/.test(one)).every((one) => /^window/.test(one))),
    ).toBe(true);
    expect(await tab.run(() => heard.filter((one) => /pagehide/.test(one)).length)).toBeGreaterThan(0);
    await tab.run(() => ethogram.stop());
    expect(await tab.run(() => listening)).toEqual([]);
  });

  test('D6, D7: back from the back/forward cache it is one new view, and it keeps, tells and hears as before', async () => {
    await opened(tab, '/one.html');
    await captures(tab);
    await tab.run(() => void Object.assign(window, { kept: true }));
    // with a request or a transaction under way Firefox keeps no page
    await tab.run(() => ethogram.flush());
    await wait(300);
    await opened(tab, '/two.html');
    await tab.run(() => ethogram.flush());
    await wait(300);
    await tab.back();
    await answerOf('The first page did not come back', () =>
      tab.run(() => document.title === 'One' || undefined),
    );
    expect(await tab.run(() => (window as { kept?: boolean }).kept), 'restored, not loaded again').toBe(true);
    await answerOf('It was not viewed again', () => tab.run(() => views.length === 2 || undefined));
    // a leaving that was called off; nobody of ours hears it
    await tab.run(() => void dispatchEvent(new Event('beforeunload', { cancelable: true })));
    await tab.run(() => ethogram.track('after_return'));
    await tab.run(() => ethogram.flush());
    expect(await stored(tab)).toContain('after_return');

    const other = await browser.tab();
    await opened(other, '/two.html');
    await other.run(() => ethogram.track('purchase', { transaction_id: '1' }));
    await answerOf('It heard nothing of the other tab', () =>
      tab.run(() => ethogram.has('buyer') || undefined),
    );
    // and not a second one later
    expect(await tab.run(() => views.length)).toBe(2);
  });

  test('P7: a second tag and a second start wrap nothing twice: one view for each navigation', async () => {
    await opened(tab, '/twice.html');
    await tab.run(() => (window as never as { ethogram(...call: unknown[]): void }).ethogram('start', {}));
    await tab.run(() => history.pushState(null, '', '/twice.html/on'));
    await answerOf('There was no view', () => tab.run(() => views.length > 1 || undefined));
    await wait(300);
    expect(await tab.run(() => views.length)).toBe(2);
  });

  test('P8: stopped, it leaves no wrapper behind, and keeps the one that came after it', async () => {
    await opened(tab, '/one.html');
    expect(await tab.run(() => Object.getOwnPropertyNames(history).sort())).toEqual([
      'pushState',
      'replaceState',
    ]);
    await tab.run(() => {
      const ours = history.pushState;
      history.pushState = function (...call) {
        Object.assign(window, { theirs: call[2] });
        return ours.apply(this, call);
      };
    });
    await tab.run(() => ethogram.stop());
    await tab.run(() => history.pushState(null, '', '/one.html/on'));
    await wait(200);
    expect(await tab.run(() => [(window as { theirs?: string }).theirs, location.pathname])).toEqual([
      '/one.html/on',
      '/one.html/on',
    ]);
    expect(await tab.run(() => [views.length, ...Object.getOwnPropertyNames(history)])).toEqual([
      1,
      'pushState',
    ]);
  });

  test('D2, D10: what is told at the start, or between hidden and frozen, is kept before the handlers return, though the browser has no idle moment', async () => {
    await opened(tab, '/busy.html');
    const kept = await tab.run(() => {
      const keeps = (name: string) =>
        Object.keys(localStorage).some((key) => localStorage.getItem(key)?.includes(name));
      ethogram.track('before_hidden');
      turn('hidden');
      const first = keeps('before_hidden');
      ethogram.track('after_hidden');
      document.dispatchEvent(new Event('freeze'));
      return [first, keeps('after_hidden')];
    });
    expect(kept).toEqual([true, true]);
    await tab.run(() => turn('visible'));
    await tab.run(() => ethogram.flush());
    expect((await stored(tab)).filter((name) => /_hidden/.test(name))).toEqual([
      'before_hidden',
      'after_hidden',
    ]);
  });

  test('D3: hidden, shown and hidden again: both times what is new is kept', async () => {
    await opened(tab, '/one.html');
    const kept = await tab.run(() =>
      ['first', 'second'].map((name) => {
        ethogram.track(name);
        turn('hidden');
        const isKept = Object.keys(localStorage).some((key) =>
          localStorage.getItem(key)?.includes(`"${name}"`),
        );
        turn('visible');
        return isKept;
      }),
    );
    expect(kept).toEqual([true, true]);
  });

  test('D13: told, erased and hidden in one go: nothing rises again', async () => {
    await opened(tab, '/one.html');
    await tab.run(() => {
      ethogram.track('told_before');
      const erased = ethogram.erase();
      turn('hidden');
      return erased;
    });
    await tab.run(() => void dispatchEvent(new Event('pagehide')));
    expect(
      await tab.run(() =>
        Object.keys(localStorage).some((key) => localStorage.getItem(key)?.includes('told_')),
      ),
    ).toBe(false);
    await opened(tab, '/two.html');
    expect(await stored(tab)).not.toContain('told_before');
  });

  test('D14: while nothing happens nothing is written, however often the page is turned away from', async () => {
    await opened(tab, '/one.html');
    await captures(tab);
    await tab.run(() => ethogram.flush());
    await wait(1_500);
    const before = await tab.run(() => writes());
    expect(before).toBeGreaterThan(0);
    const told = await stored(tab);
    for (let times = 0; times < 3; times++) {
      await tab.run(() => turn('hidden'));
      await wait(50);
      await tab.run(() => turn('visible'));
      await wait(50);
    }
    await wait(1_500);
    const news = (await stored(tab)).length - told.length;
    const after = await tab.run(() => writes());
    // attention of a second or more may be told once, which is one record
    expect(after - before).toBeLessThanOrEqual(news);
  });

  test('D17: told and left in the first task, before the database is open: the next page has it, once', async () => {
    await tab.goto(`${server.url}/left.html`);
    await answerOf('The next page did not come', () => tab.run(() => document.title === 'Two' || undefined));
    await tab.run(() => ethogram.ready.then(() => undefined));
    await tab.run(() => ethogram.flush());
    expect((await stored(tab)).filter((name) => name === 'told_at_once')).toHaveLength(1);
  });
});
