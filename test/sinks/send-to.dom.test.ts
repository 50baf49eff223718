import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Ethogram, start } from '../../src/index.js';
import { sendTo } from '../../src/sinks.js';
import { createMemoryStore } from '../../src/testing.js';

const MANY = 60;
const definitions = {
  version: 1,
  segments: Array.from({ length: MANY }, (_, at) => ({ id: `s${at}`, when: { count: 'go', gte: 1 } })),
} as const;

interface Sent {
  readonly keepalive: boolean;
  readonly changes: readonly { readonly segment: string }[];
}

let ethogram: Ethogram;
let undo: (() => void) | undefined;
let sent: Sent[];
let answer: () => Promise<{ status: number }>;
const settle = (milliseconds = 40) => new Promise((resolve) => setTimeout(resolve, milliseconds));

beforeEach(async () => {
  sent = [];
  answer = async () => ({ status: 204 });
  vi.stubGlobal('fetch', (_: string, { keepalive, body }: { keepalive: boolean; body: string }) => {
    sent.push({ keepalive, ...JSON.parse(body) });
    return answer();
  });
  ethogram = start({ capture: false, definitions, storage: createMemoryStore() });
  await ethogram.ready;
});
afterEach(async () => {
  undo?.();
  await ethogram.stop();
  vi.unstubAllGlobals();
});

/** Each body is larger by so many characters. */
const send = (more: number) => {
  undo = sendTo(ethogram, '/changes', { about: () => ({ more: 'm'.repeat(more) }) });
};

test('D11: a request outlives its page within the quota that all scripts share; a larger one goes without', async () => {
  send(0);
  ethogram.track('go');
  await settle();
  undo?.();
  send(60_000);
  await ethogram.erase();
  await settle();
  ethogram.track('go');
  await settle();
  expect(sent.map(({ keepalive, changes }) => [keepalive, changes.length])).toEqual([
    [true, MANY],
    [false, MANY],
  ]);
});

test('D11: one that is refused for want of quota goes without, the next time', async () => {
  answer = async () => {
    if (sent.length === 1) throw new TypeError('Failed to fetch');
    return { status: 204 };
  };
  send(0);
  ethogram.track('go');
  await vi.waitUntil(() => sent.length === 2, { timeout: 5000 });
  expect(sent.map(({ keepalive }) => keepalive)).toEqual([true, false]);
});

test('D18: when the network is back, it is given a second', async () => {
  answer = async () => ({ status: sent.length < 6 ? 503 : 204 });
  send(0);
  ethogram.track('go');
  await vi.waitUntil(() => sent.length === 4, { timeout: 10_000 });
  // the next try by itself is due in four seconds or more
  await settle();
  window.dispatchEvent(new Event('online'));
  await settle(800);
  expect(sent).toHaveLength(4);
  await settle(500);
  expect(sent).toHaveLength(5);
}, 20_000);
