/** What goes wrong goes wrong quietly: told through `error`, the page unharmed, the rest still working. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve } from '../../examples/serve.mjs';
import { type ChromiumBrowser, openChromium } from './drivers/chromium.js';
import { watch } from './visit.js';

const GOOD = '{ "version": 1, "segments": [{ "id": "here", "when": { "count": "page_view", "gte": 1 } }] }';

/** A page that keeps the codes of what it was told, and what its own script did after. */
const page = (tag: string, calls = '') => `<!doctype html><title>Bad input</title>
  <script>
    window.told = [];
    window.ethogram ??= function () { (ethogram.q ??= []).push(arguments) };
    ethogram('on', 'error', (error) => told.push(error.code));
    ${calls}
    window.unharmed = true;
  </script>
  ${tag}
  <p data-segment-show="here" hidden>Welcome</p>`;

const inline = `<script type="application/json" data-ethogram>${GOOD}</script><script defer src="/dist/ethogram.js"></script>`;
const linked = (definitions: string) =>
  `<script defer src="/dist/ethogram.js" data-definitions="${definitions}"></script>`;

const pages: { [path: string]: { type?: string; status?: number; body: string } } = {
  '/good.html': { body: page(inline) },
  '/not-json.json': { type: 'application/json', body: '{ "version": 1, ' },
  '/not-json.html': { body: page(linked('/not-json.json')) },
  '/unknown-key.json': {
    type: 'application/json',
    body: '{ "version": 1, "segments": [{ "id": "here", "wen": { "count": "page_view", "gte": 1 } }] }',
  },
  '/unknown-key.html': { body: page(linked('/unknown-key.json')) },
  '/missing.html': { body: page(linked('/missing.json')) },
  '/unreachable.html': { body: page(linked('http://127.0.0.1:9/segments.json')) },
  '/two-starts.html': {
    body: page(
      inline,
      `ethogram('start', { definitions: ${GOOD} }); ethogram('start', { definitions: ${GOOD} });`,
    ),
  },
  '/framed.html': { body: page(inline) },
  '/frame.html': { body: '<!doctype html><iframe sandbox="allow-scripts" src="/framed.html"></iframe>' },
};

let server: Awaited<ReturnType<typeof serve>>;
let browser: ChromiumBrowser;

beforeAll(async () => {
  server = await serve({ pages });
  browser = await openChromium();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** Opens a page, does something there, and gives the faults that the page suffered. */
async function suffered(path: string, act: (tab: Page) => Promise<void>): Promise<string[]> {
  const watched = watch(browser.context, server.url);
  const tab = await browser.tab();
  await tab.goto(`${server.url}${path}`);
  await act(tab);
  expect(await tab.evaluate('window.unharmed ?? true')).toBe(true);
  await tab.close();
  return watched.faults;
}

const told = (tab: Page, code: string) =>
  tab.waitForFunction((code) => (window as never as { told: string[] }).told.includes(code), code, {
    timeout: 5000,
  });
const codes = (tab: Page) => tab.evaluate('told');
const welcomed = (tab: Page) => tab.getByText('Welcome').waitFor({ state: 'visible', timeout: 5000 });

test.each([
  ['without a name', `ethogram.track()`],
  ['with an empty name', `ethogram.track('')`],
  ['with a name of ours', `ethogram.track('$set', {})`],
  ['with a glob for a name', `ethogram.track('cart_*')`],
  ['with a function among its props', `ethogram.track('look', { then: () => 1 })`],
  [
    'with props that hold themselves',
    `(() => { const props = {}; props.itself = props; ethogram.track('look', props); })()`,
  ],
  ['with an element among its props', `ethogram.track('look', { at: document.body })`],
  ['whose props throw when read', `ethogram.track('look', { get at() { throw new Error('no') } })`],
])('an event %s is refused and told', async (_, call) => {
  const faults = await suffered('/good.html', async (tab) => {
    await welcomed(tab);
    await tab.evaluate(call);
    await told(tab, 'invalid-event');
    expect(await codes(tab)).toEqual(['invalid-event']);
    // the next one is taken
    await tab.evaluate(
      `new Promise((heard) => { ethogram.on('event', heard); ethogram.track('look', { at: 'shoes' }) })`,
    );
  });
  expect(faults).toEqual([]);
});

test.each([
  ['is not JSON', '/not-json.html', 'invalid-definitions'],
  ['has an unknown key', '/unknown-key.html', 'invalid-definitions'],
])('a definitions file that %s is told, and nothing else happens', async (_, path, code) => {
  const faults = await suffered(path, async (tab) => {
    await told(tab, code);
    expect(await codes(tab)).toEqual([code]);
    expect(await tab.evaluate('[...ethogram.segments()]')).toEqual([]);
  });
  expect(faults).toEqual([]);
});

test.each([
  ['is not there', '/missing.html'],
  ['has nobody to serve it', '/unreachable.html'],
])('a definitions file that %s is told, and nothing else happens', async (_, path) => {
  const faults = await suffered(path, async (tab) => {
    await told(tab, 'definitions-unreachable');
    expect(await codes(tab)).toEqual(['definitions-unreachable']);
    expect(await tab.evaluate('[...ethogram.segments()]')).toEqual([]);
  });
  // the browser itself notes a request that failed; nothing of it is ours
  expect(
    faults.filter(
      (fault) => !/Failed to load resource|foreign request: http:\/\/127\.0\.0\.1:9\//.test(fault),
    ),
  ).toEqual([]);
});

test('two starts: the running one answers, and the second is told', async () => {
  const faults = await suffered('/two-starts.html', async (tab) => {
    await welcomed(tab);
    await told(tab, 'already-started');
    expect(new Set((await codes(tab)) as string[])).toEqual(new Set(['already-started']));
  });
  expect(faults).toEqual([]);
});

test('a sandboxed frame: memory instead, said once, and segments work', async () => {
  const faults = await suffered('/frame.html', async (tab) => {
    const frame = tab.frameLocator('iframe');
    await frame.getByText('Welcome').waitFor({ state: 'visible', timeout: 5000 });
    const inside = tab.frames()[1];
    await inside?.waitForFunction('told.length > 0', undefined, { timeout: 5000 });
    expect(await inside?.evaluate('told')).toEqual(['storage-unavailable']);
    expect(await inside?.evaluate('ethogram.health().state ?? ethogram.health()')).toBe('memory');
  });
  expect(faults).toEqual([]);
});
