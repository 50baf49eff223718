// @vitest-environment jsdom
/** A page that says the same in every way that there is. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { StartOptions } from '../../src/index.js';
import { closeAll, open, settle, useStorage } from './page.js';

const page = window as unknown as { dataLayer?: unknown[]; analytics?: Record<string, unknown> };

const LAMP = { item_id: 'curlew', item_name: 'Curlew', price: 219 };

const markup = () => {
  document.head.innerHTML = `<script type="application/ld+json">${JSON.stringify({
    '@type': 'Product',
    name: 'Curlew',
    gtin13: '4006381333931',
    offers: { price: 219, priceCurrency: 'EUR' },
  })}</script>`;
  document.body.innerHTML = `<button data-track="add_to_cart" data-track-item_id="curlew">Add</button>`;
};

/** jsdom lays nothing out. */
class Unseeing {
  observe() {}
  disconnect() {}
}

beforeEach(() => {
  useStorage();
  vi.stubGlobal('IntersectionObserver', Unseeing);
  history.replaceState(null, '', '/lamps/curlew');
  markup();
  page.dataLayer = [];
  page.analytics = { track() {}, page() {}, identify() {} };
});
afterEach(async () => {
  await closeAll();
  delete page.dataLayer;
  delete page.analytics;
});

const begin = async (options: StartOptions = {}) => {
  const one = open({
    definitions: { version: 1, segments: [] },
    ...options,
    capture: options.capture ?? { sources: true },
  });
  await one.ethogram.ready;
  // the chunk and what it fetches
  await import('../../src/capture/sources/sources.js');
  await import('../../src/capture/sources/segment.js');
  await import('../../src/capture/sources/structured-data.js');
  await settle(350);
  return {
    ...one,
    told: () =>
      one.events
        .filter(({ name }) => !/^(page_view|\$set)$/.test(name))
        .map(({ name, props }) => [name, props]),
  };
};

const push = (event: string, item: object = LAMP) =>
  page.dataLayer?.push({ ecommerce: null }, { event, ecommerce: { currency: 'EUR', items: [item] } });
const track = (name: string, id = 'curlew') =>
  (page.analytics as { track(...call: unknown[]): void }).track(name, { product_id: id });
const click = () => document.querySelector('button')?.click();

test('each act once: four sources and a call', async () => {
  const one = await begin({ debug: true });
  push('view_item');
  track('Product Viewed');
  one.ethogram.track('view_item', { items: [{ item_id: 'curlew' }], by: 'call' } as never);
  await settle(1500);
  expect(one.told()).toEqual([['view_item', { items: [{ item_id: 'curlew' }], by: 'call' }]]);
  click();
  push('add_to_cart');
  track('Product Added');
  await settle(1500);
  expect(one.told().slice(1)).toMatchObject([['add_to_cart', { items: [{ item_id: 'curlew' }] }]]);
  const twice = one.errors.filter(({ code }) => code === 'told-twice').map(({ message }) => message);
  expect(twice).toHaveLength(5);
  for (const teller of ['data-layer', 'segment', 'data-track', 'structured-data'])
    expect(twice.some((message) => message.includes(teller))).toBe(true);
});

test('without debug nothing is told of what was told twice', async () => {
  push('view_item');
  const one = await begin();
  one.ethogram.track('view_item', { items: [LAMP] });
  await settle(600);
  expect(one.errors).toEqual([]);
});

test('a call that came before the chunk counts, and what the page says of it does not', async () => {
  push('view_item');
  const one = open({
    definitions: { version: 1, segments: [] },
    capture: { sources: ['data-layer', 'structured-data'] },
  });
  one.ethogram.track('view_item', { items: [LAMP] });
  await one.ethogram.ready;
  await settle(1500);
  expect(one.events.filter(({ name }) => name === 'view_item')).toHaveLength(1);
});

describe('each alone', () => {
  test.each<[StartOptions['capture'], string]>([
    [{ sources: ['data-layer'] }, 'data layer'],
    [{ sources: ['segment'] }, 'Segment'],
    [{ sources: ['structured-data'] }, 'structured data'],
    [{ sources: { segment: false, 'structured-data': false } }, 'data layer'],
    [{ sources: { 'data-layer': 'otherLayer', segment: false, 'structured-data': false } }, 'nothing'],
    [{}, 'nothing'],
  ])('%j: %s', async (capture, heard) => {
    const one = await begin({ capture: capture as object });
    push('view_item', { item_id: 'data layer' });
    track('Product Viewed', 'Segment');
    await settle(1500);
    const expected = { 'structured data': '4006381333931', nothing: undefined }[heard];
    expect(
      one.told().map(([, props]) => (props as { items: [{ item_id: string }] }).items[0].item_id),
    ).toEqual(heard === 'nothing' ? [] : [expected ?? heard]);
  });

  test('a global that is handed over', async () => {
    const layer = [{ event: 'mine' }];
    const one = await begin({
      capture: { sources: { 'data-layer': layer, segment: false, 'structured-data': false } },
    });
    await settle(600);
    expect(one.told()).toEqual([['mine', {}]]);
  });

  test('a source that there is not is told, with those that there are', async () => {
    const one = await begin({ capture: { sources: ['datalayer' as never] } });
    expect(one.errors.map(({ message }) => message)).toEqual([
      "There is no source 'datalayer'. Use data-layer, segment, structured-data, sights",
    ]);
  });
});

describe('who it is, by the word of Segment', () => {
  const analytics = () => page.analytics as { [method: string]: (...call: unknown[]) => void };

  test('the same person goes on; another one begins anew, as by identify', async () => {
    const one = await begin({ capture: { sources: ['segment'] } });
    const known = async () => {
      await settle(600);
      const { visitor, events } = await one.ethogram.export();
      return {
        visitor,
        names: events.map(({ name }) => name).filter((name) => !/^(page_view|\$set)$/.test(name)),
      };
    };
    track('Product Viewed');
    analytics().identify?.('anna', { plan: 'pro', city: 'Gdynia' });
    const anna = await known();
    expect(anna.names).toEqual(['view_item']);
    analytics().identify?.('anna', { plan: 'max' });
    analytics().identify?.({ seats: 3 });
    expect(await known()).toEqual(anna);
    expect([one.ethogram.trait('user_id'), one.ethogram.trait('city')]).toEqual(['anna', 'Gdynia']);

    analytics().identify?.('ben', { plan: 'free' });
    track('Product Added');
    const ben = await known();
    expect(ben.visitor).not.toBe(anna.visitor);
    expect(ben.names).toEqual(['add_to_cart']);
    const traits = ['user_id', 'plan', 'city', 'seats'].map((name) => one.ethogram.trait(name));
    expect(traits).toEqual(['ben', 'free', undefined, undefined]);
  });

  test('a number names a person, a callback does not', async () => {
    const one = await begin({ capture: { sources: ['segment'] } });
    analytics().identify?.(() => undefined);
    await settle(300);
    expect(one.ethogram.trait('user_id')).toBeUndefined();
    analytics().identify?.(7);
    await settle(300);
    expect(one.ethogram.trait('user_id')).toBe('7');
  });
});

describe('views that others tell of, where we tell of none', () => {
  const views = (one: Awaited<ReturnType<typeof begin>>) =>
    one.events.filter(({ name }) => name === 'page_view').map(({ props }) => props.page_path);
  const tellBoth = () => {
    (page.analytics as { page(...call: unknown[]): void }).page('Docs', 'Start');
    page.dataLayer?.push({ event: 'page_view', page_title: 'By the layer' });
  };

  test('count once, whoever tells them, with the address that nobody says; each page anew', async () => {
    const one = await begin({ debug: true, capture: { page: false, sources: ['data-layer', 'segment'] } });
    tellBoth();
    await settle(600);
    expect(views(one)).toEqual(['/lamps/curlew']);
    expect(one.errors.filter(({ code }) => code === 'told-twice')).toHaveLength(1);
    history.pushState(null, '', '/lamps/dunlin');
    tellBoth();
    await settle(600);
    expect(views(one)).toEqual(['/lamps/curlew', '/lamps/dunlin']);
    const [, second] = one.events.filter(({ name }) => name === 'page_view');
    expect(second?.props).toMatchObject({
      page_location: `${location.origin}/lamps/dunlin`,
      page_referrer: `${location.origin}/lamps/curlew`,
    });
    // the same page, viewed again
    tellBoth();
    await settle(600);
    expect(views(one)).toHaveLength(3);
  });

  test('do not count beside ours', async () => {
    const one = await begin({ capture: { sources: ['data-layer', 'segment'] } });
    tellBoth();
    await settle(600);
    expect(views(one)).toEqual(['/lamps/curlew']);
  });
});

test('what a source says goes through the same gate: masked, limited, shown to the site', async () => {
  const seen: string[] = [];
  const one = await begin({
    capture: { sources: ['data-layer'] },
    limits: { quiet: { sample: 0 } },
    beforeEvent({ name }) {
      seen.push(name);
    },
  });
  page.dataLayer?.push(
    { event: 'loud', note: 'write to jane@doe.example' },
    { event: 'quiet' },
    { event: '$set' },
  );
  await settle(800);
  expect(one.told()).toEqual([['loud', { note: 'write to ***' }]]);
  expect(seen).toContain('loud');
  expect(one.codes()).toEqual(['invalid-event']);
});

test('a long list of products is shortened, not refused', async () => {
  const one = await begin({ capture: { sources: ['data-layer'] } });
  const items = Array.from({ length: 200 }, (_, index) => ({ ...LAMP, item_id: `lamp-${index}`, index }));
  page.dataLayer?.push({ event: 'view_item_list', ecommerce: { item_list_id: 'all', items } });
  await settle(800);
  expect(one.codes()).toEqual([]);
  const [[, props] = []] = one.told();
  const kept = (props as { items: unknown[] }).items;
  expect(kept.length).toBeGreaterThan(30);
  expect(kept).toEqual(items.slice(0, kept.length));
});

test('before consent nothing is heard; after it what happens from then on', async () => {
  const one = await begin({ consent: 'denied', capture: { sources: ['data-layer'] } });
  page.dataLayer?.push({ event: 'before' });
  await settle(600);
  one.ethogram.setConsent('granted');
  page.dataLayer?.push({ event: 'after' });
  await settle(800);
  expect(one.told().map(([name]) => name)).toEqual(['after']);
});

test('what waits when the page goes is told then', async () => {
  const one = await begin({ capture: { sources: ['data-layer'] } });
  page.dataLayer?.push({ event: 'last' });
  window.dispatchEvent(new Event('pagehide'));
  // less than what an act waits for others
  await settle(100);
  expect(one.told().map(([name]) => name)).toEqual(['last']);
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
});

test('what waits when somebody is forgotten goes with them', async () => {
  const one = await begin({ capture: { sources: ['data-layer'] } });
  page.dataLayer?.push({ event: 'theirs' });
  await one.ethogram.erase();
  await settle(600);
  expect((await one.ethogram.export()).events.map(({ name }) => name)).not.toContain('theirs');
});

test('after the end nothing of ours is left, and nothing is heard', async () => {
  const layer = page.dataLayer as unknown[];
  const before = [layer.push, Object.getOwnPropertyNames(layer), Object.entries(page.analytics as object)];
  const one = await begin();
  expect(layer.push).toBe(Array.prototype.push);
  await one.ethogram.stop();
  expect([layer.push, Object.getOwnPropertyNames(layer), Object.entries(page.analytics as object)]).toEqual(
    before,
  );
  const count = one.events.length;
  push('view_item');
  track('Product Viewed');
  await settle(600);
  expect(one.events).toHaveLength(count);
});
