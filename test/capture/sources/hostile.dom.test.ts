/** What is malformed, mutated or meant badly: nothing is thrown, nothing is polluted, and what stands beside it is read. */
import fc from 'fast-check';
import { beforeEach, expect, test, vi } from 'vitest';
import { readDataLayer } from '../../../src/capture/sources/data-layer.js';
import { hearSegment } from '../../../src/capture/sources/segment.js';
import { readStructuredData } from '../../../src/capture/sources/structured-data.js';
import { parseEvent } from '../../../src/event/event.js';
import { GA4 } from './ga4.js';
import { createHost } from './host.js';
import { SEGMENT } from './segment-spec.js';
import { UNIVERSAL } from './universal.js';

vi.setConfig({ testTimeout: 120_000 });

const RUNS = 1000;
const SEED = 20_260_105;

const PROTOTYPES = [Object.prototype, Array.prototype, String.prototype, Function.prototype];
const names = () => PROTOTYPES.map((prototype) => Object.getOwnPropertyNames(prototype));
const before = names();

/** What stands in the place of something in a payload. */
const strange: fc.Arbitrary<unknown> = fc.oneof(
  fc.anything({ withDate: true, withMap: true, withSet: true, withBigInt: true, withNullPrototype: true }),
  fc
    .constantFrom<() => unknown>(
      () =>
        JSON.parse('{ "__proto__": { "polluted": 1 }, "constructor": { "prototype": { "polluted": 1 } } }'),
      () => document.createElement('form'),
      () => window,
      () => () => {
        throw new Error('run');
      },
      () => {
        const circle: { self?: object } = {};
        circle.self = circle;
        return circle;
      },
      () => ({
        get items() {
          throw new Error('read');
        },
      }),
      () =>
        new Proxy(
          {},
          {
            ownKeys() {
              throw new Error('keys');
            },
          },
        ),
      () => Symbol('s'),
      () => Number.NaN,
      () => 'x'.repeat(20_000),
      () => Array.from({ length: 3000 }, (_, index) => ({ item_id: `i${index}`, item_name: 'A'.repeat(50) })),
    )
    .map((make) => make()),
);

/** A payload in which something strange stands at one place. */
const mutate = (payload: unknown, path: readonly number[], put: unknown): unknown => {
  if (typeof payload !== 'object' || payload === null || !path.length) return put;
  const keys = Object.keys(payload);
  if (!keys.length) return put;
  const [first = 0, ...rest] = path;
  const key = keys[first % keys.length] as string;
  const inner = mutate((payload as Record<string, unknown>)[key], rest, put);
  return Array.isArray(payload)
    ? payload.map((one, index) => (index === Number(key) ? inner : one))
    : { ...payload, [key]: inner };
};
const place = fc.array(fc.nat(), { maxLength: 5 });
const mutated = <T>(payloads: readonly T[]) =>
  fc
    .tuple(fc.constantFrom(...payloads), place, strange)
    .map(([payload, path, put]) => mutate(payload, path, put));

const isSound = (told: readonly [string, unknown][]) => {
  for (const [name, props] of told) parseEvent(name, props);
  expect(names()).toEqual(before);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
};

beforeEach(() => {
  document.head.innerHTML = '';
});

test('1,000 data layers', () => {
  const entries = mutated([
    ...GA4.map(([event, ecommerce]) => ({ event, ecommerce })),
    ...UNIVERSAL.map(([push]) => push),
    ['ecommerce.items.push', { item_id: 'x' }],
    { 'ecommerce.__proto__.polluted': 1, 'ecommerce.constructor.prototype.polluted': 1, event: 'view_cart' },
    ['ecommerce.__proto__.push', 1],
    ['ecommerce.constructor.assign', 1],
  ]);
  fc.assert(
    fc.property(fc.array(entries, { minLength: 1, maxLength: 5 }), (layer) => {
      const { host, heard } = createHost();
      const neighbour = (id: string) => [
        { ecommerce: null },
        { event: 'add_to_cart', ecommerce: { items: [{ item_id: id }] } },
      ];
      const all = [...neighbour('first'), ...layer, ...neighbour('last')];
      const count = all.length;
      readDataLayer(() => all, host).read();
      expect(all).toHaveLength(count);
      expect(heard[0]).toEqual(['add_to_cart', { items: [{ item_id: 'first' }] }]);
      expect(heard.at(-1)).toEqual(['add_to_cart', { items: [{ item_id: 'last' }] }]);
      isSound(heard);
    }),
    { numRuns: RUNS, seed: SEED },
  );
});

test('1,000 calls of analytics.js', () => {
  fc.assert(
    fc.property(
      mutated(SEGMENT.map(([name, props]) => [name, props])),
      fc.constantFrom('track', 'identify', 'page'),
      (call, method) => {
        const { host, heard } = createHost();
        const made: unknown[] = [];
        const library = {
          [method]: (...parts: unknown[]) => made.push(parts),
          track: (...parts: unknown[]) => made.push(parts),
        };
        const reader = hearSegment(() => library, host);
        reader.read();
        const parts = Array.isArray(call) ? call : [call];
        library[method]?.(...parts);
        library.track('Product Viewed', { sku: 'last' });
        expect(made).toEqual([parts, ['Product Viewed', { sku: 'last' }]]);
        expect(heard.at(-1)).toEqual(['view_item', { items: [{ sku: 'last', item_id: 'last' }] }]);
        isSound(heard);
      },
    ),
    { numRuns: RUNS, seed: SEED },
  );
});

const PRODUCT = {
  '@context': 'https://schema.org',
  '@type': 'ProductGroup',
  name: 'Curlew',
  productGroupID: 'C1',
  brand: { '@type': 'Brand', name: 'Meadow' },
  category: ['Home', 'Lamps'],
  aggregateRating: { '@type': 'AggregateRating', ratingValue: 4.4, reviewCount: 89 },
  offers: { '@type': 'AggregateOffer', lowPrice: 1, priceCurrency: 'EUR', offers: [{ price: 2 }] },
  hasVariant: [{ '@type': 'Product', sku: 'c', offers: { price: 3, url: 'https://example.com/' } }],
};
const CRUMBS = {
  '@type': 'BreadcrumbList',
  itemListElement: [
    { '@type': 'ListItem', position: 1, item: { '@id': 'https://example.com/a', name: 'A' } },
  ],
};

test('1,000 blocks of JSON-LD, of which some are cut off in the middle', () => {
  const block = fc
    .tuple(mutated([PRODUCT, { '@graph': [PRODUCT, CRUMBS] }, CRUMBS]), fc.option(fc.nat(400)))
    .map(([payload, end]) => {
      try {
        return (JSON.stringify(payload) ?? 'undefined').slice(0, end ?? undefined);
      } catch {
        return '{ "@type": ';
      }
    });
  const article = { '@type': 'Article', articleSection: 'Birds', author: 'Ann' };
  fc.assert(
    fc.property(fc.array(block, { maxLength: 3 }), (blocks) => {
      const { host, heard, reports } = createHost();
      document.head.innerHTML = '';
      for (const text of [...blocks, JSON.stringify(article)]) {
        const script = document.createElement('script');
        script.type = 'application/ld+json';
        script.textContent = text;
        document.head.append(script);
      }
      readStructuredData(host).read();
      const [view] = heard.filter(([name]) => name === 'article_view');
      expect(view?.[1]).toMatchObject({ article_id: '/', article_topic: 'Birds', article_author: 'Ann' });
      expect(reports).toEqual([]);
      isSound(heard);
    }),
    { numRuns: RUNS, seed: SEED },
  );
});
