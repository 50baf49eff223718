import { describe, expect, test } from 'vitest';
import { readDataLayer } from '../../../src/capture/sources/data-layer.js';
import { misfitsOf } from '../../../src/event/schema.js';
import { GA4 } from './ga4.js';
import { createHost, type Heard } from './host.js';
import { UNIVERSAL } from './universal.js';

/** A page with a data layer, and one who reads it. */
const open = (layer: unknown[] = [], views = true) => {
  const page = { dataLayer: layer as unknown };
  const { host, heard, reports } = createHost(views);
  const reader = readDataLayer(() => page.dataLayer, host);
  const gtag = function (..._: unknown[]) {
    // biome-ignore lint/complexity/noArguments: gtag is made so, and is known by it
    (page.dataLayer as unknown[]).push(arguments);
  };
  return {
    page,
    gtag,
    reports,
    push: (...entries: unknown[]) => (page.dataLayer as unknown[]).push(...entries),
    /** What is new. */
    read(): Heard[] {
      reader.read();
      return heard.splice(0);
    },
  };
};

describe('every example of the documentation of GA4 comes out as it is', () => {
  test.each(GA4)('%s, by gtag', (name, params) => {
    const { gtag, read } = open();
    gtag('event', name, params);
    expect(read()).toEqual([[name, params]]);
    expect(misfitsOf(name, params)).toEqual([]);
  });

  test.each(GA4)('%s, by a push', (name, params) => {
    const { push, read } = open();
    push({ ecommerce: null }, { event: name, ecommerce: params });
    expect(read()).toEqual([[name, params]]);
  });
});

test('of a whole visit, each with its own items, for each is reset', () => {
  const { push, read } = open();
  for (const [event, ecommerce] of GA4) push({ ecommerce: null }, { event, ecommerce });
  expect(read()).toEqual(GA4);
});

describe('the older form', () => {
  test.each(UNIVERSAL.map((row) => [row]))('%j', ([push, ...events]) => {
    expect(open([push]).read()).toEqual(events);
    for (const [name, props] of events) expect(misfitsOf(name, props)).toEqual([]);
  });

  test('in one push says several things', () => {
    const { read } = open([
      { ecommerce: { detail: { products: [{ id: 'a' }] }, impressions: [{ id: 'b', list: 'Related' }] } },
    ]);
    expect(read().map(([name]) => name)).toEqual(['view_item', 'view_item_list']);
  });

  test('with items, as the first form of GA4 had it', () => {
    const { read } = open([
      {
        event: 'purchase',
        ecommerce: {
          purchase: { transaction_id: 'T1', value: '35.43', items: [{ item_id: 'a', quantity: '2' }] },
        },
      },
    ]);
    expect(read()).toEqual([
      ['purchase', { transaction_id: 'T1', value: 35.43, items: [{ item_id: 'a', quantity: 2 }] }],
    ]);
  });

  test('by gtag', () => {
    const { gtag, read } = open();
    gtag('event', 'view_item', {
      items: [
        {
          id: 'P1',
          name: 'Shirt',
          list_name: 'Search',
          list_position: 2,
          category: 'Apparel/Shirts',
          price: '2.0',
        },
      ],
    });
    gtag('event', 'view_promotion', { promotions: [{ id: 'P', name: 'Sale' }] });
    expect(read()).toEqual([
      [
        'view_item',
        {
          items: [
            {
              item_id: 'P1',
              item_name: 'Shirt',
              item_list_name: 'Search',
              index: 2,
              item_category: 'Apparel',
              item_category2: 'Shirts',
              price: 2,
            },
          ],
        },
      ],
      ['view_promotion', { promotion_id: 'P', promotion_name: 'Sale' }],
    ]);
  });
});

describe("Google's data model", () => {
  test('an event is about what was said before it', () => {
    const { push, read } = open();
    push({ ecommerce: { currency: 'EUR', items: [{ item_id: 'a' }] } }, { event: 'view_item' });
    expect(read()).toEqual([['view_item', { currency: 'EUR', items: [{ item_id: 'a' }] }]]);
  });

  test('but only an event of a shop', () => {
    const { push, read } = open();
    push({ ecommerce: { items: [{ item_id: 'a' }] } }, { event: 'sign_up', method: 'letter' });
    expect(read()).toEqual([['sign_up', { method: 'letter' }]]);
  });

  test('what is not reset is merged, key by key and place by place', () => {
    const { push, read } = open();
    push({
      event: 'view_item_list',
      ecommerce: { item_list_id: 'l', items: [{ item_id: 'a', price: 1 }, { item_id: 'b' }] },
    });
    push({ event: 'add_to_cart', ecommerce: { value: 2, items: [{ item_id: 'c' }] } });
    expect(read()[1]).toEqual([
      'add_to_cart',
      { item_list_id: 'l', value: 2, items: [{ item_id: 'c', price: 1 }, { item_id: 'b' }] },
    ]);
  });

  test.each<[string, object]>([
    ['ecommerce: null', { ecommerce: null }],
    ['ecommerce: undefined', { ecommerce: {}, _clear: true }],
  ])('%s resets it', (_, reset) => {
    const { push, read } = open();
    push({ event: 'view_item', ecommerce: { value: 1, items: [{ item_id: 'a' }] } }, reset);
    push({ event: 'add_to_cart', ecommerce: { items: [{ item_id: 'b' }] } });
    expect(read()[1]).toEqual(['add_to_cart', { items: [{ item_id: 'b' }] }]);
  });

  test('_clear beside an act: it is not merged', () => {
    const { push, read } = open();
    push({ event: 'view_item', ecommerce: { value: 1, items: [{ item_id: 'a', price: 1 }] } });
    push({ event: 'add_to_cart', _clear: true, ecommerce: { items: [{ item_id: 'b' }] } });
    expect(read()[1]).toEqual(['add_to_cart', { items: [{ item_id: 'b' }] }]);
  });

  test('names with dots are paths; commands change lists, and nothing else', () => {
    const { push, read } = open();
    let called = 0;
    push({ 'ecommerce.items': [{ item_id: 'a' }] }, ['ecommerce.items.push', { item_id: 'b' }]);
    push(['ecommerce.items.forEach', () => called++], ['ecommerce.nothing.push', 1], ['toString'], []);
    push({ event: 'view_cart' });
    expect(read()).toEqual([['view_cart', { items: [{ item_id: 'a' }, { item_id: 'b' }] }]]);
    expect(called).toBe(0);
  });

  test('functions are not run: that is for the tools that they are meant for', () => {
    const { push, read } = open();
    push(() => {
      throw new Error('run');
    });
    expect(read()).toEqual([]);
  });
});

describe('what is no act', () => {
  test.each<[string, unknown]>([
    ['a container that has started', { 'gtm.start': 1, event: 'gtm.js' }],
    ['a click that a container saw', { event: 'gtm.click', 'gtm.element': {} }],
    ['data alone', { page: { type: 'product' }, user: { email: 'jane@doe.example' } }],
    ['a text', 'event'],
    ['nothing', null],
    ['an event without a name', { event: { name: 'x' } }],
  ])('%s', (_, entry) => {
    expect(open([entry]).read()).toEqual([]);
  });

  test('calls of gtag that set something up, and consent', () => {
    const { gtag, read } = open();
    gtag('js', new Date());
    gtag('config', 'G-1', { user_id: 'u' });
    gtag('consent', 'default', { ad_storage: 'denied' });
    gtag('set', 'user_data', { email: 'jane@doe.example' });
    gtag('get', 'G-1', 'client_id', () => undefined);
    gtag('event');
    expect(read()).toEqual([]);
  });

  test('views, where we see them by ourselves', () => {
    expect(open([{ event: 'page_view' }]).read()).toEqual([]);
    expect(open([{ event: 'page_view' }], false).read()).toEqual([['page_view', {}]]);
  });
});

test('an event of its own keeps its name and its plain properties, without what is for tools or about somebody', () => {
  const { gtag, push, read } = open();
  push({
    event: 'quiz_done',
    score: 7,
    passed: true,
    eventCallback: () => undefined,
    eventTimeout: 2000,
    'gtm.uniqueEventId': 7,
    user_data: { email: 'jane@doe.example' },
    user_id: 'u1',
    customer: { email: 'jane@doe.example' },
  });
  gtag('event', 'share', { method: 'Twitter', send_to: 'G-1', event_callback: () => undefined });
  expect(read()).toEqual([
    ['quiz_done', { score: 7, passed: true }],
    ['share', { method: 'Twitter' }],
  ]);
});

test('the currency that gtag sets counts where a value has none', () => {
  const { gtag, read } = open();
  gtag('set', { currency: 'PLN' });
  gtag('event', 'purchase', { transaction_id: 'T', value: 3 });
  gtag('set', 'currency', 'EUR');
  gtag('event', 'purchase', { transaction_id: 'T', value: 3 });
  gtag('event', 'purchase', { transaction_id: 'T', value: 3, currency: 'usd' });
  expect(read().map(([, props]) => (props as { currency: string }).currency)).toEqual(['PLN', 'EUR', 'USD']);
});

describe('the list', () => {
  const event = (name: string) => ({ event: name });

  test('is read from its beginning, and then what is new', () => {
    const { push, read } = open([event('a'), event('b')]);
    expect(read()).toEqual([
      ['a', {}],
      ['b', {}],
    ]);
    expect(read()).toEqual([]);
    push(event('c'));
    expect(read()).toEqual([['c', {}]]);
  });

  test('may come late, and another may take its place', () => {
    const { page, push, read } = open();
    page.dataLayer = undefined;
    expect(read()).toEqual([]);
    page.dataLayer = [event('a')];
    expect(read()).toEqual([['a', {}]]);
    page.dataLayer = [event('b'), event('c')];
    expect(read()).toEqual([
      ['b', {}],
      ['c', {}],
    ]);
    push(event('d'));
    expect(read()).toEqual([['d', {}]]);
    // with what was in the one before it
    page.dataLayer = [...(page.dataLayer as unknown[]), event('e')];
    expect(read()).toEqual([['e', {}]]);
  });

  test('may be shortened at its beginning, as a container does after 300', () => {
    const { page, push, read } = open();
    for (let count = 0; count < 310; count++) push(event(`n${count}`));
    expect(read()).toHaveLength(310);
    (page.dataLayer as unknown[]).splice(0, 10);
    push(event('new'));
    expect(read()).toEqual([['new', {}]]);
  });

  test('is never touched', () => {
    const layer: unknown[] = [{ event: 'a', ecommerce: { items: [{ id: 'x', price: '1' }] } }];
    const push = layer.push;
    const before = JSON.stringify(layer);
    const { read } = open(layer);
    Object.freeze(layer);
    read();
    expect(layer.push).toBe(push);
    expect(Object.getOwnPropertyNames(layer)).toEqual(['0', 'length']);
    expect(JSON.stringify(layer)).toBe(before);
  });

  test('what a host keeps there cannot be changed by what is read, nor the other way round', () => {
    const items = [{ item_id: 'a' }];
    const { push, read } = open();
    push({ event: 'view_item', ecommerce: { items } });
    read();
    (items[0] as { item_id: string }).item_id = 'changed';
    push({ event: 'view_cart' });
    expect(read()).toEqual([['view_cart', { items: [{ item_id: 'a' }] }]]);
    push(['ecommerce.items.push', { item_id: 'c' }]);
    read();
    expect(items).toHaveLength(1);
  });

  test('an entry that cannot be read is told of, and those beside it are read', () => {
    const { push, read, reports } = open();
    push(event('a'), {
      get event() {
        throw new Error('no');
      },
    });
    push(event('b'));
    expect(read()).toEqual([
      ['a', {}],
      ['b', {}],
    ]);
    expect(reports).toEqual([expect.stringContaining('An entry of the data layer cannot be read')]);
  });
});
