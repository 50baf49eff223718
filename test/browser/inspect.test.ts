/** The inspector on the built, minified script, under a policy that allows no style and no markup. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { serve } from '../../examples/serve.mjs';
import type { Ethogram } from '../../src/index.js';
import { type BugReport, replay } from '../../src/inspect/report.js';
import { type ChromiumBrowser, openChromium } from './drivers/chromium.js';
import { globalsOf, shiftsOf, type Watch, watch } from './visit.js';

declare const ethogram: Ethogram & ((run: (handle: Ethogram) => unknown) => unknown);

const POLICY =
  "default-src 'none'; connect-src 'self'; script-src 'nonce-abc'; require-trusted-types-for 'script'; trusted-types 'none'";

const DEFINITIONS = {
  version: 1,
  metrics: { spend: { sum: 'value', of: 'purchase', over: '90d' } },
  classifiers: { taste: { evidence: [{ of: 'view_item', points: 1, by: 'item_category' }] } },
  models: { likely: { intercept: -1, terms: [{ metric: { count: 'view_item' }, weight: 0.5 }] } },
  segments: [
    { id: 'buyer', name: 'Buyer', when: { count: 'purchase', gte: 2 } },
    { id: 'recent', when: { count: 'view_item', over: '1d', gte: 1 } },
    { id: 'shoes', when: { count: { event: 'view_item', where: { item_category: 'shoes' } }, gte: 1 } },
    ...Array.from({ length: 197 }, (_, index) => ({
      id: `many-${index}`,
      when: { count: 'view_item', gte: index + 1 },
    })),
  ],
};

const page = (attribute: string) => `<!doctype html><html lang="en"><title>A page</title><main><h1>A page</h1>
  <button>Of the page</button></main>
  <script nonce="abc">window.ethogram ??= function () { (ethogram.q ??= []).push(arguments) };</script>
  <script type="application/json" data-ethogram>${JSON.stringify(DEFINITIONS)}</script>
  <script nonce="abc" defer src="/dist/ethogram.js" ${attribute}></script></html>`;

let server: Awaited<ReturnType<typeof serve>>;
let browser: ChromiumBrowser;
let watched: Watch;

beforeAll(async () => {
  const laid = (attribute: string) => ({
    body: page(attribute),
    headers: { 'content-security-policy': POLICY },
  });
  server = await serve({
    pages: {
      '/shown': laid('data-inspect'),
      '/asked': laid('data-inspect="by-address"'),
      '/plain': laid(''),
      '/empty.html': { body: '<!doctype html><title>Empty</title>' },
    },
  });
});

beforeEach(async () => {
  await browser?.close();
  browser = await openChromium();
  watched = watch(browser.context, server.url);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const open = async (path: string) => {
  const tab = await browser.tab();
  await tab.setViewportSize({ width: 1280, height: 800 });
  await tab.goto(`${server.url}${path}`);
  await tab.waitForFunction(() => 'ready' in ethogram);
  await tab.evaluate(() => ethogram.ready.then(() => undefined));
  return tab;
};
const panel = (tab: Page) => tab.locator('ethogram-inspector');
const view = async (tab: Page, name: string) => tab.getByRole('tab', { name }).click();
const sees = (tab: Page, text: string | RegExp) =>
  tab.locator('ethogram-inspector').getByText(text).first().waitFor({ state: 'visible', timeout: 5000 });

describe('is there', () => {
  test('where the tag or, if the site allows it, the address asks for it, and only then', async () => {
    await sees(await open('/shown'), 'Buyer');
    await sees(await open('/asked?ethogram=inspect'), 'Buyer');
    for (const path of ['/asked', '/plain?ethogram=inspect']) {
      const tab = await open(path);
      await tab.waitForTimeout(300);
      expect(await panel(tab).count(), path).toBe(0);
    }
    expect(watched.faults).toEqual([]);
  });

  test('and leaves the layout alone, and nothing behind when it is closed', async () => {
    const size = (tab: Page) =>
      tab.evaluate(() => [document.documentElement.scrollHeight, document.body.offsetTop]);
    const markup = (tab: Page) =>
      tab.evaluate(() => document.documentElement.outerHTML.replace(' data-inspect=""', ''));
    const plain = await open('/plain');
    const tab = await open('/shown');
    await sees(tab, 'Buyer');
    expect(await size(tab)).toEqual(await size(plain));
    expect(await shiftsOf(tab)).toBe(0);
    await tab.keyboard.press('Escape');
    await panel(tab).waitFor({ state: 'detached', timeout: 5000 });
    expect(await markup(tab)).toBe((await markup(plain)).replace('defer="" >', 'defer="">'));
    expect(await tab.evaluate(() => document.adoptedStyleSheets.length)).toBe(0);
    expect(await globalsOf(tab, server.url)).toEqual(['ethogram']);
    expect(watched.faults).toEqual([]);
  });
});

test('the first load holds nothing of it but the way to it', () => {
  // what is said in it, how it looks, and what it is made of
  const words = [
    'To get in',
    'Would enter',
    'Never was in',
    'Save a bug report',
    'Filter segments',
    'What if',
    'ethogram-inspector',
    'adoptedStyleSheets',
    'attachShadow',
    'prefers-color-scheme',
    'ethogram-report',
    'aria-posinset',
  ];
  const holds = (file: string) => {
    const text = readFileSync(`dist/${file}`, 'utf8');
    return words.filter((word) => text.includes(word));
  };
  const chunk = readdirSync('dist').filter((file) => /^inspect-.*\.js$/.test(file));
  expect(chunk).toHaveLength(1);
  expect(holds(chunk[0] as string)).toEqual(words);
  expect(holds('ethogram.js')).toEqual([]);
});

test('by keyboard only: to a segment, to an event, to what would be, and away', async () => {
  const tab = await open('/shown');
  await sees(tab, 'Buyer');
  await tab.evaluate("ethogram('track', 'purchase', { value: 3, transaction_id: 'T1' })");
  const focused = () =>
    tab.evaluate(() => {
      const inside = document.querySelector('ethogram-inspector')?.shadowRoot?.activeElement;
      return inside?.getAttribute('aria-label') ?? inside?.textContent;
    });
  expect(await focused()).toBe('Segments');
  for (const wanted of ['Close', 'Filter segments', 'Segments']) {
    await tab.keyboard.press('Tab');
    expect(await focused()).toBe(wanted);
  }
  await tab.keyboard.press('Home');
  await sees(tab, 'number of purchase is 1');
  await sees(tab, 'needs at least 2: 1 more');
  for (let at = 0; at < 3; at++) await tab.keyboard.press('Shift+Tab');
  await tab.keyboard.press('ArrowRight');
  expect(await focused()).toBe('Events');
  for (const wanted of ['Close', 'Filter events']) {
    await tab.keyboard.press('Tab');
    expect(await focused()).toBe(wanted);
  }
  await tab.keyboard.type('purchase');
  await sees(tab, /^1 of/);
  for (let at = 0; at < 2; at++) await tab.keyboard.press('Tab');
  expect(await focused()).toBe('Events');
  await tab.keyboard.press('Home');
  await sees(tab, /"value": 3/);
  for (let at = 0; at < 4; at++) await tab.keyboard.press('Shift+Tab');
  await tab.keyboard.press('End');
  expect(await focused()).toBe('Health');
  await tab.keyboard.press('ArrowLeft');
  expect(await focused()).toBe('What if');
  await tab.keyboard.press('Escape');
  await panel(tab).waitFor({ state: 'detached', timeout: 5000 });
  expect(watched.faults).toEqual([]);
});

/** All that is stored, and what the page knows. */
const kept = (tab: Page) =>
  tab.evaluate(async () => {
    await ethogram.flush();
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('ethogram');
      request.onsuccess = () => resolve(request.result);
    });
    const [store] = database.objectStoreNames;
    const read = (what: 'getAll' | 'getAllKeys') =>
      new Promise((resolve) => {
        const request = database
          .transaction(store as string)
          .objectStore(store as string)
          [what]();
        request.onsuccess = () => resolve(request.result);
      });
    const all = [await read('getAllKeys'), await read('getAll')];
    database.close();
    return JSON.stringify([
      all,
      { ...localStorage },
      [...ethogram.segments()],
      ethogram.metric('spend'),
      ethogram.health(),
    ]);
  });

test('what if: somebody enters and leaves, and the visitor and the storage stay as they were', async () => {
  const tab = await open('/shown');
  await tab.evaluate("ethogram('track', 'view_item', { item_category: 'shoes' })");
  await tab.waitForFunction(() => ethogram.has('recent'));
  await view(tab, 'What if');
  await sees(tab, 'Would enter');
  const before = await kept(tab);
  const outcome = tab.getByRole('region', { name: 'Outcome' });
  const enters = outcome.locator('.outcome').first();
  const leaves = outcome.locator('.outcome').last();
  for (let times = 0; times < 2; times++) await tab.getByRole('button', { name: 'Suppose it' }).click();
  expect(await enters.textContent()).toBe('Would enterbuyer');
  await tab.getByRole('button', { name: '+1 d' }).click();
  expect(await leaves.textContent()).toBe('Would leaverecent');
  const text = tab.getByLabel('Definition as JSON');
  await text.fill('{ "id": "buyer", "when": { "count": "purchase", "gte": "three" } }');
  await sees(tab, /when\.gte: found .*three/);
  await text.fill('{ "id": "buyer", "when": { "count": "purchase", "gte": 3 } }');
  expect(await enters.textContent()).toBe('Would enterno segment');
  await tab.getByRole('button', { name: '+30 min' }).click();
  expect(await kept(tab)).toBe(before);
  expect(watched.faults).toEqual([]);
});

test('metrics, classes and terms, health, and a report that can be decided again', async () => {
  const tab = await open('/shown');
  await tab.evaluate("ethogram('track', 'view_item', { item_category: 'shoes', note: 'private words' })");
  await tab.evaluate("ethogram('track', 'purchase', { value: 3, transaction_id: 'T1' })");
  await tab.waitForFunction(() => ethogram.has('shoes'));
  await tab.reload();
  await sees(tab, 'Buyer');
  await view(tab, 'Metrics');
  await sees(tab, 'spend');
  await sees(tab, /Classifier taste: shoes/);
  await sees(tab, /Model likely: 37\.\d+ %/);
  await view(tab, 'Health');
  await sees(tab, 'persistent');
  const [download] = await Promise.all([
    tab.waitForEvent('download'),
    tab.getByRole('button', { name: 'Save a bug report' }).click(),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  const text = String(Buffer.concat(chunks));
  expect(text).not.toMatch(/private words|T1/);
  const told = replay(JSON.parse(text) as BugReport);
  expect(told).toContain('the same as on the page');
  expect(told).toMatch(/^in: .*shoes/m);
  expect(watched.faults).toEqual([]);
});

test('what is refused is told, with its reason, and kept for whoever of the page listens later', async () => {
  const tab = await open('/shown');
  await view(tab, 'Events');
  await tab.evaluate("ethogram('track', '', {})");
  await sees(tab, 'invalid-event');
  const heard = await tab.evaluate(async () => {
    const codes: string[] = [];
    ethogram.on('error', ({ code }) => codes.push(code));
    await new Promise((resolve) => setTimeout(resolve, 50));
    return codes;
  });
  expect(heard).toEqual(['invalid-event']);
  expect(watched.faults).toEqual([]);
});

test('the tabs of the site are counted', async () => {
  const tab = await open('/shown');
  await view(tab, 'Health');
  const tabs = tab.locator('dt', { hasText: 'Tabs' }).locator('xpath=following-sibling::dd[1]');
  await expect.poll(() => tabs.textContent(), { timeout: 10_000 }).toBe('1');
  const others = [await open('/plain'), await open('/plain')];
  await expect.poll(() => tabs.textContent(), { timeout: 10_000 }).toBe('3');
  for (const other of others) await other.close();
  await expect.poll(() => tabs.textContent(), { timeout: 10_000 }).toBe('1');
  expect(watched.faults).toEqual([]);
});
