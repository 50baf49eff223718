/** Walks the demo shop as a visitor would, on the built, minified script. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { serve } from '../../examples/serve.mjs';
import { type ChromiumBrowser, openChromium } from './drivers/chromium.js';
import { globalsOf, shiftsOf, type Watch, watch } from './visit.js';

const EMPTY = { '/empty.html': { body: '<!doctype html><title>Empty</title>' } };

let server: Awaited<ReturnType<typeof serve>>;
let browser: ChromiumBrowser;
let watched: Watch;
let page: Page;
let shop: string;

/** The handle, as the page has it. */
declare const ethogram: {
  ready: Promise<unknown>;
  has(segment: string): boolean;
  metric(name: string): unknown;
  segments(): Iterable<string>;
  health(): unknown;
};

const open = async (tab: Page, address: string) => {
  await tab.goto(`${shop}/${address}`);
  await tab.waitForFunction(() => 'ready' in ethogram);
  await tab.evaluate(() => ethogram.ready.then(() => undefined));
};

const segmentsOf = (tab: Page) => tab.evaluate(() => [...ethogram.segments()]);
const metricOf = (tab: Page, name: string) => tab.evaluate((metric) => ethogram.metric(metric), name);
const enters = (tab: Page, segment: string) =>
  tab.waitForFunction((id) => ethogram.has(id), segment, { timeout: 5000 });
const leaves = (tab: Page, segment: string) =>
  tab.waitForFunction((id) => !ethogram.has(id), segment, { timeout: 5000 });

const welcome = (tab: Page) => tab.locator('.hello .is-back').isVisible();
const banner = (tab: Page) => tab.locator('[data-segment-show="cart-abandoner"]').isVisible();
const greeting = (tab: Page) => tab.locator('[data-segment-show="customer"]').isVisible();

const push = (tab: Page, label: string) => tab.getByRole('button', { name: label }).click();

beforeAll(async () => {
  server = await serve({ pages: EMPTY });
  shop = `${server.url}/examples/shop`;
  browser = await openChromium();
  watched = watch(browser.context, server.url);
  page = await browser.tab();
  await page.setViewportSize({ width: 1280, height: 900 });
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

afterEach(async () => {
  expect(watched.faults).toEqual([]);
  expect(await browser.context.cookies()).toEqual([]);
  expect(await globalsOf(page, server.url)).toEqual(['ethogram']);
  expect(await shiftsOf(page)).toBe(0);
});

describe('a visitor of the shop', () => {
  test('is asked first: until there is an answer, and after a no, nothing is kept', async () => {
    const stored = () =>
      page.evaluate(async () => [
        ...(await indexedDB.databases()).map(({ name }) => name),
        ...Object.keys(localStorage),
      ]);
    await open(page, 'index.html');
    await open(page, 'product.html?id=knot');
    await page.getByText('May we remember').waitFor({ state: 'visible' });
    expect(await stored()).toEqual([]);
    await page.getByRole('button', { name: 'No', exact: true }).click();
    await open(page, 'journal.html');
    expect(await page.getByText('May we remember').count()).toBe(0);
    expect([await stored(), await segmentsOf(page)]).toEqual([['plover-consent'], []]);
    // and begins again, as somebody who was never here
    await page.getByRole('button', { name: 'Start over' }).click();
    await page.waitForURL(/index/);
    expect(await stored()).toEqual([]);
  });

  test('says yes, and is a stranger on a device that is known', async () => {
    await open(page, 'index.html');
    await page.getByRole('button', { name: 'Yes, remember' }).click();
    await enters(page, 'desktop');
    // known as soon as it is known where the visit came from
    await enters(page, 'lead-source-direct');
    // the shop's own, and what its recipes say of anybody who types its address for the first time
    const stranger = ['desktop', 'new-visitors', 'lead-source-direct', 'status-non-user', 'light-users'];
    expect((await segmentsOf(page)).sort()).toEqual(stranger.sort());
    expect(await welcome(page)).toBe(false);
    expect(await banner(page)).toBe(false);
  });

  test('looks at three shoes: a shoe lover', async () => {
    for (const shoe of ['sandpiper', 'dunlin', 'dunlin']) await open(page, `product.html?id=${shoe}`);
    expect(await metricOf(page, 'shoes_viewed_7d')).toBe(2);
    expect(await segmentsOf(page)).not.toContain('shoe-lover');

    await open(page, 'product.html?id=curlew');
    await enters(page, 'shoe-lover');
    await open(page, 'index.html');
    await page.locator('#two-pairs').waitFor({ state: 'visible' });
    await open(page, 'how.html');
    expect(await page.locator('[data-metric-text="shoes_viewed_7d"]').textContent()).toBe('3');
  });

  test('puts one in the cart, goes on, and half an hour passes: a cart abandoner', async () => {
    await open(page, 'product.html?id=curlew');
    await page.locator('#add').click();
    await open(page, 'article-lacing.html');
    expect(await segmentsOf(page)).not.toContain('cart-abandoner');
    expect(await banner(page)).toBe(false);

    await push(page, '+30 min');
    await enters(page, 'cart-abandoner');
    await page.locator('[data-segment-show="cart-abandoner"]').waitFor({ state: 'visible' });

    await open(page, 'journal.html');
    expect(await segmentsOf(page)).toContain('cart-abandoner');
    await page.locator('[data-segment-show="cart-abandoner"]').waitFor({ state: 'visible' });
  });

  test('a second tab agrees within a second', async () => {
    const second = await browser.tab();
    await open(second, 'index.html');
    expect((await segmentsOf(second)).sort()).toEqual((await segmentsOf(page)).sort());

    await open(second, 'article-wet-feet.html');
    await second.waitForFunction(() => ethogram.has('reader'), undefined, { timeout: 5000 });
    await page.waitForFunction(() => ethogram.has('reader'), undefined, { timeout: 1000 });
    // once for a visitor: in one of the two tabs
    const thanks = (tab: Page) => tab.getByRole('status').filter({ hasText: 'yearbook' });
    await expect
      .poll(async () => (await thanks(page).count()) + (await thanks(second).count()), { timeout: 5000 })
      .toBe(1);
    await second.close();
  });

  test('buys: leaves the abandoners and is a customer', async () => {
    await open(page, 'cart.html');
    await page.getByText('To the checkout').click();
    await page.waitForURL(/checkout/);
    await page.getByRole('button', { name: 'Buy', exact: true }).click();
    await page.waitForURL(/thank-you/);
    await enters(page, 'customer');
    await leaves(page, 'cart-abandoner');
    expect(await banner(page)).toBe(false);
    expect(await greeting(page)).toBe(true);
    expect(await metricOf(page, 'spend_90d')).toBe(219);
    await page.getByText('€219.00').waitFor({ state: 'visible', timeout: 5000 });
  });

  test('reloads the thank-you page: nothing counts twice', async () => {
    for (let times = 0; times < 2; times++) {
      await page.reload();
      await page.waitForFunction(() => 'ready' in ethogram);
      await page.evaluate(() => ethogram.ready.then(() => undefined));
    }
    expect(await metricOf(page, 'spend_90d')).toBe(219);
    expect(await segmentsOf(page)).not.toContain('big-spender');
  });

  test('closes the tab, comes back a day later: still known', async () => {
    await page.close();
    page = await browser.tab();
    await page.setViewportSize({ width: 1280, height: 900 });
    await open(page, 'index.html');
    const known = await segmentsOf(page);
    for (const segment of ['customer', 'shoe-lover', 'reader', 'desktop']) expect(known).toContain(segment);
    expect(known).not.toContain('returning');

    await push(page, '+1 day');
    await open(page, 'journal.html');
    await enters(page, 'returning');
    expect(await metricOf(page, 'spend_90d')).toBe(219);

    // the next page knows it before the script is there
    await page.route('**/dist/**', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
    await page.goto(`${shop}/index.html`);
    expect(await welcome(page)).toBe(true);
    await page.unroute('**/dist/**');
    await open(page, 'index.html');
    expect(await welcome(page)).toBe(true);
  });

  test('takes the consent back: all of it is gone, and the shop is as it was', async () => {
    await page.getByRole('button', { name: 'What we may remember' }).click();
    await page.getByRole('button', { name: 'No', exact: true }).click();
    await page.waitForFunction(async () => (await indexedDB.databases()).length === 0);
    expect(await segmentsOf(page)).toEqual([]);
    expect([await greeting(page), await welcome(page)]).toEqual([false, false]);
    expect(
      await page.evaluate(() => Object.keys(localStorage).filter((key) => /ethogram/.test(key))),
    ).toEqual([]);
  });
});
