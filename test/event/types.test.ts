/** What must and must not compile; that it runs says only that it was read. */
import { expect, test } from 'vitest';
import { event, sum } from '../../src/define.js';
import { type StandardEvents, start } from '../../src/index.js';

declare module '../../src/index.js' {
  interface Events {
    quiz_done: { readonly score: number };
    login: { readonly remembered?: boolean; readonly method: 'key' | 'password' };
  }
}

const { track } = start({});

test('props of a standard event are checked', () => {
  track('view_item', { value: 3, currency: 'EUR', items: [{ item_id: 'curlew', price: 3, quantity: 1 }] });
  track('view_item');
  track('add_to_cart', { item_id: 'curlew' });
  track('purchase', { transaction_id: 'T-1', value: 3, coupon: undefined }, { time: 1 });
  track('purchase', { transaction_id: 17, customer_type: 'new' });
  track('article_read', { article_id: '/a', article_tags: ['x', 'y'] });
  // @ts-expect-error value is a number
  track('purchase', { transaction_id: 'T-1', value: '3' });
  // @ts-expect-error a misspelt property
  track('purchase', { transaction_id: 'T-1', valeu: 3 });
  // @ts-expect-error an order has a number
  track('purchase', { value: 3 });
  // @ts-expect-error an order has a number
  track('purchase');
  // @ts-expect-error neither new nor returning
  track('purchase', { transaction_id: 'T-1', customer_type: 'old' });
  // @ts-expect-error items are a list
  track('view_item', { items: { item_id: 'curlew' } });
  // @ts-expect-error a misspelt property of a product
  track('view_item', { items: [{ itm_id: 'curlew' }] });
  // @ts-expect-error a price is a number
  track('view_item', { items: [{ item_id: 'curlew', price: '3' }] });
  // @ts-expect-error helpful is yes or no
  track('help_feedback', { helpful: 'yes' });
  // @ts-expect-error time is a number
  track('page_view', {}, { time: 'now' });
  expect(track).toBeTypeOf('function');
});

test('the site adds events of its own, and its word on a standard one counts', () => {
  track('quiz_done', { score: 3 });
  track('login', { remembered: true, method: 'key' });
  // @ts-expect-error the score is a number
  track('quiz_done', { score: 'three' });
  // @ts-expect-error the site says so
  track('login', { method: 'magic' });
  // @ts-expect-error the site says that there is one
  track('login', {});
  expect(track).toBeTypeOf('function');
});

test('any other name may be used, with any props', () => {
  const name: string = 'seen';
  track('whatever', { of: ['any', { kind: true }] });
  track('whatever');
  track(name, { value: '3' });
  // @ts-expect-error a name is a text
  track(3);
  // @ts-expect-error props are an object
  track('whatever', 'text');
  expect(track).toBeTypeOf('function');
});

test('the builder knows them, too', () => {
  const phrases = [
    event('purchase').where({ value: { gte: 300 }, gift: true }),
    event('view_item')
      .each('items')
      .where({ item_category: 'shoes', price: { gte: 50 } }),
    event('quiz_done').where({ score: 5 }),
    event('login').where({ method: 'key' }),
    sum('value').of('purchase'),
    // @ts-expect-error value is a number
    event('purchase').where({ value: 'much' }),
    // @ts-expect-error a price is a number
    event('view_item').each('items').where({ price: 'much' }),
    // @ts-expect-error the site says so
    event('login').where({ method: 'magic' }),
  ];
  expect(phrases.length).toBe(8);
});

test('their props can be named', () => {
  const order: StandardEvents['purchase'] = { transaction_id: 'T-1', items: [{ item_id: 'curlew' }] };
  expect(order.items?.[0]?.item_id).toBe('curlew');
});
