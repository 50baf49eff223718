/** The built, minified script explains, and the demo's inspector shows it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve } from '../../examples/serve.mjs';
import type { Explanation } from '../../src/index.js';
import { type ChromiumBrowser, openChromium } from './drivers/chromium.js';
import { globalsOf, watch } from './visit.js';

let server: Awaited<ReturnType<typeof serve>>;
let browser: ChromiumBrowser;

/** The handle, as the page has it. */
declare const ethogram: { ready: Promise<unknown>; explain(segment: string): Explanation | undefined };

beforeAll(async () => {
  server = await serve();
  browser = await openChromium();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

test('in the shop: explain() and the inspector tell why, and the inspector stays open from page to page', async () => {
  const watched = watch(browser.context, server.url);
  const page = await browser.tab();
  await page.setViewportSize({ width: 1600, height: 900 });
  await page.goto(`${server.url}/examples/shop/product.html?id=godwit`);
  await page.waitForFunction(() => 'ready' in ethogram);
  await page.evaluate(() => ethogram.ready.then(() => undefined));
  const explanation = await page.evaluate(() => ethogram.explain('customer'));
  expect(explanation).toMatchObject({
    id: 'customer',
    entered: false,
    partial: false,
    when: { form: 'count', held: false, value: 0, needs: { gte: 1 } },
  });
  const why = page.locator('ethogram-inspector').getByRole('region', { name: 'Why' });
  await page.getByRole('button', { name: 'Inspector' }).click();
  await page.getByRole('option', { name: /Customer/ }).click();
  await expect
    .poll(() => why.textContent())
    .toMatch(/^Customer.*Never was in\..*number of purchase is 0, needs at least 1/);
  await page.getByRole('link', { name: 'Journal', exact: true }).click();
  await page.waitForURL(/journal/);
  await page.getByRole('option', { name: /Customer/ }).waitFor({ state: 'visible', timeout: 5000 });
  await page.keyboard.press('Escape');
  await page.reload();
  await page.waitForFunction(() => 'ready' in ethogram);
  await page.waitForTimeout(300);
  expect(await page.locator('ethogram-inspector').count()).toBe(0);
  expect(watched.faults).toEqual([]);
  expect(await globalsOf(page, server.url)).toEqual(['ethogram']);
});
