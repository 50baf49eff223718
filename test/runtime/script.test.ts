// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Ethogram } from '../../src/index.js';
import { settle, useStorage } from './page.js';

type Global = Ethogram & ((...call: unknown[]) => unknown) & { q?: unknown[] };

const page = window as unknown as { ethogram?: Global };
const DEFINITIONS = { version: 1, segments: [{ id: 'viewer', when: { count: 'view', gte: 1 } }] };

/** Loads the script as a tag with these attributes would. */
const load = async (attributes: { [name: string]: string } = {}) => {
  const tag = document.createElement('script');
  for (const [name, value] of Object.entries(attributes)) tag.setAttribute(name, value);
  Object.defineProperty(document, 'currentScript', { value: tag, configurable: true });
  vi.resetModules();
  await import('../../src/script.js');
  Reflect.deleteProperty(document, 'currentScript');
};
const inline = (text: string) => {
  document.head.innerHTML = `<script type="application/json" data-ethogram>${text}</script>`;
};
const global = () => page.ethogram as Global;

const lines = { info: vi.fn(), warn: vi.fn(), error: vi.fn(), table: vi.fn() };
let file: () => Response;

beforeEach(() => {
  useStorage();
  file = () => new Response(JSON.stringify(DEFINITIONS));
  vi.stubGlobal('fetch', async () => file());
  vi.stubGlobal('console', { ...console, ...lines });
  vi.stubGlobal('__CHUNKS__', { device: 'device-parser.js' });
});
afterEach(async () => {
  await page.ethogram?.stop?.();
  Reflect.deleteProperty(page, 'ethogram');
  document.head.innerHTML = '';
  document.body.innerHTML = '';
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

describe('the global', () => {
  test('takes calls before and after, and is the handle', async () => {
    const watched = vi.fn();
    const calls = ((...call: unknown[]) => {
      calls.q.push(call);
    }) as Global & { q: unknown[] };
    calls.q = [];
    page.ethogram = calls;
    global()('watch', 'viewer', watched);
    global()('track', 'view');
    await load({ 'data-definitions': '/segments.json' });
    await global().ready;
    await settle();
    expect(watched.mock.calls.map(([isIn]) => isIn)).toEqual([true]);
    expect(global()('has', 'viewer')).toBe(true);
    expect(global().has('viewer')).toBe(true);
    expect(global().version).toMatch(/^\d/);
    const handed = vi.fn();
    global()(handed);
    expect(handed).toHaveBeenCalledWith(expect.objectContaining({ track: expect.any(Function) }));
  });

  test('takes what the snippet queued as arguments', async () => {
    new Function(
      `window.ethogram ??= function () { (ethogram.q ??= []).push(arguments) }; ethogram('track', 'view')`,
    )();
    await load({ 'data-definitions': '/segments.json' });
    await global().ready;
    expect(global().has('viewer')).toBe(true);
  });

  test('finds definitions that stand in the page', async () => {
    inline(JSON.stringify(DEFINITIONS));
    await load();
    global()('track', 'view');
    await global().ready;
    expect(global().has('viewer')).toBe(true);
  });

  test('starts when it is told to, before or after it was loaded', async () => {
    await load();
    expect(global().ready).toBeUndefined();
    global()('track', 'view');
    global()('start', { definitions: DEFINITIONS, storage: 'memory' });
    expect(global().has('viewer')).toBe(true);
    expect(global().health().state).toBe('memory');
  });

  test('lets a call to start have the last word over the attributes', async () => {
    const queue = [['start', { definitions: DEFINITIONS, storage: 'memory' }]];
    page.ethogram = Object.assign(() => undefined, { q: queue }) as unknown as Global;
    await load({ 'data-definitions': '/nothing.json', 'data-consent': 'pending' });
    global()('track', 'view');
    expect(global().has('viewer')).toBe(true);
  });

  test('reads consent, storage and name from the tag', async () => {
    await load({
      'data-definitions': '/segments.json',
      'data-consent': 'pending',
      'data-name': 'blog',
      'data-storage': 'indexeddb',
    });
    await global().ready;
    expect(global().health().state).toBe('memory');
    expect(await indexedDB.databases()).toEqual([]);
    global()('setConsent', 'granted');
    await global().flush();
    expect((await indexedDB.databases()).map(({ name }) => name)).toEqual(['ethogram:blog']);
  });

  test('a second tag leaves the first one alone', async () => {
    await load({ 'data-definitions': '/segments.json' });
    const first = global();
    await load({ 'data-definitions': '/other.json' });
    expect(global()).toBe(first);
  });

  test('an image named ethogram, or currentScript, is not believed', async () => {
    document.body.innerHTML = '<img name="currentScript" id="ethogram" data-definitions="/evil.json">';
    const image = document.querySelector('img') as HTMLElement;
    Object.defineProperty(document, 'currentScript', { value: image, configurable: true });
    page.ethogram = image as never;
    vi.resetModules();
    await import('../../src/script.js');
    Reflect.deleteProperty(document, 'currentScript');
    expect(global().ready).toBeUndefined();
    expect(typeof global()).toBe('function');
  });
});

describe('mistakes', () => {
  test.each<[string, () => void, string]>([
    [
      'a file that is no JSON',
      () => {
        file = () => new Response('<html>');
      },
      'invalid-definitions',
    ],
    [
      'a file that is not there',
      () => {
        file = () => new Response('', { status: 404 });
      },
      'definitions-unreachable',
    ],
    [
      'an unknown key',
      () => {
        file = () => new Response(JSON.stringify({ ...DEFINITIONS, segement: [] }));
      },
      'invalid-definitions',
    ],
  ])('%s: an error event, no exception, not a word on the console', async (_, spoil, code) => {
    spoil();
    const errors = vi.fn();
    page.ethogram = Object.assign(() => undefined, { q: [['on', 'error', errors]] }) as unknown as Global;
    await load({ 'data-definitions': '/segments.json' });
    await global().ready;
    await settle();
    expect(errors.mock.calls.map(([error]) => error.code)).toEqual([code]);
    for (const line of Object.values(lines)) expect(line).not.toHaveBeenCalled();
  });

  test('inline definitions that are no JSON are told of', async () => {
    inline('{ oops');
    const errors = vi.fn();
    page.ethogram = Object.assign(() => undefined, { q: [['on', 'error', errors]] }) as unknown as Global;
    await load();
    await settle();
    expect(errors.mock.calls.map(([error]) => error.code)).toEqual(['invalid-definitions']);
  });

  test('a faulty segment is left out, the rest runs', async () => {
    const faulty = { id: 'faulty', when: { count: 'view', gte: 1, over: 'soon' } };
    file = () => new Response(JSON.stringify({ version: 1, segments: [...DEFINITIONS.segments, faulty] }));
    await load({ 'data-definitions': '/segments.json' });
    const errors = vi.fn();
    global()('on', 'error', errors);
    global()('track', 'view');
    await global().ready;
    await settle();
    expect([...global().segments()]).toEqual(['viewer']);
    expect(errors.mock.calls[0]?.[0].faults).toEqual([
      expect.objectContaining({ place: 'segments[1].when.over' }),
    ]);
  });

  test('a faulty file takes nothing from the good one of the last page, however early it comes', async () => {
    await load({ 'data-definitions': '/segments.json' });
    await global().ready;
    await global().flush();
    await global().stop();
    Reflect.deleteProperty(page, 'ethogram');
    const other = { id: 'other', when: { count: 'view', gte: 1 } };
    file = () =>
      new Response(JSON.stringify({ version: 1, segments: [other, { id: 'viewer', when: 'soon' }] }));
    await load({ 'data-definitions': '/segments.json' });
    global()('track', 'view');
    await global().ready;
    await settle();
    expect([...global().segments()]).toEqual(['viewer']);
  });

  test('calls that are none, and functions that throw, are told of', async () => {
    await load({ 'data-definitions': '/segments.json' });
    const errors = vi.fn();
    global()('on', 'error', errors);
    global()('trak', 'view');
    global()('constructor');
    global()(() => {
      throw new Error('mine');
    });
    await settle();
    expect(errors.mock.calls.map(([error]) => error.code)).toEqual([
      'invalid-options',
      'invalid-options',
      'listener-threw',
    ]);
  });

  test('a consent that is none starts nothing', async () => {
    await load({ 'data-definitions': '/segments.json', 'data-consent': 'maybe', 'data-debug': '' });
    await settle();
    expect(global().ready).toBeUndefined();
    expect(await indexedDB.databases()).toEqual([]);
    expect(lines.error).toHaveBeenCalledWith(expect.stringContaining('consent'));
  });
});

describe('data-debug', () => {
  test('says what happens', async () => {
    await load({ 'data-definitions': '/segments.json', 'data-debug': '' });
    global()('track', 'view', { item: 'a' });
    global()('track', '');
    await global().ready;
    await settle();
    const said = lines.info.mock.calls.map(([line]) => line);
    expect(said).toContain('ethogram: ready');
    expect(said).toContain('ethogram: event view');
    expect(said).toContain('ethogram: enter viewer (event)');
    expect(lines.warn.mock.calls[0]?.[0]).toContain('invalid-event');
  });
});
