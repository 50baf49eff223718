// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Definitions } from '../../src/index.js';
import { closeAll, createClock, open, settle, stored, useStorage } from './page.js';

const ONE: Definitions = { version: 1, segments: [{ id: 'one', when: { count: 'view', gte: 1 } }] };
const TWO: Definitions = { version: 1, segments: [{ id: 'two', when: { count: 'view', gte: 1 } }] };

let clock: ReturnType<typeof createClock>;
/** What each address answers with. */
let files: Map<string, () => Promise<Response> | Response>;

beforeEach(() => {
  useStorage();
  clock = createClock();
  files = new Map();
  vi.stubGlobal('fetch', async (address: string) => {
    const answer = files.get(address);
    if (!answer) throw new TypeError('Failed to fetch');
    return answer();
  });
});
afterEach(async () => {
  await closeAll();
  vi.unstubAllGlobals();
});

const file =
  (content: unknown, status = 200) =>
  () =>
    new Response(typeof content === 'string' ? content : JSON.stringify(content), { status });
const begin = (definitions: unknown) => open({ definitions: definitions as Definitions, clock });

describe('definitions', () => {
  test('come from an address, and what happened meanwhile counts', async () => {
    files.set('/one.json', file(ONE));
    const { ethogram } = begin('/one.json');
    ethogram.track('view');
    await ethogram.ready;
    expect(ethogram.has('one')).toBe(true);
  });

  test('come from a promise, late, and the store does not wait for them', async () => {
    let arrive: (definitions: Definitions) => void = () => undefined;
    const { ethogram, changes } = begin(
      new Promise<Definitions>((resolve) => {
        arrive = resolve;
      }),
    );
    ethogram.track('view');
    await ethogram.flush();
    expect([...(await stored()).keys()]).toContain(1);
    expect(ethogram.has('one')).toBe(false);
    arrive(ONE);
    await ethogram.ready;
    expect(ethogram.has('one')).toBe(true);
    await settle();
    expect(changes).toHaveLength(1);
  });

  test.each<[string, (() => Response) | undefined, string]>([
    ['cannot be fetched', undefined, 'definitions-unreachable'],
    ['is not there', file('', 404), 'definitions-unreachable'],
    ['is no JSON', file('<html>'), 'invalid-definitions'],
    ['has an unknown key', file({ version: 1, segements: [] }), 'invalid-definitions'],
    ['is a text', file('"text"'), 'invalid-definitions'],
  ])('from a file that %s: an error, and ready all the same', async (_, answer, code) => {
    if (answer) files.set('/one.json', answer);
    const page = begin('/one.json');
    await page.ethogram.ready;
    await settle();
    expect(page.codes()).toEqual([code]);
    expect([...page.ethogram.segments()]).toEqual([]);
    page.ethogram.track('view');
    await page.ethogram.flush();
    expect(page.events).toHaveLength(1);
  });

  test('of the last page are used until the file is there, or if it never comes', async () => {
    files.set('/one.json', file(ONE));
    const first = begin('/one.json');
    first.ethogram.track('view');
    await first.ethogram.ready;
    await settle();
    await first.ethogram.stop();

    files.set('/one.json', () => new Promise<Response>(() => undefined));
    const second = begin('/one.json');
    await second.ethogram.ready;
    expect(second.ethogram.has('one')).toBe(true);
    await second.ethogram.stop();

    files.set('/one.json', file('<html>'));
    const third = begin('/one.json');
    await third.ethogram.ready;
    await settle();
    expect(third.ethogram.has('one')).toBe(true);
    expect(third.codes()).toEqual(['invalid-definitions']);
    await third.ethogram.stop();

    files.set('/two.json', () => new Promise<Response>(() => undefined));
    const fourth = begin('/two.json');
    await settle();
    expect(fourth.ethogram.has('one')).toBe(false);
  });

  test('that changed take over from the kept copy, and the change is told', async () => {
    files.set('/one.json', file(ONE));
    const first = begin('/one.json');
    first.ethogram.track('view');
    await first.ethogram.ready;
    await settle();
    await first.ethogram.stop();

    files.set('/one.json', file(TWO));
    const second = begin('/one.json');
    await second.ethogram.ready;
    await settle(50);
    expect([...second.ethogram.segments()]).toEqual(['two']);
    expect(second.changes.map(({ segment, type, reason }) => [segment, type, reason])).toEqual([
      ['one', 'exit', 'removed'],
      ['two', 'enter', 'definitions'],
    ]);
  });
});

describe('other definitions', () => {
  test('count what lies in the log', async () => {
    const { ethogram, changes } = begin(ONE);
    ethogram.track('view');
    await ethogram.ready;
    ethogram.setDefinitions(TWO);
    await settle();
    expect([...ethogram.segments()]).toEqual(['two']);
    expect(changes.map(({ segment, type }) => [segment, type])).toEqual([
      ['one', 'enter'],
      ['one', 'exit'],
      ['two', 'enter'],
    ]);
  });

  test('that cannot be compiled throw, and what ran before goes on', async () => {
    const { ethogram } = begin(ONE);
    await ethogram.ready;
    expect(() => ethogram.setDefinitions({ version: 1, segments: [{ id: 'x' }] } as never)).toThrow(
      expect.objectContaining({ code: 'invalid-definitions' }),
    );
    ethogram.track('view');
    expect(ethogram.has('one')).toBe(true);
  });

  test('the last ones asked for count, not the last ones that came', async () => {
    let arrive: (response: Response) => void = () => undefined;
    files.set(
      '/one.json',
      () =>
        new Promise<Response>((resolve) => {
          arrive = resolve;
        }),
    );
    const { ethogram } = begin('/one.json');
    ethogram.setDefinitions(TWO);
    ethogram.track('view');
    await ethogram.ready;
    arrive(file(ONE)());
    await settle();
    expect([...ethogram.segments()]).toEqual(['two']);
  });
});
