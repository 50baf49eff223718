/** What other tools on a page do, beside us and without us: the same; and what is heard of it. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { serve } from '../../examples/serve.mjs';
import { type ChromiumBrowser, openChromium } from './drivers/chromium.js';
import { type Watch, watch } from './visit.js';

type Told = { name: string; props: { readonly [key: string]: unknown } };

const DEFINITIONS = '{ "version": 1, "segments": [] }';

/** What a tag manager does with a data layer: it wraps `push`, numbers what comes, keeps 300 entries. */
const CONTAINER = `
  window.processed = [];
  (function (layer) {
    var id = 0;
    var process = function (entry) {
      if (Object.prototype.toString.call(entry) === '[object Object]' && entry.event) entry['gtm.uniqueEventId'] = id++;
      if (typeof entry === 'function') try { entry.call({ get: function () {}, set: function () {} }) } catch (e) {}
      processed.push(Object.prototype.toString.call(entry) + JSON.stringify(entry));
    };
    layer.push({ 'gtm.start': 1, event: 'gtm.js' });
    for (var index = 0; index < layer.length; index++) process(layer[index]);
    var push = layer.push;
    layer.push = function () {
      var given = [].slice.call(arguments);
      var result = push.apply(layer, given);
      given.forEach(process);
      while (layer.length > 300) layer.shift();
      return result;
    };
  })(window.dataLayer = window.dataLayer || []);`;

const GTAG = `window.dataLayer = window.dataLayer || [];
  function gtag() { return dataLayer.push(arguments) }
  gtag('js', 7); gtag('config', 'G-1');`;

/** What a shop does; what each call returns is written down. */
const SHOP = `
  window.returned = [];
  const lamp = (quantity) => ({ item_id: 'curlew', item_name: 'Curlew', price: 219, quantity });
  returned.push(dataLayer.push({ ecommerce: null }, { event: 'view_item', ecommerce: { currency: 'EUR', value: 219, items: [lamp(1)] } }));
  returned.push(gtag('event', 'add_to_cart', { currency: 'EUR', value: 438, items: [lamp(2)] }));
  returned.push(dataLayer.push(function () { window.ran = (window.ran || 0) + 1 }));
  returned.push(dataLayer.push({ event: 'quiz_done', score: 7 }));
  for (let count = 0; count < 310; count++) dataLayer.push({ count });`;

const SHOP_LATER = `
  returned.push(gtag('event', 'begin_checkout', { currency: 'EUR', value: 438, items: [lamp(2)] }));
  try { dataLayer.push({ get event() { throw new Error('theirs') } }) } catch (error) { returned.push(String(error)) }
  returned.push(dataLayer.push({ ecommerce: null }, { event: 'purchase', ecommerce: { transaction_id: 'T-1', value: 438, currency: 'EUR', items: [lamp(2)] } }));`;

const SEGMENT = `
  window.sent = [];
  window.returned = [];
  window.analytics = AnalyticsNext.AnalyticsBrowser.load(
    { writeKey: 'key', cdnURL: location.origin + '/segment' },
    { integrations: { 'Segment.io': { apiHost: location.host + '/segment/v1', protocol: 'http' } } });
  analytics.ready(() => { window.isReady = true });
  analytics.addSourceMiddleware(({ payload, next }) => {
    const { type, event, properties, userId, traits } = payload.obj;
    sent.push(JSON.stringify({ type, event, properties: type === 'page' ? undefined : properties, userId, traits }));
    next(payload);
  });`;

const SEGMENT_LATER = `Promise.all([
    analytics.track('Product Viewed', { product_id: 'curlew', name: 'Curlew', price: 219, currency: 'eur' }),
    analytics.track('Product Added', { product_id: 'curlew', price: 219, quantity: 2 }, {}, () => returned.push('callback')),
    analytics.track('Tour Taken'),
    analytics.identify('u1', { plan: 'gold', email: 'jane@doe.example' }),
    analytics.page('Docs', 'Start'),
  ]).then((contexts) => { for (const { event } of contexts) returned.push([event.type, event.event, event.userId]); window.isDone = true })`;

const ours = (sources: string) => `
  <script>
    window.told = []; window.codes = [];
    window.ethogram ??= function () { (ethogram.q ??= []).push(arguments) };
    ethogram('on', 'event', ({ name, props }) => told.push({ name, props }));
    ethogram('on', 'error', ({ code, message }) => codes.push(code + ': ' + message));
  </script>
  <script type="application/json" data-ethogram>${DEFINITIONS}</script>
  <script src="/dist/ethogram.js" data-sources="${sources}"></script>`;

const page = (body: string, tag = '') => ({ body: `<!doctype html><title>Shop</title>${tag}${body}` });
const both = (name: string, body: string, sources: string) => ({
  [`/${name}.html`]: page(body, ours(sources)),
  [`/${name}-alone.html`]: page(body),
});

const LD = JSON.stringify({
  '@type': 'Product',
  name: 'Curlew',
  sku: 'curlew',
  offers: { price: '219.00', priceCurrency: 'EUR' },
});

const done = { type: 'application/json', body: '{}' };
const pages = {
  '/empty.html': { body: '<!doctype html>' },
  '/container.js': { type: 'text/javascript', body: CONTAINER },
  '/analytics-next.js': {
    type: 'text/javascript',
    body: readFileSync('node_modules/@segment/analytics-next/dist/umd/index.js', 'utf8').replace(
      /\/\/# sourceMappingURL.*/,
      '',
    ),
  },
  '/segment/v1/projects/key/settings': {
    type: 'application/json',
    body: '{ "integrations": { "Segment.io": { "apiKey": "key" } }, "plan": { "track": {} } }',
  },
  ...Object.fromEntries(['t', 'p', 'i', 'm', 'b'].map((kind) => [`/segment/v1/${kind}`, done])),
  ...both(
    'manager',
    `<script>${GTAG}</script><script async src="/container.js"></script><script>${SHOP}</script>`,
    'data-layer',
  ),
  ...both('gtag', `<script>${GTAG}${SHOP}</script>`, 'data-layer'),
  ...both('segment', `<script src="/analytics-next.js"></script><script>${SEGMENT}</script>`, 'segment'),
  ...both(
    'all',
    `<script type="application/ld+json">${LD}</script>
     <script>${GTAG}
       window.analytics = { calls: [], track(...call) { this.calls.push(call) }, page() {}, identify() {} };
       dataLayer.push({ event: 'view_item', ecommerce: { items: [{ item_id: 'curlew', item_name: 'Curlew' }] } });
     </script>
     <button data-track="add_to_cart" data-track-item_id="curlew">Add</button>
     <section style="margin-top: 3000px" data-track-view="view_promotion" data-track-promotion_id="summer">Sale</section>`,
    'data-layer segment structured-data sights',
  ),
};

let server: Awaited<ReturnType<typeof serve>>;
let browser: ChromiumBrowser;
let watched: Watch;
let tab: Page;

beforeAll(async () => {
  server = await serve({ pages });
  browser = await openChromium();
  watched = watch(browser.context, server.url);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});
beforeEach(async () => {
  tab = await browser.tab();
});
afterEach(async () => {
  await tab.close();
  expect(watched.faults).toEqual([]);
});

const open = (path: string) => tab.goto(`${server.url}/${path}.html`);
const told = async (): Promise<[string, unknown][]> =>
  (await tab.evaluate<Told[]>('told'))
    .filter(({ name }) => !/^(page_view|\$set)$/.test(name))
    .map(({ name, props }) => [name, props]);
const telling = (count: number) =>
  tab.waitForFunction(
    (least) =>
      (window as never as { told: Told[] }).told.filter(({ name }) => !/^(page_view|\$set)$/.test(name))
        .length >= least,
    count,
    { timeout: 10_000 },
  );
const listening = () => tab.waitForResponse(/\/sources-[\w-]+\.js$/);

const LAMP = { item_id: 'curlew', item_name: 'Curlew', price: 219 };
const HEARD = [
  ['view_item', { currency: 'EUR', value: 219, items: [{ ...LAMP, quantity: 1 }] }],
  ['add_to_cart', { currency: 'EUR', value: 438, items: [{ ...LAMP, quantity: 2 }] }],
  ['quiz_done', { score: 7 }],
  ['begin_checkout', { currency: 'EUR', value: 438, items: [{ ...LAMP, quantity: 2 }] }],
  ['purchase', { transaction_id: 'T-1', currency: 'EUR', value: 438, items: [{ ...LAMP, quantity: 2 }] }],
];

describe.each(['manager', 'gtag'])('a data layer with %s', (name) => {
  /** What the page's own scripts can know of it. */
  const visit = async (path: string, isOurs: boolean) => {
    const chunk = isOurs && listening();
    await open(path);
    if (chunk) {
      await chunk;
      await telling(3);
    } else await tab.waitForTimeout(500);
    await tab.evaluate(SHOP_LATER);
    if (isOurs) await telling(5);
    return tab.evaluate(`({
      returned, ran: window.ran, processed: window.processed, length: dataLayer.length,
      isOwn: Object.hasOwn(dataLayer, 'push'), push: String(dataLayer.push),
      names: Object.getOwnPropertyNames(dataLayer).filter((name) => !/^\\d+$/.test(name)),
      entries: Array.from(dataLayer, (entry) => Object.prototype.toString.call(entry)),
    })`);
  };

  test('is the same beside us as without us: pushes, returns, order, errors', async () => {
    const alone = await visit(`${name}-alone`, false);
    const beside = await visit(name, true);
    expect(beside).toEqual(alone);
    expect((await told()).sort()).toEqual([...HEARD].sort());
    expect(await tab.evaluate('codes')).toEqual([
      expect.stringMatching(/capture-failed: An entry of the data layer cannot be read/),
    ]);
  });

  test('keeps its push while we listen and when we go', async () => {
    await open(name);
    await telling(3);
    await tab.evaluate('window.before = dataLayer.push');
    await tab.evaluate(`dataLayer.push({ event: 'more' })`);
    await telling(4);
    await tab.evaluate('ethogram.stop()');
    expect(await tab.evaluate('dataLayer.push === before')).toBe(true);
    const count = (await told()).length;
    await tab.evaluate(`dataLayer.push({ event: 'unheard' })`);
    await tab.waitForTimeout(600);
    expect(await told()).toHaveLength(count);
  });
});

describe("Segment's library from npm", () => {
  const visit = async (path: string, isOurs: boolean) => {
    const chunk = isOurs && tab.waitForResponse(/\/segment-[\w-]+\.js$/);
    await open(path);
    if (chunk) await chunk;
    await tab.waitForFunction('window.isReady');
    await tab.waitForTimeout(600);
    await tab.evaluate(SEGMENT_LATER);
    await tab.waitForFunction('window.isDone');
    const seen = await tab.evaluate('({ sent, returned })');
    // it remembers who it was told of
    await tab.evaluate('analytics.reset()');
    return seen;
  };

  test('is the same beside us as without us, and is heard', async () => {
    const alone = await visit('segment-alone', false);
    const beside = await visit('segment', true);
    expect(beside).toEqual(alone);
    await telling(3);
    expect(await told()).toEqual([
      ['view_item', { currency: 'EUR', value: 219, items: [LAMP] }],
      ['add_to_cart', { value: 438, items: [{ item_id: 'curlew', price: 219, quantity: 2 }] }],
      ['Tour Taken', {}],
    ]);
    expect(
      await tab.evaluate(`[ethogram.trait('user_id'), ethogram.trait('plan'), ethogram.trait('email')]`),
    ).toEqual(['u1', 'gold', undefined]);
  });

  test('gets its own methods back', async () => {
    await open('segment');
    const methods = `Object.entries(analytics).filter(([, value]) => typeof value === 'function').map(([name, value]) => name + value)`;
    await open('segment-alone');
    const before = await tab.evaluate(methods);
    const chunk = tab.waitForResponse(/\/segment-[\w-]+\.js$/);
    await open('segment');
    await (await chunk).finished();
    await tab.waitForTimeout(600);
    expect(await tab.evaluate(methods)).not.toEqual(before);
    await tab.evaluate('ethogram.stop()');
    expect(await tab.evaluate(methods)).toEqual(before);
  });
});

describe('four sources and our own calls at once', () => {
  test('each act once; the globals as they were when we go', async () => {
    const globals = `JSON.stringify([Object.getOwnPropertyNames(window.dataLayer), Object.getOwnPropertyNames(window.analytics),
      String(analytics.track), String(dataLayer.push), Object.getOwnPropertyNames(history)])`;
    await open('all-alone');
    const before = await tab.evaluate(globals);
    await open('all');
    await tab.evaluate(`{
      ethogram('track', 'view_item', { item_id: 'curlew' });
      analytics.track('Product Viewed', { product_id: 'curlew' });
    }`);
    await tab.waitForTimeout(3000);
    expect((await told()).map(([name]) => name)).toEqual(['view_item']);
    await tab.evaluate(`{
      document.querySelector('button').click();
      dataLayer.push({ ecommerce: null }, { event: 'add_to_cart', ecommerce: { items: [{ item_id: 'curlew' }] } });
      analytics.track('Product Added', { product_id: 'curlew' });
      ethogram('track', 'add_to_cart', { item_id: 'curlew', by: 'call' });
    }`);
    await tab.waitForTimeout(2000);
    expect((await told()).slice(1)).toEqual([['add_to_cart', { item_id: 'curlew', by: 'call' }]]);
    await tab.locator('section').scrollIntoViewIfNeeded();
    await telling(3);
    expect((await told()).slice(2)).toEqual([['view_promotion', { promotion_id: 'summer' }]]);
    await tab.evaluate('ethogram.stop()');
    await tab.evaluate('dataLayer.splice(0, dataLayer.length - 3)');
    expect(await tab.evaluate(globals)).toEqual(before);
    expect(await tab.evaluate('codes')).toEqual([]);
  });

  test('what was pushed as the page goes is kept', async () => {
    await open('gtag');
    await telling(3);
    await tab.evaluate(`dataLayer.push({ event: 'last_thing' }); location.href = '/empty.html'`);
    await tab.waitForURL(/empty/);
    await open('all');
    await tab.waitForFunction('ethogram.export');
    const names: string[] = await tab.evaluate(
      'ethogram.export().then(({ events }) => events.map(({ name }) => name))',
    );
    expect(names).toContain('last_thing');
  });
});
