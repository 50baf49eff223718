/** What autocapture costs a large page on a slow machine. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve } from '../../examples/serve.mjs';
import { type ChromiumBrowser, openChromium } from './drivers/chromium.js';

const ROWS = 1000;
/** A row is five nodes. */
const BODY = Array.from(
  { length: ROWS },
  (_, row) =>
    `<div class="row" ${row % 50 ? '' : `data-engage="row-${row}"`}><b>${row}</b><a href="#${row}">Item</a><input><button>Buy</button></div>`,
).join('');

const PAGE = `<!doctype html><title>Large</title>
  <style>.row { height: 30px }</style>
  <form onsubmit="return false"><article>${BODY}</article></form>
  <script>
    window.told = [];
    window.ethogram = function () { (ethogram.q ??= []).push(arguments) };
    ethogram('start', { definitions: { version: 1, segments: [] }, assets: '/dist/', consent: 'denied', capture: { auto: true } });
    ethogram('on', 'event', ({ name }) => told.push(name));
  </script>`;

let server: Awaited<ReturnType<typeof serve>>;
let browser: ChromiumBrowser;

beforeAll(async () => {
  server = await serve({ pages: { '/large.html': { body: PAGE } } });
  browser = await openChromium();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** What a visitor does; the page is loaded by then, at full speed. */
const visit = async (tab: Page) => {
  await tab.mouse.move(200, 300);
  for (let turn = 0; turn < 12; turn++) await tab.mouse.wheel(0, 700);
  for (let click = 0; click < 4; click++) await tab.mouse.click(300, 300);
  await tab.locator('input').nth(3).fill('three');
  await tab.evaluate(`history.pushState(null, '', '/large.html/next')`);
  await tab.waitForTimeout(1500);
  await tab.evaluate(`void window.dispatchEvent(new Event('pagehide'))`);
  await tab.waitForTimeout(300);
};

/** Microseconds of the thread itself: what other processes take of the core is not in it. */
interface Traced {
  readonly name: string;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly pid: number;
  readonly tid: number;
  readonly args: { readonly name?: string; readonly data?: { readonly url?: string } };
}

/** What runs a script, by the name that the browser's trace has for it. */
const RUNS = /^(FunctionCall|EvaluateScript|TimerFire|EventDispatch)$/;

/**
 * The longest task of the page in which anything of ours ran, in milliseconds at a quarter of the speed, from when
 * the chunk is fetched.
 */
const longest = async (tab: Page) => {
  const whole = browser.context.browser();
  await tab.setViewportSize({ width: 1000, height: 800 });
  await tab.goto(`${server.url}/large.html`);
  await tab.addScriptTag({ url: '/dist/ethogram.js' });
  await tab.waitForFunction('ethogram.setConsent');
  const driver = await browser.context.newCDPSession(tab);
  await driver.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await whole?.startTracing(tab, {
    categories: ['disabled-by-default-devtools.timeline', 'devtools.timeline', '__metadata'],
  });
  const chunk = tab.waitForResponse(/\/auto-/);
  await tab.evaluate(`ethogram.setConsent('granted')`);
  await chunk;
  await tab.waitForTimeout(1000);
  await visit(tab);
  const { traceEvents }: { traceEvents: Traced[] } = JSON.parse(String(await whole?.stopTracing()));
  const ours = traceEvents.filter(({ name, args }) => RUNS.test(name) && args.data?.url?.includes('/dist/'));
  const tasks = traceEvents.filter(
    (task) =>
      task.name === 'RunTask' &&
      ours.some(
        ({ pid, tid, ts }) =>
          pid === task.pid && tid === task.tid && ts >= task.ts && ts <= task.ts + (task.dur ?? 0),
      ),
  );
  const told: string[] = await tab.evaluate('told');
  return {
    ours: ours.length,
    part: Math.max(...ours.map(({ tdur = 0 }) => tdur / 1000)),
    task: Math.max(...tasks.map(({ tdur = 0 }) => tdur / 1000)),
    told: new Set(told),
  };
};

test('a page of 5,000 nodes at a quarter of the speed: of no task is a part of 50 ms ours', async () => {
  const tab = await browser.tab();
  const { ours, part, task, told } = await longest(tab);
  console.info(
    `longest task with anything of ours: ${task} ms, of which ours at most ${part} ms; ${ours} calls`,
  );
  expect(ours).toBeGreaterThan(50);
  for (const name of ['scroll', 'form_start', 'form_abandon', 'article_view', 'user_engagement'])
    expect(told, name).toContain(name);
  expect(part, `of a task of ${task} ms`).toBeLessThan(50);
});
