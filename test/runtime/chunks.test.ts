/** Chunks that cannot be had. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Load, patiently } from '../../src/runtime/chunks.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const gone = new TypeError('Failed to fetch dynamically imported module');

test('a chunk that cannot be had is asked for once more, a second later', async () => {
  const load = vi.fn().mockRejectedValueOnce(gone).mockResolvedValue('the chunk');
  const heard = vi.fn();
  patiently(load as Load)('upkeep').then(heard, heard);
  await vi.advanceTimersByTimeAsync(999);
  expect([load.mock.calls.length, heard.mock.calls.length]).toEqual([1, 0]);
  await vi.advanceTimersByTimeAsync(1);
  expect(load.mock.calls).toEqual([['upkeep'], ['upkeep']]);
  expect(heard).toHaveBeenCalledWith('the chunk');
});

test('and then it fails: a page that has gone meanwhile hears nothing', async () => {
  const load = vi.fn().mockRejectedValue(gone);
  const heard = vi.fn();
  patiently(load as Load)('upkeep').catch(heard);
  await vi.advanceTimersByTimeAsync(0);
  expect(heard).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(load).toHaveBeenCalledTimes(2);
  expect(heard).toHaveBeenCalledWith(gone);
});
