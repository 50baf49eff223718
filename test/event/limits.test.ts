import { describe, expect, test } from 'vitest';
import { createLimits, type Limits } from '../../src/event/limits.js';

const begin = (limits: Limits = {}, chances: readonly number[] = [0]) => {
  let now = 0;
  let turn = 0;
  const shed: string[] = [];
  const admits = createLimits({
    limits,
    now: () => now,
    chance: () => chances[turn++ % chances.length] as number,
    shed: (name) => shed.push(name),
  });
  const taken = (name: string, times: number) =>
    Array.from({ length: times }, () => admits(name)).filter(Boolean).length;
  return {
    shed,
    taken,
    push: (milliseconds: number) => {
      now += milliseconds;
    },
  };
};

describe('a burst', () => {
  test('of 10,000 of one name: 1,000 are taken in ten seconds, and it is told once', () => {
    const { taken, push, shed } = begin();
    expect(taken('move', 10_000)).toBe(1_000);
    push(9_999);
    expect(taken('move', 1)).toBe(0);
    push(1);
    expect(taken('move', 10_000)).toBe(1_000);
    expect(shed).toEqual(['move']);
  });

  test('of one name leaves room for others, up to 2,000 in all', () => {
    const { taken, shed } = begin();
    taken('move', 10_000);
    expect(taken('add_to_cart', 10)).toBe(10);
    let others = 0;
    for (let index = 0; index < 10_000; index++) others += taken(`name-${index}`, 1);
    expect(others).toBe(990);
    expect(shed).toEqual(['move']);
  });

  test('never takes a purchase along', () => {
    const { taken } = begin();
    taken('move', 10_000);
    expect(taken('purchase', 3_000)).toBe(3_000);
  });

  test('is over when the clock was set back', () => {
    const { taken, push } = begin();
    taken('move', 10_000);
    push(-3_600_000);
    expect(taken('move', 1)).toBe(1);
  });
});

describe('what the site limits', () => {
  test('by chance: the share that it says, of that name alone', () => {
    const { taken, shed } = begin({ scroll: { sample: 0.3 }, never: { sample: 0 } }, [0, 0.25, 0.3, 0.9]);
    expect(taken('scroll', 400)).toBe(200);
    expect(taken('never', 100)).toBe(0);
    expect(taken('click', 100)).toBe(100);
    expect(shed).toEqual([]);
  });

  test('in time: the next one when it is due', () => {
    const { taken, push, shed } = begin({ scroll: { every: '10s' } });
    expect([taken('scroll', 5), taken('click', 5)]).toEqual([1, 5]);
    push(9_999);
    expect(taken('scroll', 1)).toBe(0);
    push(1);
    expect(taken('scroll', 2)).toBe(1);
    push(-3_600_000);
    expect(taken('scroll', 1)).toBe(1);
    expect(shed).toEqual([]);
  });

  test('has no say in what `constructor` is', () => {
    expect(begin({}).taken('constructor', 3)).toBe(3);
  });
});
