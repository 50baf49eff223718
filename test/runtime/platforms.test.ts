// @vitest-environment jsdom
/** What docs/sources.md says of shops' platforms, run as it stands there. */
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { closeAll, open, settle, useStorage } from './page.js';

const guide = readFileSync('docs/sources.md', 'utf8');
const sampleOf = (language: string, word: string): string => {
  const samples = [...guide.matchAll(/^```(\w+)\n(.*?)^```$/gms)].filter(([all]) => all.includes(word));
  expect(samples.map(([, of]) => of)).toEqual([language]);
  return samples[0]?.[2] ?? '';
};

/** The page's global: the first word is the call. */
const globalOf =
  (handle: object) =>
  (call: string, ...words: unknown[]) =>
    (handle as { [call: string]: (...words: unknown[]) => void })[call]?.(...words);

beforeEach(() => useStorage());
afterEach(closeAll);

const begin = async () => {
  const one = open({ definitions: { version: 1, segments: [] }, debug: true });
  await one.ethogram.ready;
  return one;
};
const run = (code: string, given: { readonly [name: string]: unknown }) =>
  new Function(...Object.keys(given), code)(...Object.values(given));

/** jQuery as far as WooCommerce needs it: a signal's words come behind the event. */
const createJQuery = () => {
  const listeners: ((...words: unknown[]) => void)[] = [];
  return {
    jQuery: () => ({ on: (_: string, listener: () => void) => listeners.push(listener) }),
    trigger(...words: unknown[]) {
      for (const listener of listeners) listener({ type: 'added_to_cart' }, ...words);
    },
  };
};
const buttonWith = (attributes: { readonly [name: string]: string }) => ({
  attr: (name: string) => attributes[name],
});

test("WooCommerce's signal: by SKU, else by id, as text; without a button, nothing", async () => {
  const one = await begin();
  const { jQuery, trigger } = createJQuery();
  run(sampleOf('js', 'added_to_cart'), { jQuery, ethogram: globalOf(one.ethogram) });
  trigger(
    {},
    'hash',
    buttonWith({ 'data-product_id': '12', 'data-product_sku': '0815', 'data-quantity': '3' }),
  );
  trigger({}, 'hash', buttonWith({ 'data-product_id': '12', 'data-product_sku': '' }));
  expect(() => trigger({}, 'hash')).not.toThrow();
  expect(() => trigger({}, 'hash', null)).not.toThrow();
  await settle(100);
  expect(one.events.map(({ name, props }) => [name, props])).toEqual([
    ['add_to_cart', { items: [{ item_id: '0815', quantity: 3 }] }],
    ['add_to_cart', { items: [{ item_id: '12', quantity: 1 }] }],
  ]);
  expect(one.errors).toEqual([]);
});

type Values = { readonly [name: string]: unknown };

/** As much of Liquid as that sample has: loops over lists, values by their path, three filters. */
const render = (template: string, values: Values): string => {
  const at = (path: string, from: Values) =>
    path.split('.').reduce<unknown>((one, key) => (one as Values | undefined)?.[key], from);
  const filters: { readonly [filter: string]: (value: unknown) => unknown } = {
    json: (value) => JSON.stringify(value ?? null),
    'divided_by: 100.0': (value) => Number(value) / 100,
    "date: '%s'": (value) => Math.floor(Date.parse(String(value)) / 1000),
  };
  const loop =
    /\{% for (\w+) in ([\w.]+)[^%]*%\}((?:(?!\{% (?:end)?for)[\s\S]|\{% for (?:(?!\{% endfor)[\s\S])*\{% endfor %\})*)\{% endfor %\}/g;
  return template
    .replace(/\{% (if \w+|endif) %\}/g, '')
    .replace(loop, (_, name: string, path: string, body: string) =>
      (at(path, values) as readonly unknown[])
        .map((one) => render(body, { ...values, [name]: one }))
        .join(''),
    )
    .replace(/\{\{ ([\w.]+)(?: \| (.+?))? \}\}/g, (_, path: string, filter?: string) => {
      if (filter && !filters[filter]) throw new Error(`Not a filter of this test's: ${filter}`);
      return String(filter ? filters[filter]?.(at(path, values)) : at(path, values));
    });
};

test("Shopify's orders of who is signed in: at their own time, each once on however many pages", async () => {
  const one = await begin();
  const made = (days: number) => Date.now() - days * 86_400_000;
  const order = (name: string, cents: number, days: number) => ({
    name,
    total_price: cents,
    created_at: new Date(made(days)).toISOString(),
    line_items: [{ sku: `${name}-"a"`, final_price: cents / 2, quantity: 2 }],
  });
  const page = render(sampleOf('liquid', 'customer.orders'), {
    shop: { currency: 'EUR' },
    customer: { orders: [order('#1001', 5990, 40), order('#1002', 1000, 3)] },
  });
  expect(page).not.toMatch(/\{[{%]/);
  const script = /<script>(.*)<\/script>/s.exec(page)?.[1] ?? '';
  for (let view = 0; view < 3; view++)
    run(script, { ethogram: globalOf(one.ethogram), window: { ethogram: globalOf(one.ethogram) } });
  await settle(100);
  const { events } = await one.ethogram.export();
  expect(events.map(({ name, props }) => [name, props])).toEqual([
    [
      'purchase',
      {
        transaction_id: '#1001',
        value: 59.9,
        currency: 'EUR',
        items: [{ item_id: '#1001-"a"', price: 29.95, quantity: 2 }],
      },
    ],
    [
      'purchase',
      {
        transaction_id: '#1002',
        value: 10,
        currency: 'EUR',
        items: [{ item_id: '#1002-"a"', price: 5, quantity: 2 }],
      },
    ],
  ]);
  const ages = events.map(({ time }) => Math.round((Date.now() - time) / 86_400_000));
  expect(ages).toEqual([40, 3]);
  expect(one.errors).toEqual([]);
});
