/**
 * The documentation as it is served, at a desk's and at a phone's width, light and dark, and the README's picture.
 * Needs `npm run site`. `npm run screenshots` takes pictures of it, and the README's anew.
 */
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PAGES as ORDER } from '../../docs/.vitepress/pages.mjs';
import { serve } from '../../examples/serve.mjs';
import { violationsOf } from './axe.js';
import { type ChromiumBrowser, openChromium } from './drivers/chromium.js';
import { sayYesTo, type Watch, watch } from './visit.js';

const PAGES = ['', ...ORDER.flatMap(({ pages }) => pages.map(([page]) => page)), 'api/', 'api/recipes'];
/** Looked at at the other widths and in the dark, too: one of each make. */
const SAMPLES = ['', 'start', 'concepts', 'comparison', 'api/consent'];

const pictures = process.env.SCREENSHOTS;

let server: Awaited<ReturnType<typeof serve>>;
let browser: ChromiumBrowser;
let watched: Watch;

beforeAll(async () => {
  if (!existsSync('site/index.html')) throw new Error('There is no site: run `npm run site` first.');
  if (pictures) mkdirSync(pictures, { recursive: true });
  server = await serve();
  browser = await openChromium();
  await sayYesTo(browser.context, `${server.url}/examples/shop/`);
  watched = watch(browser.context, server.url);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const open = async (page: string): Promise<Page> => {
  const tab = await browser.tab();
  const file = page.endsWith('/') || !page ? page : `${page}.html`;
  await tab.goto(`${server.url}/docs/${file}`);
  await tab.getByRole('heading', { level: 1 }).waitFor({ state: 'visible', timeout: 10_000 });
  return tab;
};

test('every page of the site is asked for', () => {
  const made = readdirSync('site').filter((file) => file.endsWith('.html') && file !== '404.html');
  expect(made.map((file) => file.replace(/\.html$/, '').replace('index', '')).sort()).toEqual(
    PAGES.filter((page) => !page.startsWith('api')).sort(),
  );
});

test.each(PAGES)('/docs/%s: axe finds nothing', async (page) => {
  const tab = await open(page);
  expect(await violationsOf(tab)).toEqual([]);
  expect(watched.faults).toEqual([]);
  await tab.close();
});

describe.each([1280, 390])('at %d pixels', (width) => {
  test.each(SAMPLES.flatMap((page) => [[page, 'light'] as const, [page, 'dark'] as const]))(
    '/docs/%s, %s',
    async (page, colorScheme) => {
      const tab = await browser.tab();
      await tab.emulateMedia({ colorScheme });
      await tab.setViewportSize({ width, height: width > 1000 ? 900 : 844 });
      await tab.goto(`${server.url}/docs/${page.endsWith('/') || !page ? page : `${page}.html`}`);
      await tab.getByRole('heading', { level: 1 }).waitFor({ state: 'visible', timeout: 10_000 });
      const sideways = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(sideways, 'pixels to scroll sideways').toBeLessThanOrEqual(0);
      expect(await violationsOf(tab)).toEqual([]);
      if (pictures) {
        const name = `docs-${page.replace(/\W+/g, '-') || 'index'}-${width}-${colorScheme}.png`;
        await tab.screenshot({ path: join(pictures, name) });
      }
      await tab.close();
    },
  );
});

test('the search finds a page without a network', async () => {
  const tab = await open('');
  await tab
    .getByRole('button', { name: /search/i })
    .first()
    .click();
  await tab.getByRole('searchbox').fill('abandoned');
  await tab.getByRole('option').first().waitFor({ state: 'visible', timeout: 10_000 });
  expect(await tab.getByRole('option').first().textContent()).toMatch(/abandon/i);
  expect(watched.faults).toEqual([]);
  await tab.close();
});

test('an example of the language opens in the playground, where it has no fault', async () => {
  const tab = await open('segments');
  const links = tab.getByRole('link', { name: 'Try it in the playground' });
  expect(await links.count()).toBeGreaterThan(70);
  await tab.locator('.language-json:has-text("abandoned") + .try a').first().click();
  await tab.locator('#status').getByText('No fault').waitFor({ timeout: 15_000 });
  await tab.locator('[data-segment=example]').waitFor();
  expect(watched.faults).toEqual([]);
  await tab.close();
});

test.each(['', 'start', 'api/'])(
  'from /docs/%s there is a way to the playground and the demo',
  async (page) => {
    const tab = await open(page);
    await tab.setViewportSize({ width: 1280, height: 900 });
    for (const [name, folder] of [
      ['Playground', 'playground'],
      ['Demo', 'shop'],
    ] as const) {
      const link = tab.getByRole('link', { name, exact: true });
      expect(await link.evaluate((element) => (element as HTMLAnchorElement).href)).toBe(
        `${server.url}/examples/${folder}/`,
      );
    }
    await tab.getByRole('link', { name: 'Playground', exact: true }).click();
    await tab.getByText('Who is in when').waitFor({ timeout: 15_000 });
    expect(watched.faults).toEqual([]);
    await tab.close();
  },
);

test("the README's picture: the inspector says what is missing", async () => {
  const tab = await browser.tab();
  await tab.setViewportSize({ width: 1120, height: 760 });
  for (const id of ['curlew', 'sandpiper']) {
    await tab.goto(`${server.url}/examples/shop/product.html?id=${id}`);
    await tab.waitForFunction('"ready" in ethogram');
  }
  await tab.locator('#add').click();
  await tab.getByRole('button', { name: 'Inspector' }).click();
  const panel = tab.locator('ethogram-inspector');
  await panel.getByText('Cart abandoner', { exact: true }).click();
  await panel.getByText('after add_to_cart').first().waitFor({ state: 'visible', timeout: 5000 });
  if (pictures) await tab.screenshot({ path: 'docs/inspector.png' });
  expect(watched.faults).toEqual([]);
  await tab.close();
});
