/** The example app of each framework. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve } from '../../examples/serve.mjs';
import { type ChromiumBrowser, openChromium } from './drivers/chromium.js';
import { type Watch, watch } from './visit.js';

let server: Awaited<ReturnType<typeof serve>>;
let browser: ChromiumBrowser;
let watched: Watch;

beforeAll(async () => {
  server = await serve();
  browser = await openChromium();
  watched = watch(browser.context, server.url);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

test.each(['react', 'vue', 'svelte'])(
  '%s: two books make a bookworm, and a reload remembers',
  async (app) => {
    const page = await browser.tab();
    await page.goto(`${server.url}/examples/${app}/`);
    await page.locator('.hint').waitFor();
    for (const place of [0, 0, 1]) {
      expect(await page.locator('.offer').isVisible()).toBe(false);
      await page.getByRole('button', { name: 'Open' }).nth(place).click();
    }
    await page.locator('.offer').waitFor({ timeout: 5000 });
    await page.getByText('2 opened in seven days. In: bookworm.').waitFor({ timeout: 5000 });
    await page.reload();
    await page.locator('.offer').waitFor({ timeout: 5000 });
    expect(await page.locator('.hint').isVisible()).toBe(false);
    await page.evaluate('indexedDB.deleteDatabase("ethogram:books")');
    await page.close();
    expect(watched.faults).toEqual([]);
  },
);
