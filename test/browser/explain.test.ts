/** The built, minified script explains, and the demo's panel shows it as a text. */
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

test('a click on a segment tells why, and another one closes it', async () => {
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
  const why = page.locator('.panel-why');
  await page.locator('.panel-segments').getByText('Customer').click();
  await why.waitFor({ state: 'visible', timeout: 5000 });
  expect(await why.textContent()).toMatch(
    /^Customer \(customer\): never was in\n {2}at .*\nwhen\n {2}no: count purchase is 0, needs at least 1$/,
  );
  await page.locator('.panel-segments').getByText('Customer').click();
  await why.waitFor({ state: 'hidden', timeout: 5000 });
  expect(watched.faults).toEqual([]);
  expect(await globalsOf(page, server.url)).toEqual(['ethogram']);
});
