/** The chunks of plays and of recipes that come late, or never: the page goes on, and says so once. */
import type { Page, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { serve } from '../../examples/serve.mjs';
import { type ChromiumBrowser, openChromium } from './drivers/chromium.js';
import { type Watch, watch } from './visit.js';

const FILE = {
  version: 1,
  recipes: ['buyers'],
  segments: [{ id: 'keen', when: { count: 'look', gte: 1 } }],
  plays: [{ id: 'ask', segment: 'keen', steps: [{ show: 'banner', content: { title: 'Well?' } }] }],
};
const PAGE = {
  body: `<!doctype html><title>Late</title>
    <script>
      window.told = [];
      window.ethogram ??= function () { (ethogram.q ??= []).push(arguments) };
      ethogram('on', 'error', (error) => told.push(error.code));
      ethogram('track', 'look');
      ethogram('track', 'purchase', { transaction_id: 'T-1', value: 30, currency: 'EUR' });
    </script>
    <script defer src="/dist/ethogram.js" data-definitions="/file.json"></script>
    <p data-segment-show="keen" hidden>Keen</p><p data-segment-show="buyers" hidden>Buyer</p>`,
};
const PLAYS = /\/plays-[\w-]+\.js$/;
const RECIPES = /\/recipes-[\w-]+\.js$/;

let server: Awaited<ReturnType<typeof serve>>;
let browser: ChromiumBrowser;
let watched: Watch;
let tab: Page;

beforeAll(async () => {
  server = await serve({
    pages: {
      '/late.html': PAGE,
      '/empty.html': { body: '' },
      '/file.json': { type: 'application/json', body: JSON.stringify(FILE) },
    },
  });
  browser = await openChromium();
  watched = watch(browser.context, server.url);
  // the browser's own line about a request that came to nothing
  watched.forgive(/^console error: Failed to load resource/);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

beforeEach(async () => {
  tab = await browser.tab();
});

afterEach(async () => {
  await tab.unrouteAll({ behavior: 'ignoreErrors' });
  await tab.goto(`${server.url}/empty.html`);
  await tab.evaluate('indexedDB.deleteDatabase("ethogram"); localStorage.clear()');
  await tab.close();
  expect(watched.faults.splice(0)).toEqual([]);
});

const open = async () => {
  await tab.goto(`${server.url}/late.html`);
  await tab.waitForFunction('"ready" in ethogram');
};
const told = () => tab.evaluate('told') as Promise<string[]>;
const isSeen = (text: string) => tab.getByText(text, { exact: true }).isVisible();
const appears = (text: string) => tab.getByText(text, { exact: true }).waitFor({ timeout: 10_000 });
const isReady = () => tab.evaluate('ethogram.ready.then(() => true)');

const gone = (route: Route) => route.fulfill({ status: 404, body: 'Not found' });
const offline = (route: Route) => route.abort('internetdisconnected');
const late = async (route: Route) => {
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  await route.continue();
};

test.each([
  ['plays', PLAYS],
  ['recipes', RECIPES],
])('%s come late: what happened meanwhile counts, and nothing is told', async (_, address) => {
  await tab.route(address, late);
  await open();
  await tab.evaluate('ethogram.track("while_waiting")');
  await appears('Well?');
  await appears('Buyer');
  expect([await isSeen('Keen'), await told()]).toEqual([true, []]);
});

describe.each([
  ['not there', gone],
  ['out of reach', offline],
])('%s', (_, fail) => {
  test('plays: all the rest is run, and nothing is shown', async () => {
    await tab.route(PLAYS, fail);
    await open();
    await isReady();
    await appears('Keen');
    await appears('Buyer');
    await tab.waitForTimeout(500);
    expect([await told(), await tab.locator('[data-channel]').count()]).toEqual([['plays-unavailable'], 0]);
  });

  test('recipes: all the rest is run, and shown', async () => {
    await tab.route(RECIPES, fail);
    await open();
    await appears('Keen');
    await appears('Well?');
    expect([await told(), await isSeen('Buyer')]).toEqual([['recipes-unavailable'], false]);
  });

  test('both, for somebody who comes back: the kept file is run, and each is told once', async () => {
    await open();
    await appears('Well?');
    await tab.evaluate('ethogram.flush()');
    await tab.route(PLAYS, fail);
    await tab.route(RECIPES, fail);
    await open();
    await isReady();
    await appears('Buyer');
    // tried again after a second
    await tab.waitForTimeout(3_500);
    expect((await told()).sort()).toEqual(['plays-unavailable', 'recipes-unavailable']);
    expect([await isSeen('Keen'), await isSeen('Buyer')]).toEqual([true, true]);
  });
});
