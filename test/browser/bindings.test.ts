/** The bindings with the real frameworks: rendered on a server, hydrated, told of changes, taken down. */
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildApps } from './bindings/build.mjs';
import { type ChromiumBrowser, openChromium } from './drivers/chromium.js';
import { shiftsOf, type Watch, watch } from './visit.js';

const FOLDER = resolve('.cache/bindings');

/** The inline snippet: it says what the visitor was in when they left, before the first paint. */
const HEAD = readFileSync('dist/snippet.js', 'utf8');

/** Notes in each frame which of the two welcomes can be seen. */
const FRAMES = `window.frames_ = [];
  (function note() {
    const seen = [...document.querySelectorAll('[id$="-new"],[id$="-back"]')].filter((it) => it.checkVisibility());
    if (document.body) frames_.push(seen.map((it) => it.id).join());
    requestAnimationFrame(note);
  })();`;

let server: Server;
let origin: string;
let browser: ChromiumBrowser;
let watched: Watch;
let tab: Page;
/** Milliseconds that the browser waits for the script that hydrates. */
let scriptAfter = 0;

type Render = (response?: ServerResponse, how?: { head: string; wait: () => Promise<unknown> }) => unknown;
const load = async (app: string): Promise<Render> =>
  (await import(pathToFileURL(`${FOLDER}/${app}/server.mjs`).href)).render;

const pageOf = (app: string, inside: string) =>
  `<!doctype html><html lang="en"><title>${app}</title><script>${HEAD};${FRAMES}</script>
   <style>[data-segments~="returning"] #early-back { display: block } [data-segments~="returning"] #early-new { display: none }</style>
   <div id="app">${inside}</div><script type="module" src="/${app}/client.js"></script>`;

const PAGES: { readonly [app: string]: (response: ServerResponse) => unknown } = {
  react: async (response) =>
    (await load('react'))(response, { head: `${HEAD};${FRAMES}`, wait: () => sleep(300) }),
  vue: async (response) => response.end(pageOf('vue', (await (await load('vue'))()) as string)),
  svelte: async (response) => response.end(pageOf('svelte', (await (await load('svelte'))()) as string)),
  'svelte-4': async (response) => response.end(pageOf('svelte-4', '')),
  'empty.html': (response) => response.end(''),
  'favicon.ico': (response) => response.end(),
};

beforeAll(async () => {
  await buildApps(FOLDER);
  server = createServer(async ({ url = '' }, response) => {
    const path = url.slice(1);
    if (extname(path) === '.js') {
      if (path.endsWith('client.js')) await sleep(scriptAfter);
      response.setHeader('content-type', 'text/javascript');
      response.end(readFileSync(`${FOLDER}/${path}`));
      return;
    }
    response.setHeader('content-type', 'text/html; charset=utf-8');
    await PAGES[path]?.(response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await openChromium();
  watched = watch(browser.context, origin);
  watched.forgive(/^console info: %cDownload the React DevTools/);
});

afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
  await rm(FOLDER, { recursive: true, force: true });
});

beforeEach(async () => {
  scriptAfter = 0;
  tab = await browser.tab();
});

afterEach(async () => {
  await tab.evaluate('indexedDB.deleteDatabase("ethogram"); localStorage.clear()');
  await tab.close();
  // a hydration that does not agree with the server is a console line
  expect(watched.faults.splice(0)).toEqual([]);
});

const text = (id: string) => tab.locator(`#${id}`).textContent();
const isSeen = (id: string) => tab.locator(`#${id}`).isVisible();
const visit = async (app: string) => {
  await tab.goto(`${origin}/${app}`);
  await tab.waitForFunction('window.ready?.then(() => true)');
};

/** Until the next page's snippet can say so. */
const visitAgain = async (app: string) => {
  await visit(app);
  await tab.waitForFunction('localStorage["ethogram:m"]?.includes("returning")');
};

describe.each(['react', 'vue', 'svelte', 'svelte-4'])('%s', (app) => {
  test('a segment, all segments, a metric: said by the server as of nobody, and told as they change', async () => {
    await visit(app);
    await tab.locator('#look').waitFor();
    expect([await text('now'), await text('list'), await isSeen('only'), await isSeen('not-yet')]).toEqual([
      'out',
      '',
      false,
      true,
    ]);
    await tab.click('#look');
    await tab.waitForFunction('document.querySelector("#metric").textContent === "1"');
    await tab.click('#look');
    await tab.waitForFunction('document.querySelector("#now").textContent === "in"');
    expect([await text('list'), await text('metric'), await isSeen('only'), await isSeen('not-yet')]).toEqual(
      ['keen', '2', true, false],
    );
  });

  test('a metric is read again when another tab moves it', async () => {
    await visit(app);
    await tab.waitForFunction('document.querySelector("#metric")?.textContent === "0"');
    const other = await browser.tab();
    await other.goto(`${origin}/${app}`);
    await other.waitForFunction('window.ready?.then(() => true)');
    await other.click('#look');
    await tab.waitForFunction('document.querySelector("#metric").textContent === "1"');
    expect(await text('now')).toBe('out');
    await other.close();
  });

  test('on the next page the same, without a warning; nothing listens when it is taken down', async () => {
    await visit(app);
    await tab.locator('#look').click();
    await tab.click('#look');
    await tab.waitForFunction('document.querySelector("#now").textContent === "in"');
    await visit(app);
    await tab.waitForFunction('document.querySelector("#now")?.textContent === "in"');
    expect((await text('list'))?.split(' ').sort()).toEqual(['keen', 'returning']);
    expect([await text('metric'), await isSeen('only')]).toEqual(['2', true]);
    expect(await tab.evaluate('listening')).toBeGreaterThan(0);
    await tab.evaluate('unmount()');
    await tab.waitForFunction('listening === 0', undefined, { timeout: 2000 });
  });
});

describe.each(['react', 'vue', 'svelte'])('%s: a returning visitor', (app) => {
  const returning = async () => {
    await visit(app);
    await tab.locator('#look').waitFor();
    await visitAgain(app);
    scriptAfter = 700;
  };
  const frames = async () => [...new Set(await tab.evaluate<string[]>('frames_'))].filter((ids) => ids);

  test('sees the right words in the first frame and in every later one, before and after hydration', async () => {
    await returning();
    await visit(app);
    await tab.locator('#look').waitFor();
    await tab.waitForTimeout(200);
    const seen = await frames();
    expect(seen[0]).toBe('early-back');
    expect(seen.filter((ids) => /new/.test(ids))).toEqual([]);
    expect(await isSeen('early-back')).toBe(true);
    expect(await shiftsOf(tab)).toBe(0);
  });

  test('without the snippet sees the words for others until memberships are known', async () => {
    await returning();
    await tab.addInitScript('localStorage.removeItem("ethogram:m")');
    await visit(app);
    await tab.waitForFunction(
      () =>
        document.querySelector('#early-back')?.checkVisibility() &&
        !document.querySelector('#early-new')?.checkVisibility(),
    );
    expect((await frames())[0]).toBe('early-new');
  });
});

test('react: what is streamed late is right when it comes, and only one of the two is left', async () => {
  await visit('react');
  await tab.locator('#look').waitFor();
  await visitAgain('react');
  await visit('react');
  await tab.locator('#late-back').waitFor();
  await tab.waitForFunction(() => !document.querySelector('[id$="-new"], style'));
  expect(await tab.evaluate<string[]>('frames_')).toContain('early-back,late-back');
});
