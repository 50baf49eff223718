/** The demo shop's recipes, each brought about as its page says, on the built, minified script. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve } from '../../examples/serve.mjs';
import { type ChromiumBrowser, openChromium } from './drivers/chromium.js';
import { sayYesTo, type Watch, watch } from './visit.js';

let server: Awaited<ReturnType<typeof serve>>;
let browser: ChromiumBrowser;
let watched: Watch;
let page: Page;

/** The handle, as the page has it. */
declare const ethogram: { ready: Promise<unknown>; has(segment: string): boolean };

/** What the page of recipes has said so far: "you are in". */
const seen = new Set<string>();

const open = async (address: string) => {
  await page.goto(`${server.url}/examples/shop/${address}`);
  await page.waitForFunction(() => 'ready' in ethogram);
  await page.evaluate(() => ethogram.ready.then(() => undefined));
};

const push = async (label: string, times = 1) => {
  for (let i = 0; i < times; i++) await page.getByRole('button', { name: label }).click();
};

/** Waits until these hold, then reads the page of recipes. */
const holds = async (...ids: string[]) => {
  for (const id of ids) await page.waitForFunction((one) => ethogram.has(one), id, { timeout: 5000 });
  await open('recipes.html');
  const rows = page.locator('.recipes li').filter({ has: page.locator('[data-segment-show]:visible') });
  for (const id of await rows.locator('code').allTextContents()) seen.add(id);
  for (const id of ids) expect(seen).toContain(id);
};

/** Answers the message that the play shows. */
const message = (answer: string) => page.locator('[data-channel] .card').getByText(answer).click();

const buy = async (product: string) => {
  await open(`product.html?id=${product}`);
  await page.locator('#add').click();
  await open('checkout.html');
  await page.getByRole('button', { name: 'Buy', exact: true }).click();
  await page.waitForURL(/thank-you/);
  await page.waitForFunction(() => 'ready' in ethogram);
};

beforeAll(async () => {
  server = await serve();
  browser = await openChromium();
  await sayYesTo(browser.context, `${server.url}/examples/shop/`);
  watched = watch(browser.context, server.url);
  page = await browser.tab();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

test('comes, reads, looks, compares', async () => {
  await open('article-lacing.html');
  await holds('new-visitors', 'lead-source-direct', 'landed-on', 'status-non-user', 'light-users');
  await open('article-wet-feet.html');
  await open('article-slow-miles.html');
  await holds('readers', 'readers-who-never-shop');
  for (const id of ['sandpiper', 'dunlin', 'curlew', 'curlew', 'curlew']) await open(`product.html?id=${id}`);
  await holds(
    'comparison-shoppers',
    'category-browsers',
    'repeated-interest',
    'interests',
    'journey-stage-consideration',
  );
});

test('leaves a cart and a checkout, and comes back', async () => {
  await page.goto(`${server.url}/examples/shop/product.html?id=curlew`);
  await page.locator('#add').click();
  await open('checkout.html');
  await push('+30 min', 2);
  await message('Not now');
  await holds('cart-abandoners', 'checkout-abandoners', 'looked-not-bought', 'opened-not-clicked');
  await holds('returning-visitors');
});

test('follows the second message, does not buy at once, and then does', async () => {
  await push('+1 day');
  await message('To my cart');
  await page.waitForURL(/cart/);
  await page.waitForFunction(() => 'ready' in ethogram);
  await push('+30 min');
  await holds('clicked-not-acted');
  await open('checkout.html');
  await page.getByRole('button', { name: 'Buy', exact: true }).click();
  await page.waitForURL(/thank-you/);
  await page.waitForFunction(() => 'ready' in ethogram);
  await holds('converted-by-message', 'buyers', 'first-time-buyers');
});

test('buys again and again, and stays away', async () => {
  await buy('curlew');
  await buy('sandpiper');
  await holds('repeat-buyers', 'one-category-buyers', 'impulse-buyers', 'due-to-buy', 'rfm-champions');
  for (const _ of ['one', 'two']) {
    await push('+1 day');
    await open('index.html');
  }
  await holds('daily-ritual', 'lapsed-buyers');
  await push('+1 day', 2);
  await holds('inactive-visitors');
  await holds('back-after-absence');
});

test('all of them were brought about, and nothing went wrong', async () => {
  await open('recipes.html');
  const all = await page.locator('.recipes li code').allTextContents();
  expect(all.length).toBeGreaterThanOrEqual(20);
  expect(all.filter((id) => !seen.has(id))).toEqual([]);
  expect(watched.faults).toEqual([]);
});
