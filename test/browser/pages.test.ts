/**
 * Every page of the examples at a desk's and at a phone's width, light and dark. `npm run screenshots` is this file with a
 * folder to put pictures in.
 */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serve } from '../../examples/serve.mjs';
import { violationsOf } from './axe.js';
import { type ChromiumBrowser, openChromium } from './drivers/chromium.js';
import { type Watch, watch } from './visit.js';

const PAGES = [
  ['shop/index.html', 'Everything we make'],
  ['shop/product.html?id=sandpiper', 'Sandpiper'],
  ['shop/product.html?id=godwit', 'Godwit'],
  ['shop/cart.html', 'To the checkout'],
  ['shop/checkout.html', 'Your order'],
  ['shop/thank-you.html?transaction_id=P-1', 'Order P-1'],
  ['shop/journal.html', 'The journal'],
  ['shop/recipes.html', 'What you can bring about'],
  ['shop/how.html', 'How this shop does it'],
  ['shop/article-lacing.html', 'Four ways to lace a boot'],
  ['shop/article-wet-feet.html', 'In praise of wet feet'],
  ['shop/article-slow-miles.html', 'The slow mile'],
  ['playground/', 'Who is in when'],
  ['react/', 'Forty Knots'],
  ['vue/', 'Forty Knots'],
  ['svelte/', 'Forty Knots'],
  ['spa/', 'Sanderling'],
  ['spa/birds/curlew', 'lugworms'],
  ['spa/quiz', 'Whose bill is it?'],
] as const;

/** What the shop keeps for somebody who has bought and is about to buy again. */
const MEMORY = {
  'plover-consent': 'granted',
  'plover-cart': { curlew: 1, turnstone: 2 },
  'plover-orders': {
    'P-1': {
      value: 160,
      items: [
        { item_id: 'sandpiper', item_name: 'Sandpiper', item_category: 'shoes', price: 128, quantity: 1 },
        { item_id: 'godwit', item_name: 'Godwit', item_category: 'flasks', price: 32, quantity: 1 },
      ],
    },
  },
};

const pictures = process.env.SCREENSHOTS;

let server: Awaited<ReturnType<typeof serve>>;
let browser: ChromiumBrowser;
let watched: Watch;

beforeAll(async () => {
  if (pictures) mkdirSync(pictures, { recursive: true });
  server = await serve({ pages: { '/empty.html': { body: '<!doctype html><title>Empty</title>' } } });
  browser = await openChromium();
  watched = watch(browser.context, server.url);
  const page = await browser.tab();
  await page.goto(`${server.url}/empty.html`);
  await page.evaluate((memory) => {
    for (const [key, value] of Object.entries(memory)) {
      localStorage.setItem(key, typeof value === 'string' ? value : JSON.stringify(value));
    }
  }, MEMORY);
  await page.close();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

test('the shop has the snippet that was built, with its own consent in it', () => {
  const built = readFileSync('dist/snippet.js', 'utf8').trim();
  const asked = built.replace('if(true)', "if(localStorage['plover-consent']==='granted')");
  expect(asked).not.toBe(built);
  const pages = readdirSync('examples/shop').filter((file) => file.endsWith('.html'));
  expect(pages.length).toBeGreaterThan(10);
  for (const page of pages)
    expect(readFileSync(`examples/shop/${page}`, 'utf8'), page).toContain(`<script>${asked}</script>`);
});

describe.each([1280, 390])('at %d pixels', (width) => {
  test.each(PAGES)('%s', async (path, text) => {
    const page = await browser.tab();
    await page.setViewportSize({ width, height: width > 1000 ? 900 : 844 });
    await page.goto(`${server.url}/examples/${path}`);
    await page.getByText(text).first().waitFor({ state: 'visible', timeout: 5000 });
    await page.waitForFunction('"ready" in (window.ethogram ?? { ready: 1 })');

    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(sideways, 'pixels to scroll sideways').toBeLessThanOrEqual(0);
    expect(watched.faults).toEqual([]);

    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      // what changes its colour by and by has changed it
      await page.waitForTimeout(300);
      expect(await violationsOf(page), colorScheme).toEqual([]);
      if (pictures) {
        const name = `${path.replace(/\W+/g, '-').replace(/-$/, '')}-${width}-${colorScheme}.png`;
        await page.screenshot({ path: join(pictures, name), fullPage: true });
      }
    }
    await page.close();
  });
});
