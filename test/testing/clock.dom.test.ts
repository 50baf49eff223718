import { afterEach, expect, test, vi } from 'vitest';
import { type Ethogram, type SegmentChange, start } from '../../src/index.js';
import { createClock, createMemoryStore } from '../../src/testing.js';

let running: Ethogram | undefined;
const open = (options: Partial<Parameters<typeof start>[0]> = {}) => {
  running = start({
    capture: false,
    definitions: {
      version: 1,
      segments: [
        { id: 'waiting', when: { abandoned: 'add_to_cart', without: 'purchase', for: '30m' } },
        { id: 'gone', when: { abandoned: 'add_to_cart', without: 'purchase', for: '1d' } },
      ],
    },
    ...options,
  });
  return running;
};
afterEach(() => running?.stop());

test('what is due happens at its instant, in order, and is told when the push is over', async () => {
  const clock = createClock('2026-03-01T09:00:00Z');
  const ethogram = open({ clock, storage: createMemoryStore() });
  const changes: SegmentChange[] = [];
  ethogram.on('change', (change) => changes.push(change));
  await ethogram.ready;
  ethogram.track('add_to_cart');
  await clock.advance('29m59s');
  expect(changes).toEqual([]);
  await clock.advance('2d');
  expect(changes.map(({ id }) => id)).toEqual([
    `waiting:enter:${Date.parse('2026-03-01T09:30:00Z')}`,
    `gone:enter:${Date.parse('2026-03-02T09:00:00Z')}`,
  ]);
  expect(new Date(clock.now()).toISOString()).toBe('2026-03-03T09:29:59.000Z');
});

test('a store outlives the page: the visitor comes back', async () => {
  const clock = createClock();
  const storage = createMemoryStore();
  const before = open({ clock, storage });
  await before.ready;
  before.track('add_to_cart');
  await before.stop();
  await clock.advance('1d');
  const after = open({ clock, storage });
  await after.ready;
  expect([...after.segments()].sort()).toEqual(['gone', 'waiting']);
});

test('runs where a test has made timers stand still', async () => {
  vi.useFakeTimers();
  try {
    const clock = createClock();
    let rang = 0;
    clock.wake(clock.now() + 1_000, () => rang++);
    await clock.advance('1s');
    expect(rang).toBe(1);
  } finally {
    vi.useRealTimers();
  }
});

test('says what it cannot take', async () => {
  expect(() => createClock('soon')).toThrow("createClock: 'soon' is no instant");
  await expect(createClock().advance('30 minutes')).rejects.toThrow("got '30 minutes'");
});
