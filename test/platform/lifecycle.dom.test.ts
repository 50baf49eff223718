import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { followLifecycle, whenActive } from '../../src/platform/lifecycle.js';

let heard: string[];
let undo: () => void;

const see = (visibilityState: 'hidden' | 'visible') => {
  Object.defineProperty(document, 'visibilityState', { value: visibilityState, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
};

beforeEach(() => {
  heard = [];
  undo = followLifecycle({
    hidden: () => heard.push('hidden'),
    shown: () => heard.push('shown'),
    leaving: () => heard.push('leaving'),
  });
});
afterEach(() => {
  undo();
  Reflect.deleteProperty(document, 'visibilityState');
});

describe('a page', () => {
  test('is hidden and shown, again and again', () => {
    for (const state of ['hidden', 'visible', 'hidden', 'visible'] as const) see(state);
    expect(heard).toEqual(['hidden', 'shown', 'hidden', 'shown']);
  });

  test('is frozen and thawed', () => {
    document.dispatchEvent(new Event('freeze'));
    document.dispatchEvent(new Event('resume'));
    expect(heard).toEqual(['leaving', 'shown']);
  });

  test('goes into the back/forward cache and comes back; its first showing is none', () => {
    const show = (persisted: boolean) =>
      window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));
    show(false);
    window.dispatchEvent(new Event('pagehide'));
    show(true);
    expect(heard).toEqual(['leaving', 'shown']);
  });

  test('is not followed any longer once that is taken back', () => {
    undo();
    see('hidden');
    window.dispatchEvent(new Event('pagehide'));
    expect(heard).toEqual([]);
  });
});

describe('activity', () => {
  test('begins at once on a page that is looked at', () => {
    whenActive(() => heard.push('active'));
    expect(heard).toEqual(['active']);
  });

  test('waits on a page that is rendered ahead', () => {
    Object.defineProperty(document, 'prerendering', { value: true, configurable: true });
    whenActive(() => heard.push('active'));
    expect(heard).toEqual([]);
    Reflect.deleteProperty(document, 'prerendering');
    document.dispatchEvent(new Event('prerenderingchange'));
    expect(heard).toEqual(['active']);
  });
});
