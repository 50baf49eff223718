import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { browserClock, createIds } from '../../src/platform/browser.js';

describe('the clock', () => {
  beforeEach(() => vi.useFakeTimers({ now: 1_000 }));
  afterEach(() => vi.useRealTimers());

  test('wakes at the time, once, and not at once', () => {
    const run = vi.fn();
    browserClock.wake(1_000, run);
    expect(run).not.toHaveBeenCalled();
    vi.advanceTimersByTime(0);
    expect(run).toHaveBeenCalledOnce();
    browserClock.wake(6_000, run);
    vi.advanceTimersByTime(4_999);
    expect(run).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(10_000);
    expect(run).toHaveBeenCalledTimes(2);
  });

  test('T5: waits for months without waking early', () => {
    const run = vi.fn();
    const due = 1_000 + 90 * 86_400_000;
    browserClock.wake(due, () => run(Date.now()));
    vi.advanceTimersByTime(89 * 86_400_000);
    expect(run).not.toHaveBeenCalled();
    vi.advanceTimersByTime(86_400_000);
    expect(run.mock.calls).toEqual([[due]]);
  });

  test('waits on when the clock was set back meanwhile', () => {
    const run = vi.fn();
    browserClock.wake(6_000, run);
    vi.setSystemTime(0);
    vi.advanceTimersByTime(5_000);
    expect(run).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1_000);
    expect(run).toHaveBeenCalledOnce();
  });

  test('leaves no timer behind', () => {
    const undo = browserClock.wake(1_000 + 90 * 86_400_000, vi.fn());
    vi.advanceTimersByTime(40 * 86_400_000);
    undo();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('ids', () => {
  test('of which a later one sorts later, whatever the clock does', () => {
    let now = 1_700_000_000_000;
    const newId = createIds(() => now);
    const made: string[] = [];
    for (const step of [0, 0, 5, -50, 0, 1, 900_000]) {
      now += step;
      for (let index = 0; index < 500; index++) made.push(newId());
    }
    expect([...made].sort()).toEqual(made);
    expect(new Set(made).size).toBe(made.length);
  });

  test('of two tabs differ', () => {
    const [one, other] = [createIds(() => 1), createIds(() => 1)];
    expect(one()).not.toBe(other());
  });
});
