/** A script tag and a file that names recipes: no code, and only then are they fetched. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve } from '../../examples/serve.mjs';
import { type ChromiumBrowser, openChromium } from './drivers/chromium.js';
import { watch } from './visit.js';

const page = (file: string) => ({
  body: `<!doctype html><title>Recipes</title>
    <script>
      window.told = [];
      window.ethogram ??= function () { (ethogram.q ??= []).push(arguments) };
      ethogram('on', 'error', (error) => told.push(error.code));
      ethogram('track', 'purchase', { transaction_id: 'T-1', value: 30, currency: 'EUR' });
    </script>
    <script type="application/json" data-ethogram>${file}</script>
    <script defer src="/dist/ethogram.js"></script>
    <p data-segment-show="buyers" hidden>Thank you</p>`,
});

const OWN = '"segments": [{ "id": "buyers", "when": { "count": "purchase", "gte": 1 } }]';

let server: Awaited<ReturnType<typeof serve>>;
let browser: ChromiumBrowser;

beforeAll(async () => {
  server = await serve({
    pages: {
      '/named.html': page('{ "version": 1, "recipes": ["buyers", { "use": "heavy-users", "days": 12 }] }'),
      '/own.html': page(`{ "version": 1, ${OWN} }`),
    },
  });
  browser = await openChromium();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

test.each([
  ['/named.html', 1],
  ['/own.html', 0],
])('%s: the buyer is thanked, and the recipes are fetched %i times', async (path, times) => {
  const tab = await browser.tab();
  const { faults } = watch(tab.context(), server.url);
  const fetched: string[] = [];
  tab.on('request', (request) => fetched.push(request.url()));
  await tab.goto(`${server.url}${path}`);
  await tab.getByText('Thank you').waitFor({ state: 'visible', timeout: 10_000 });
  expect(await tab.evaluate('told')).toEqual([]);
  expect(fetched.filter((url) => /\/recipes-[\w-]+\.js$/.test(url))).toHaveLength(times);
  expect(faults).toEqual([]);
});
