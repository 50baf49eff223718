/**
 * How the inspector looks, tab by tab, at a desk's and a phone's width, light and dark: axe finds nothing. With
 * `SCREENSHOTS`, a folder, it puts pictures there.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serve } from '../../examples/serve.mjs';
import { type ChromiumBrowser, openChromium } from './drivers/chromium.js';
import { type Watch, watch } from './visit.js';

/** The handle, as the page has it. */
declare const ethogram: { ready: Promise<unknown>; has(segment: string): boolean };

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const pictures = process.env.SCREENSHOTS;

const DEFINITIONS = {
  version: 1,
  metrics: {
    spend: { sum: 'value', of: 'purchase', over: '90d' },
    looks: { count: 'view_item', over: '7d' },
  },
  classifiers: { taste: { evidence: [{ of: 'view_item', points: 1, by: 'item_category' }] } },
  models: {
    likely: {
      intercept: -1,
      terms: [
        { metric: { count: 'view_item' }, weight: 0.5 },
        { metric: { count: 'page_view' }, weight: -0.1 },
      ],
    },
  },
  segments: [
    { id: 'buyer', name: 'Buyer', when: { count: 'purchase', gte: 1 } },
    {
      id: 'loyal',
      name: 'Loyal',
      description: 'Bought three times, or looks often and is no stranger',
      when: {
        any: [
          { count: 'purchase', gte: 3 },
          { all: [{ metric: 'looks', gte: 8 }, { not: { count: 'page_view', gte: 1 } }] },
        ],
      },
    },
    { id: 'recent', name: 'Looked lately', when: { count: 'view_item', over: '1d', gte: 1 } },
    {
      id: 'abandoner',
      name: 'A name so long that nobody would give it, but somebody will',
      when: { abandoned: 'add_to_cart', without: 'purchase', for: '30m', within: '14d' },
    },
    { id: 'shoes', when: { classifier: 'taste', is: 'shoes' } },
    { id: 'likely-buyer', when: { model: 'likely', gte: 0.7 } },
  ],
};

const PAGE = `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>A page</title>
  <style>:root { color-scheme: light dark; font-family: sans-serif }</style><main><h1>A page</h1><p>And what it says.</p></main>
  <script>window.ethogram ??= function () { (ethogram.q ??= []).push(arguments) };
    ethogram('track', '', {});
    for (const item_category of ['shoes', 'shoes', 'flasks']) ethogram('track', 'view_item', { item_category, item_id: 'i1' });
    ethogram('track', 'add_to_cart', { item_id: 'i1', value: 128 });
    ethogram('track', 'purchase', { value: 3, currency: 'EUR', transaction_id: 'T1' });
    ethogram('track', 'add_to_cart', { item_id: 'i2', value: 32 });
  </script>
  <script type="application/json" data-ethogram>${JSON.stringify(DEFINITIONS)}</script>
  <script defer src="/dist/ethogram.js" data-inspect></script></html>`;

let server: Awaited<ReturnType<typeof serve>>;
let browser: ChromiumBrowser;
let watched: Watch;

beforeAll(async () => {
  if (pictures) mkdirSync(pictures, { recursive: true });
  server = await serve({ pages: { '/page': { body: PAGE } } });
  browser = await openChromium();
  watched = watch(browser.context, server.url);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

interface Axe {
  run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[]; passes: unknown[] }>;
}

/** What is shown in each tab when somebody has looked around in it. */
const SHOWN: { readonly [name: string]: (tab: Page) => Promise<unknown> } = {
  Segments: (tab) => tab.getByRole('option', { name: /^Loyal/ }).click(),
  Events: async (tab) => {
    await tab.getByLabel('Filter events').fill('purchase');
    await tab.getByRole('option', { name: /purchase/ }).click();
  },
  Metrics: (tab) => tab.getByText('Classifier taste').waitFor(),
  'What if': async (tab) => {
    await tab.getByRole('button', { name: 'Suppose it' }).click();
    await tab.getByRole('button', { name: '+1 d' }).click();
    await tab
      .getByLabel('Definition as JSON')
      .fill('{ "id": "buyer", "when": { "count": "purchase", "gte": "x" } }');
    await tab.getByText(/when\.gte/).waitFor();
  },
  Health: (tab) => tab.getByText('persistent').waitFor(),
};

describe.each([1280, 390])('at %d pixels', (width) => {
  describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
    test.each(Object.entries(SHOWN))(
      '%s: axe finds nothing, and nothing is wider than the page',
      async (name, look) => {
        const tab = await browser.tab();
        await tab.emulateMedia({ colorScheme });
        await tab.setViewportSize({ width, height: width > 1000 ? 800 : 844 });
        await tab.goto(`${server.url}/page`);
        await tab.waitForFunction(() => 'ready' in ethogram);
        await tab.waitForFunction(() => ethogram.has('buyer'));
        await tab.getByRole('tab', { name }).click();
        await look(tab);
        await tab.waitForTimeout(700);
        if (pictures)
          await tab.screenshot({
            path: join(pictures, `${name.replace(' ', '-')}-${width}-${colorScheme}.png`),
          });
        expect(
          await tab.evaluate(() => {
            const panel = document.querySelector('ethogram-inspector')?.shadowRoot?.querySelector('.panel');
            return [...(panel?.querySelectorAll('.page, .detail, .master, .top') ?? [])]
              .filter((part) => part.scrollWidth > part.clientWidth)
              .map((part) => part.className);
          }),
        ).toEqual([]);
        await tab.evaluate(axe);
        const { violations, passes } = await tab.evaluate(() =>
          (globalThis as unknown as { axe: Axe }).axe.run(),
        );
        expect(passes.length).toBeGreaterThan(10);
        expect(
          violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
        ).toEqual([]);
        expect(watched.faults).toEqual([]);
        await tab.close();
      },
    );
  });
});
