/** The small set, in every engine that is here: what a site relies on, on the built, minified script. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { serve } from '../../examples/serve.mjs';
import { type Browser, type Engine, installed, type Tab } from './drivers/engine.js';
import { answerOf } from './drivers/running.js';
import { faultsOf, GUEST, touchedIn } from './guest.js';

const DEFINITIONS = JSON.stringify({
  version: 1,
  metrics: { views: { count: 'page_view' } },
  segments: [
    { id: 'here', when: { metric: 'views', gte: 1 } },
    { id: 'buyer', when: { count: 'purchase', gte: 1 } },
  ],
});

const page = (title: string, attributes = '') => `<!doctype html><title>${title}</title>
  <script src="/guest.js"></script>
  <script src="/dist/ethogram.js" data-definitions="/segments.json" ${attributes}></script>
  <p data-segment-show="buyer" hidden>Thank you</p>`;

/** Images because the browser itself wants an icon. */
const STRICT =
  "default-src 'none'; img-src 'self'; script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

const pages = {
  '/guest.js': GUEST,
  '/segments.json': { type: 'application/json', body: DEFINITIONS },
  '/one.html': { body: page('One') },
  '/two.html': { body: page('Two') },
  '/asking.html': { body: page('Asking', 'data-consent="pending"') },
  '/strict.html': { body: page('Strict'), headers: { 'content-security-policy': STRICT } },
  '/framed.html': {
    // a frame without an origin of its own may not ask for the file
    body: `${page('Framed').replace('data-definitions="/segments.json"', '')}
      <script type="application/json" data-ethogram>${DEFINITIONS}</script>
      <script>
        const codes = [];
        ethogram('on', 'error', ({ code }) => codes.push(code));
        ethogram((handle) => handle.ready.then(() => handle.track('purchase', { transaction_id: '1' })));
        ethogram('watch', 'buyer', (isIn) =>
          isIn && parent.postMessage({ codes, state: ethogram.health().state, faults: guest.faults }, '*'));
      </script>`,
  },
  '/frame.html': {
    body: `<!doctype html><script src="/guest.js"></script>
      <script>addEventListener('message', ({ data }) => { window.said = data; });</script>
      <iframe sandbox="allow-scripts" src="/framed.html"></iframe>`,
  },
};

/** The handle, as the page has it. */
declare const ethogram: {
  ready: Promise<unknown>;
  track(name: string, props?: object): void;
  has(segment: string): boolean;
  metric(name: string): number;
  segments(): Iterable<string>;
  setConsent(consent: string): void;
  flush(): Promise<void>;
  health(): { state: string; unwritten: number };
};

let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  server = await serve({ pages });
});

afterAll(async () => {
  await server?.close();
});

const opened = async (tab: Tab, path: string) => {
  await tab.goto(`${server.url}${path}`);
  await tab.run(() => ethogram.ready.then(() => undefined));
};
const enters = (tab: Tab, segment: string) =>
  answerOf(`The visitor did not enter ${segment}`, () => tab.run((id) => ethogram.has(id), segment));
const views = (tab: Tab, count: number) =>
  answerOf(`There were no ${count} page views`, () =>
    tab.run((count) => ethogram.metric('views') === count, count),
  );
const buy = (tab: Tab) => tab.run(() => ethogram.track('purchase', { transaction_id: '1' }));
const isThanked = (tab: Tab) =>
  tab.run(() => document.querySelector<HTMLElement>('[data-segment-show]')?.hidden === false);

describe.each(installed.map((engine): [string, Engine] => [engine.name, engine]))('%s', (_, engine) => {
  let browser: Browser;
  let tab: Tab;

  // each test has its own visitor
  beforeEach(async () => {
    browser = await engine.open();
    tab = await browser.tab();
  });

  afterEach(async () => {
    const faults = await faultsOf(tab).finally(browser.close);
    expect(faults).toEqual([]);
  });

  test('a page is viewed, a segment entered and shown, and a reload remembers', async () => {
    await opened(tab, '/one.html');
    await views(tab, 1);
    expect(await tab.run(() => [...ethogram.segments()])).toEqual(['here']);
    expect(await isThanked(tab)).toBe(false);

    await buy(tab);
    await enters(tab, 'buyer');
    expect(await isThanked(tab)).toBe(true);
    expect(await faultsOf(tab)).toEqual([]);

    await tab.reload();
    await tab.run(() => ethogram.ready.then(() => undefined));
    expect(await tab.run(() => ethogram.has('buyer'))).toBe(true);
    expect(await isThanked(tab)).toBe(true);
    await views(tab, 2);
    expect(await tab.run(() => document.cookie)).toBe('');
    expect(await tab.run(() => ethogram.health().state)).toBe('persistent');
  });

  test('two tabs agree', async () => {
    await opened(tab, '/one.html');
    await views(tab, 1);
    const second = await browser.tab();
    await opened(second, '/two.html');
    await views(second, 2);
    await views(tab, 2);

    await buy(second);
    await enters(tab, 'buyer');
    expect(await isThanked(tab)).toBe(true);
    expect(await faultsOf(second)).toEqual([]);
  });

  test('before consent nothing is touched; with it, what happened is kept', async () => {
    await tab.goto(`${server.url}/asking.html`);
    await answerOf('There is no handle', () => tab.run(() => 'ready' in ethogram));
    await buy(tab);
    // longer than anything that is done when there is time for it
    await tab.run(() => new Promise<void>((resolve) => setTimeout(resolve, 1_500)));
    expect(await touchedIn(tab)).toEqual([]);

    await tab.run(() => ethogram.setConsent('granted'));
    await enters(tab, 'buyer');
    await tab.run(() => ethogram.flush());
    expect(await touchedIn(tab)).toContain('indexedDB.open');

    await opened(tab, '/one.html');
    expect(await tab.run(() => ethogram.has('buyer'))).toBe(true);
  });

  test('a page that allows nothing but its own scripts, and no way from text to code', async () => {
    await opened(tab, '/strict.html');
    await buy(tab);
    await enters(tab, 'buyer');
    expect(await isThanked(tab)).toBe(true);
    await tab.run(() => ethogram.flush());
    expect(await tab.run(() => ethogram.health().state)).toBe('persistent');
  });

  test('a sandboxed frame: memory instead, said once, and segments work', async () => {
    await tab.goto(`${server.url}/frame.html`);
    const said = await answerOf('The frame said nothing', () =>
      tab.run(() => (window as { said?: object }).said as never),
    );
    expect(said).toEqual({ codes: ['storage-unavailable'], state: 'memory', faults: [] });
  });

  test('left, and come back to from the back/forward cache: it goes on, and knows what happened meanwhile', async () => {
    await opened(tab, '/one.html');
    await views(tab, 1);
    await tab.run(() => {
      (window as { kept?: boolean }).kept = true;
    });
    await opened(tab, '/two.html');
    await buy(tab);
    await enters(tab, 'buyer');

    await tab.back();
    await answerOf('The first page did not come back', () => tab.run(() => document.title === 'One'));
    expect(await tab.run(() => (window as { kept?: boolean }).kept), 'restored, not loaded again').toBe(true);
    await enters(tab, 'buyer');
    await views(tab, 3);
    expect(await tab.run(() => ethogram.health().state)).toBe('persistent');
  });
});
