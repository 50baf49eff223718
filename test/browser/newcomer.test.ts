/** What somebody new does: writes a segment in the playground, copies it, and puts it on a page of their own. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { serve } from '../../examples/serve.mjs';
import { type ChromiumBrowser, openChromium } from './drivers/chromium.js';
import { type Watch, watch } from './visit.js';

const UNDECIDED = {
  version: 1,
  segments: [
    {
      id: 'undecided',
      name: 'Undecided about shoes',
      when: {
        all: [
          {
            count: { event: 'view_item', where: { 'items.item_category': 'shoes' } },
            over: '7d',
            gte: 2,
          },
          { count: 'purchase', over: '7d', is: 0 },
        ],
      },
    },
  ],
};

const pageWith = (definitions: string) => `<!doctype html><html lang="en"><title>My shop</title>
  <script defer src="/dist/ethogram.js" data-definitions="${definitions}" data-inspect></script>
  <h1>My shop</h1>
  <p data-segment-show="undecided" hidden>Not sure which pair? Try both at home.</p>
  <button data-track="view_item" data-track-props='{ "items": [{ "item_id": "a", "item_category": "shoes" }] }'>Look</button>
  <button data-track="purchase" data-track-transaction_id="1">Buy</button></html>`;

let server: Awaited<ReturnType<typeof serve>>;
let browser: ChromiumBrowser;
let watched: Watch;
let page: Page;
let copied = '';

beforeAll(async () => {
  server = await serve({
    pages: {
      '/mine/': { body: pageWith('segments.json') },
      '/mine/segments.json': () => ({ type: 'application/json', body: copied }),
      '/mistyped/': { body: pageWith('segmants.json') },
    },
  });
  browser = await openChromium();
  await browser.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
  watched = watch(browser.context, server.url);
});

beforeEach(async () => {
  page = await browser.tab();
  page.setDefaultTimeout(15_000);
});

afterEach(() => page.close());

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const offer = () => page.getByText('Try both at home');
const panel = () => page.locator('ethogram-inspector');

test('what the playground gives runs on a page by script tag, and the inspector says why', async () => {
  await page.goto(`${server.url}/examples/playground/`);
  await page.locator('#why h3').waitFor();
  await page.evaluate((text) => navigator.clipboard.writeText(text), JSON.stringify(UNDECIDED, null, 2));
  await page.locator('.cm-content').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+v');
  await page.locator('[data-segment=undecided] rect').first().waitFor();
  await page.evaluate(() => navigator.clipboard.writeText(''));
  await page.getByRole('button', { name: 'Copy as JSON' }).first().click();
  await page.locator('#status').getByText('Copied').waitFor();
  copied = await page.evaluate(() => navigator.clipboard.readText());

  await page.goto(`${server.url}/mine/`);
  await panel().getByText('Never was in').waitFor();
  expect(await offer().isVisible()).toBe(false);
  await page.getByRole('button', { name: 'Look' }).click();
  await panel().getByText('in the last 7d is 1, needs at least 2').waitFor();
  expect(await offer().isVisible()).toBe(false);
  await page.getByRole('button', { name: 'Look' }).click();
  await offer().waitFor();
  await panel().getByText('In since').waitFor();
  await page.getByRole('button', { name: 'Buy' }).click();
  await offer().waitFor({ state: 'hidden' });
  expect(watched.faults).toEqual([]);
});

test('where the file is not at its address, the inspector says so in the place of segments', async () => {
  watched.forgive(/status of 404/);
  await page.goto(`${server.url}/mistyped/`);
  await panel().getByText('No segment is defined.').waitFor();
  await panel()
    .getByText(/segmants\.json: expected JSON: .*404/)
    .first()
    .waitFor();
  expect(watched.faults).toEqual([]);
});
