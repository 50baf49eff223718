/** Where the script is compiled: beside the page's thread, while it arrives, and not a function at a time when it starts. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve } from '../../examples/serve.mjs';
import { type ChromiumBrowser, openChromium } from './drivers/chromium.js';
import { watch } from './visit.js';

const PAGE = `<!doctype html><title>Start</title>
  <script type="application/json" data-ethogram>{ "version": 1, "metrics": { "views": { "count": "page_view" } } }</script>
  <script defer src="/dist/ethogram.js"></script>`;

/** Microseconds. */
interface Traced {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly args: { readonly data?: { readonly url?: string } };
}

let server: Awaited<ReturnType<typeof serve>>;
let browser: ChromiumBrowser;

beforeAll(async () => {
  server = await serve({ pages: { '/start.html': { body: PAGE } } });
  browser = await openChromium();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

test('a visitor who is new: hardly a function of the script is compiled while it runs', async () => {
  const watched = watch(browser.context, server.url);
  const tab = await browser.tab();
  const whole = browser.context.browser();
  await whole?.startTracing(tab, { categories: ['devtools.timeline', 'disabled-by-default-v8.compile'] });
  await tab.goto(`${server.url}/start.html`);
  await tab.waitForFunction('ethogram.metric?.("views") === 1', undefined, { timeout: 5000 });
  const { traceEvents }: { traceEvents: Traced[] } = JSON.parse(String(await whole?.stopTracing()));
  const start = traceEvents.find(
    ({ name, args }) => name === 'EvaluateScript' && args.data?.url?.endsWith('/ethogram.js'),
  );
  const compiled = traceEvents.filter(
    ({ name, pid, tid, ts }) =>
      name === 'V8.CompileCode' &&
      pid === start?.pid &&
      tid === start.tid &&
      ts >= start.ts &&
      ts <= start.ts + (start.dur ?? 0),
  );
  expect(start?.dur, 'the trace tells of the start').toBeGreaterThan(0);
  // Some 160 of them without the word to V8 at the top of the script
  expect(compiled.length).toBeLessThan(20);
  expect(watched.faults).toEqual([]);
});
