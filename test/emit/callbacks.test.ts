import { describe, expect, test, vi } from 'vitest';
import { createCallbacks } from '../../src/emit/callbacks.js';
import type { SegmentChange } from '../../src/segment/types.js';

interface Signals {
  first: string;
  second: string;
}

const make = () => {
  const thrown = vi.fn();
  return { thrown, callbacks: createCallbacks<Signals>(thrown) };
};
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('a listener', () => {
  test('is called in a microtask, in the order in which things happened', async () => {
    const { callbacks } = make();
    const heard: string[] = [];
    callbacks.on('second', (text) => heard.push(text));
    callbacks.on('first', (text) => heard.push(text));
    callbacks.emit('first', 'a');
    callbacks.emit('second', 'b');
    callbacks.emit('first', 'c');
    expect(heard).toEqual([]);
    await Promise.resolve();
    expect(heard).toEqual(['a', 'b', 'c']);
  });

  test('that makes something happen is not called in the middle of it', async () => {
    const { callbacks } = make();
    const heard: string[] = [];
    callbacks.on('first', () => {
      heard.push('in');
      callbacks.emit('second', 'b');
      heard.push('out');
    });
    callbacks.on('second', (text) => heard.push(text));
    callbacks.emit('first', 'a');
    await settle();
    expect(heard).toEqual(['in', 'out', 'b']);
  });

  test('that throws, or rejects, spoils nothing for the others and is told of once', async () => {
    const { callbacks, thrown } = make();
    const heard = vi.fn();
    callbacks.on('first', () => {
      throw new Error('mine');
    });
    callbacks.on('first', async () => {
      throw new Error('mine, later');
    });
    callbacks.on('first', heard);
    for (const text of ['a', 'b', 'c']) callbacks.emit('first', text);
    await settle();
    expect(heard.mock.calls).toEqual([['a'], ['b'], ['c']]);
    expect(thrown.mock.calls.map(([error]) => error.message)).toEqual(['mine', 'mine, later']);
  });

  test('hears nothing once it is taken back, not even what was on its way', async () => {
    const { callbacks } = make();
    const heard = vi.fn();
    const undo = callbacks.on('first', heard);
    callbacks.emit('first', 'a');
    undo();
    callbacks.emit('first', 'b');
    await settle();
    expect(heard).not.toHaveBeenCalled();
  });

  test('that sets itself off for ever does not hang the page, and is told of once', async () => {
    const { callbacks, thrown } = make();
    let heard = 0;
    callbacks.on('first', () => {
      heard++;
      callbacks.emit('first', 'again');
    });
    callbacks.emit('first', 'a');
    await settle();
    expect(heard).toBe(1_001);
    callbacks.emit('first', 'b');
    await settle();
    expect(heard).toBe(2_002);
    expect(thrown.mock.calls.map(([error]) => error.message)).toEqual([
      expect.stringContaining('1000 calls'),
    ]);
  });

  test('hears all of what happened at once, however much that is', async () => {
    const { callbacks, thrown } = make();
    const heard = vi.fn();
    callbacks.on('first', heard);
    for (let index = 0; index < 5_000; index++) callbacks.emit('first', 'a');
    await settle();
    expect(heard).toHaveBeenCalledTimes(5_000);
    expect(thrown).not.toHaveBeenCalled();
  });

  test('is told first what it missed', async () => {
    const { callbacks } = make();
    const heard: string[] = [];
    callbacks.emit('first', 'unheard');
    callbacks.on('first', (text) => heard.push(text), ['a', 'b']);
    callbacks.emit('first', 'c');
    expect(heard).toEqual([]);
    await settle();
    expect(heard).toEqual(['a', 'b', 'c']);
  });

  test('added twice is called twice, and taken back one by one', async () => {
    const { callbacks } = make();
    const heard = vi.fn();
    const undo = callbacks.on('first', heard);
    callbacks.on('first', heard);
    undo();
    callbacks.emit('first', 'a');
    await settle();
    expect(heard).toHaveBeenCalledOnce();
  });
});

describe('a watcher', () => {
  const change = (segment: string, type: 'enter' | 'exit'): SegmentChange => ({
    id: `${segment}:${type}:1`,
    segment,
    type,
    time: 1,
    reason: 'event',
  });

  test('hears how it stands, then each change, and nothing in between', async () => {
    const { callbacks } = make();
    const heard = vi.fn();
    callbacks.watch('a', heard);
    callbacks.tell(() => false);
    callbacks.tell(() => false);
    const entered = change('a', 'enter');
    callbacks.tell(() => true, new Map([['a', entered]]));
    callbacks.tell(() => true, new Map([['b', change('b', 'enter')]]));
    await settle();
    expect(heard.mock.calls).toEqual([
      [false, undefined],
      [true, entered],
    ]);
  });

  test('hears nothing after the end', async () => {
    const { callbacks } = make();
    const heard = vi.fn();
    callbacks.watch('a', heard);
    callbacks.tell(() => true);
    callbacks.stop();
    await settle();
    expect(heard).not.toHaveBeenCalled();
  });
});
