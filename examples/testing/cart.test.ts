// @vitest-environment jsdom
import { start } from 'ethogram';
import { createClock, createMemoryStore } from 'ethogram/testing';
import { expect, test } from 'vitest';

const definitions = {
  version: 1,
  segments: [{ id: 'cart-abandoner', when: { abandoned: 'add_to_cart', without: 'purchase', for: '30m' } }],
} as const;

test('who leaves a cart alone is reminded after half an hour, and not once they have bought', async () => {
  const clock = createClock('2026-03-01T09:00:00Z');
  const ethogram = start({ definitions, clock, storage: createMemoryStore() });
  const reminders: boolean[] = [];
  ethogram.watch('cart-abandoner', (isIn) => reminders.push(isIn));
  await ethogram.ready;

  ethogram.track('add_to_cart', { items: [{ item_id: 'dunlin' }] });
  await clock.advance('29m');
  expect(ethogram.has('cart-abandoner')).toBe(false);
  await clock.advance('1m');
  expect(ethogram.has('cart-abandoner')).toBe(true);

  ethogram.track('purchase', { transaction_id: 'T-1', value: 40, currency: 'EUR' });
  await clock.advance('1s');
  expect(reminders).toEqual([false, true, false]);
  await ethogram.stop();
});
