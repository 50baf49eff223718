/** The chunk beside the script: fetched only where it is asked for, from where the script lies, and missed without harm. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve } from '../../examples/serve.mjs';
import { type ChromiumBrowser, openChromium } from './drivers/chromium.js';
import { watch } from './visit.js';

/** Client Hints do not tell of the engine; of the type they do. */
const asking = (trait: string, value: string) =>
  `{ "version": 1, "segments": [{ "id": "known", "when": { "trait": "device.${trait}", "is": "${value}" } }] }`;

const page = (definitions: string, tag: string, start = '') => ({
  body: `<!doctype html><title>Device</title>
    <script>
      window.told = [];
      window.ethogram ??= function () { (ethogram.q ??= []).push(arguments) };
      ethogram('on', 'error', (error) => told.push(error.code));
      ${start}
    </script>
    <script type="application/json" data-ethogram>${definitions}</script>
    ${tag}`,
});

const TAG = '<script defer src="/dist/ethogram.js"></script>';
const script = readFileSync('dist/ethogram.js', 'utf8').replace(/\/\/# sourceMappingURL.*/, '');

let server: Awaited<ReturnType<typeof serve>>;
let browser: ChromiumBrowser;

beforeAll(async () => {
  const definitions = asking('engine', 'Blink');
  server = await serve({
    pages: {
      '/hinted.html': page(asking('type', 'desktop'), TAG),
      '/asking.html': page(definitions, TAG),
      '/copied.js': { type: 'text/javascript', body: script },
      '/alone.html': page(definitions, '<script src="/copied.js"></script>'),
      '/assets.html': page(
        definitions,
        `<script>${script}</script>`,
        `ethogram('start', { definitions: ${definitions}, assets: location.origin + '/dist/' });`,
      ),
    },
  });
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** Opens a page as a visitor who is new, and again; gives what was fetched of the chunk each time. */
async function fetchedBy(path: string, arrive: (tab: Page) => Promise<unknown>) {
  browser = await openChromium();
  const watched = watch(browser.context, server.url);
  const fetched: string[][] = [];
  for (const visit of [0, 1]) {
    const tab = await browser.tab();
    fetched[visit] = [];
    tab.on('request', (request) => {
      if (/device-/.test(request.url())) fetched[visit]?.push(request.url().slice(server.url.length));
    });
    await tab.goto(`${server.url}${path}`);
    await arrive(tab);
    await tab.evaluate('ethogram.flush()');
    await tab.close();
  }
  await browser.close();
  return { fetched, faults: watched.faults };
}

const known = (tab: Page) => tab.waitForFunction('ethogram.has?.("known")', undefined, { timeout: 5000 });

test('a trait that the browser tells of fetches nothing', async () => {
  expect(await fetchedBy('/hinted.html', known)).toEqual({ fetched: [[], []], faults: [] });
});

test('any other is read by the chunk, fetched once for a user agent', async () => {
  const { fetched, faults } = await fetchedBy('/asking.html', known);
  expect(fetched).toEqual([[expect.stringMatching(/^\/dist\/device-[\w-]+\.js$/)], []]);
  expect(faults).toEqual([]);
});

test('a script without an address finds it where `assets` says', async () => {
  const { fetched, faults } = await fetchedBy('/assets.html', known);
  expect(fetched).toEqual([[expect.stringMatching(/^\/dist\/device-[\w-]+\.js$/)], []]);
  expect(faults).toEqual([]);
});

test('a script that was copied alone goes without, and says so', async () => {
  const { faults } = await fetchedBy('/alone.html', async (tab) => {
    await tab.waitForFunction('told.length > 0', undefined, { timeout: 5000 });
    expect(await tab.evaluate('told')).toEqual(['device-unavailable']);
    expect(await tab.evaluate('ethogram.trait("device.type")')).toBe('desktop');
  });
  expect(faults.filter((fault) => !/Failed to load resource/.test(fault))).toEqual([]);
});
