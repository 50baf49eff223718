// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { EthogramError } from '../../src/base/errors.js';
import type { Load } from '../../src/runtime/chunks.js';
import { createMisfits } from '../../src/runtime/misfits.js';
import { closeAll, createClock, open, settle, useStorage } from './page.js';

const tell = async (load: Load) => {
  const told: string[] = [];
  const check = createMisfits(load, (code, what, cause) =>
    told.push(new EthogramError(code, `${what} ${cause ?? ''}`).message),
  );
  const event = { id: '1', time: 0, session: 's', name: 'view_item', props: { value: '3' } };
  await Promise.all([check(event), check(event)]);
  return told;
};

describe('with debug', () => {
  beforeEach(useStorage);
  afterEach(async () => {
    await closeAll();
    vi.unstubAllGlobals();
  });

  test('a property that does not fit is told with its place, and the event is taken', async () => {
    const { ethogram, errors, events } = open({ debug: true, clock: createClock() });
    await ethogram.ready;
    ethogram.track('purchase', { transaction_id: 'T-1', items: [{ price: '3' }] } as never);
    ethogram.track('whatever', { value: '3' });
    await vi.waitFor(() => expect(errors).toHaveLength(1));
    await settle();
    expect(errors.map(({ code, message }) => [code, message])).toEqual([
      ['unfitting-event', 'purchase, items.0.price: expected a number, found a text'],
    ]);
    expect(events.map(({ name }) => name)).toEqual(['purchase', 'whatever']);
  });

  test('windows that are longer than the log is kept are told once, with their places', async () => {
    const definitions = {
      version: 1,
      segments: [
        { id: 'year', when: { count: 'page_view', over: '365d', gte: 1 } },
        { id: 'month', when: { count: 'page_view', over: '30d', gte: 1 } },
      ],
    } as const;
    const { ethogram, errors } = open({ debug: true, definitions, clock: createClock() });
    await ethogram.ready;
    for (const name of ['one', 'two', 'three']) ethogram.track(name, {});
    await vi.waitFor(() => expect(errors).toHaveLength(1));
    await settle();
    expect(errors.map(({ code, message }) => [code, message.split(',')[0]])).toEqual([
      ['long-window', 'segments[0].when.over: expected at most 90d'],
    ]);
  });

  test('what the log is kept for is what the site says', async () => {
    const definitions = {
      version: 1,
      segments: [{ id: 'year', when: { count: 'page_view', over: '365d', gte: 1 } }],
    } as const;
    const { ethogram, errors } = open({
      debug: true,
      definitions,
      retention: { age: '365d' },
      clock: createClock(),
    });
    await ethogram.ready;
    ethogram.track('purchase', { transaction_id: 'T-1', value: '3' } as never);
    await vi.waitFor(() => expect(errors.map(({ code }) => code)).toEqual(['unfitting-event']));
  });

  test('and not without', async () => {
    const { ethogram, errors } = open({ clock: createClock() });
    await ethogram.ready;
    ethogram.track('purchase', { transaction_id: 'T-1', items: [{ price: '3' }] } as never);
    await settle(100);
    expect(errors).toEqual([]);
  });
});

describe('the chunk', () => {
  test('that cannot be had is told once', async () => {
    const told = await tell(() => Promise.reject(new Error('gone')));
    expect(told).toEqual(['Events are not held against the catalogue Error: gone']);
  });
});
