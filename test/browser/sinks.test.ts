/** Ways out: a server that refuses, delays, drops and restarts hears of every change; four tabs tell each once. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { serve } from '../../examples/serve.mjs';
import { type ChromiumBrowser, openChromium } from './drivers/chromium.js';
import { type Watch, watch } from './visit.js';

interface Change {
  readonly id: string;
  readonly segment: string;
  readonly type: string;
  readonly time: number;
}

/** Milliseconds. Longer than a tab's turn, if it does not say that it is still at it. */
const SLOW = 7_000;

/** What a collector does with a request: takes it; says no; takes it and is slow to say so; hangs up, before or after it has taken it. */
type Mood = 'takes' | 'refuses' | 'delays' | 'drops' | 'takes and drops';

/** A server that is asked for changes. Its port stays when it is down. */
async function collect() {
  const heard: Change[] = [];
  const met = new Set<Mood>();
  let mood: Mood = 'takes';
  let port = 0;
  let server: Server;
  const up = async () => {
    server = createServer((request, response) => {
      response.setHeader('access-control-allow-origin', '*');
      response.setHeader('access-control-allow-headers', '*');
      if (request.method === 'OPTIONS') return void response.end();
      const parts: Buffer[] = [];
      request.on('data', (part) => parts.push(part));
      request.on('end', () => {
        met.add(mood);
        const take = () => heard.push(...JSON.parse(String(Buffer.concat(parts))).changes);
        if (mood === 'refuses') return void response.writeHead(503).end();
        if (mood === 'drops') return void request.socket.destroy();
        take();
        if (mood === 'takes and drops') return void request.socket.destroy();
        setTimeout(() => response.writeHead(204).end(), mood === 'delays' ? SLOW : 0);
      });
    });
    await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
    port = (server.address() as AddressInfo).port;
  };
  const down = () =>
    new Promise<void>((closed) => {
      server.close(() => closed());
      server.closeAllConnections();
    });
  await up();
  return {
    heard,
    up,
    down,
    url: `http://127.0.0.1:${port}/changes`,
    be: (next: Mood) => {
      mood = next;
    },
    hasBeen: (was: Mood) => met.has(was),
  };
}

const SWITCHES = ['a', 'b', 'c', 'd'];

/** Four switches, each a segment, and a note of every change that the page was told. */
const page = (url: string, title = 'Switches') => `<!doctype html><title>${title}</title>
  <script>
    window.told = [];
    window.layer = [];
    window.ethogram ??= function () { (ethogram.q ??= []).push(arguments) };
    ethogram('on', 'change', (change) => {
      told.push(change.id);
      localStorage.setItem('told', JSON.stringify([...JSON.parse(localStorage.getItem('told') ?? '[]'), change.id]));
    });
    window.turn = (which, to) => ethogram('track', 'turn_' + which, { to });
  </script>
  <script type="application/json" data-ethogram>
    { "version": 1, "segments": [${SWITCHES.map(
      (which) => `{ "id": "${which}", "when": { "last": "to", "of": "turn_${which}", "is": "on" } }`,
    ).join()}] }
  </script>
  <script defer src="/dist/ethogram.js"></script>
  <script type="module">
    import { sendTo, toDataLayer } from '/dist/sinks.js';
    ethogram((handle) => {
      sendTo(handle, '${url}', { credentials: 'omit' });
      toDataLayer(handle, { name: 'layer' });
      window.isOut = true;
    });
  </script>`;

let server: Awaited<ReturnType<typeof serve>>;
let collector: Awaited<ReturnType<typeof collect>>;
let browser: ChromiumBrowser;
let watched: Watch;

beforeEach(async () => {
  collector = await collect();
  const url = collector.url;
  server = await serve({ pages: { '/one': { body: page(url) }, '/two': { body: page(url, 'Next') } } });
  browser = await openChromium();
  watched = watch(browser.context, server.url);
  // the collector is another origin, and a browser tells of each request that fails
  watched.forgive(/^foreign request: .*\/changes$|^console error: (Failed to load resource|Access to fetch)/);
});

afterEach(async () => {
  await browser?.close();
  await server?.close();
  await collector?.down();
  expect(watched.faults).toEqual([]);
});

const open = async (path = '/one') => {
  const tab = await browser.tab();
  await tab.goto(`${server.url}${path}`);
  await tab.waitForFunction('window.isOut && ethogram.ready?.then(() => true)');
  return tab;
};
const turn = (tab: Page, which: string, to: 'on' | 'off') => tab.evaluate(`turn('${which}', '${to}')`);
/** Every switch on and off, over and over; each turn is a change. */
const turnAll = async (tab: Page, times: number, rest = 0) => {
  for (let at = 0; at < times; at++) {
    for (const which of ['a', 'b', 'c']) await turn(tab, which, at % 2 ? 'off' : 'on');
    await tab.waitForTimeout(rest);
  }
};
const times = (ids: readonly string[]) => {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
};
const heardIds = () => collector.heard.map(({ id }) => id);
/** All that the site's pages were told, one tab after the other. */
const told = (tab: Page): Promise<string[]> =>
  tab.evaluate(() => JSON.parse(localStorage.getItem('told') ?? '[]'));

const arrived = async (expected: () => Promise<readonly string[]>, patience = 30_000) => {
  const end = Date.now() + patience;
  let missing: string[];
  do {
    const heard = new Set(heardIds());
    missing = (await expected()).filter((id) => !heard.has(id));
    if (missing.length) await new Promise((resolve) => setTimeout(resolve, 100));
  } while (missing.length && Date.now() < end);
  expect(missing).toEqual([]);
};

test('a server that refuses, delays, drops and restarts: nothing is lost, and what comes twice has the same id', async () => {
  const tab = await open();
  await turnAll(tab, 2);
  for (const mood of ['refuses', 'drops', 'takes and drops', 'delays'] as const) {
    collector.be(mood);
    await turnAll(tab, 4, 100);
    await vi.waitUntil(() => collector.hasBeen(mood), { timeout: 10_000 });
    if (mood === 'delays') continue;
    collector.be('takes');
    await arrived(() => told(tab));
  }
  collector.be('takes');
  await collector.down();
  await turnAll(tab, 3, 300);
  await collector.up();
  await arrived(() => told(tab));
  const ids = await told(tab);
  expect(ids).toHaveLength((2 + 4 * 4 + 3) * 3);
  const heard = times(heardIds());
  expect([...heard.keys()].sort()).toEqual([...new Set(ids)].sort());
  // in the order in which they happened, but for what came again
  const firsts = [...heard.keys()].map((id) => Number(id.split(':')[2]));
  expect(firsts).toEqual([...firsts].sort((one, other) => one - other));
  console.info(
    `${ids.length} changes told, ${heard.size} heard, ${heardIds().length - heard.size} of them again`,
  );
}, 120_000);

test('what happens as the page is left, and while the server is down, arrives from the next page', async () => {
  const tab = await open();
  await collector.down();
  for (const path of ['/two', '/one', '/two']) {
    const at = path === '/one' ? 'off' : 'on';
    // the change is told, and the page is gone, before anything could be stored
    await tab.evaluate(`turn('a', '${at}'); turn('b', '${at}'); location.href = '${path}'`);
    await tab.waitForURL(`${server.url}${path}`);
    await tab.waitForFunction('window.isOut && ethogram.ready?.then(() => true)');
    await tab.waitForTimeout(300);
  }
  await collector.up();
  await arrived(() => told(tab));
  expect(collector.heard.map(({ segment, type }) => `${type} ${segment}`)).toEqual(
    expect.arrayContaining(['enter a', 'enter b', 'exit a', 'exit b']),
  );
  const state = new Map(collector.heard.map(({ segment, type }) => [segment, type]));
  expect([...state]).toEqual([
    ['a', 'enter'],
    ['b', 'enter'],
  ]);
}, 60_000);

test('four tabs: each change leaves the site once; where they disagreed for a while, it ends with what is so', async () => {
  const tabs = [await open(), await open(), await open(), await open()];
  for (let round = 0; round < 6; round++) {
    for (const [at, tab] of tabs.entries()) {
      await turn(tab, SWITCHES[at] as string, round % 2 ? 'off' : 'on');
      await tab.waitForTimeout(50);
    }
  }
  const all = async () => [
    ...new Set((await Promise.all(tabs.map((tab) => tab.evaluate<string[]>('told')))).flat()),
  ];
  await arrived(all);
  await tabs[0]?.waitForTimeout(2000);
  const ids = (await all()).sort();
  expect(ids).toHaveLength(24);
  expect(heardIds().sort()).toEqual(ids);
  const pushed = await Promise.all(
    tabs.map((tab) => tab.evaluate<string[]>('layer.map((one) => one.segment_change)')),
  );
  expect(pushed.flat().sort()).toEqual(ids);

  collector.be('delays');
  await turn(tabs[0] as Page, 'a', 'on');
  await tabs[0]?.waitForTimeout(SLOW + 1_000);
  collector.be('takes');
  for (let at = 0; at < 40; at++) await turn(tabs[at % 4] as Page, 'a', (at * 7) % 5 > 2 ? 'on' : 'off');
  await tabs[0]?.waitForTimeout(18_000);
  const isIn = await Promise.all(tabs.map((tab) => tab.evaluate('ethogram.has("a")')));
  expect(new Set(isIn).size).toBe(1);
  const last = collector.heard.filter(({ segment }) => segment === 'a').at(-1);
  expect(last?.type).toBe(isIn[0] ? 'enter' : 'exit');
  expect([...times(heardIds())].filter(([, count]) => count > 1)).toEqual([]);
}, 90_000);
