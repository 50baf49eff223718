/** The inspector over 10,000 events and 200 segments: scrolling and filtering hold up no frame. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve } from '../../examples/serve.mjs';
import type { Ethogram } from '../../src/index.js';
import { type ChromiumBrowser, openChromium } from './drivers/chromium.js';
import { type Watch, watch } from './visit.js';

declare const ethogram: Ethogram;

const EVENTS = 10_000;
const KINDS = ['shoes', 'flasks', 'packs', 'caps'];
const DEFINITIONS = {
  version: 1,
  segments: Array.from({ length: 200 }, (_, index) => ({
    id: `segment-${index}`,
    when: {
      count: { event: 'view_item', where: { item_category: KINDS[index % KINDS.length] } },
      over: `${1 + (index % 30)}d`,
      gte: 1 + index * 10,
    },
  })),
};

const page = (attribute: string) => `<!doctype html><html lang="en"><title>A page</title><h1>A page</h1>
  <script type="application/json" data-ethogram>${JSON.stringify(DEFINITIONS)}</script>
  <script defer src="/dist/ethogram.js" ${attribute}></script></html>`;

let server: Awaited<ReturnType<typeof serve>>;
let browser: ChromiumBrowser;
let watched: Watch;

beforeAll(async () => {
  server = await serve({ pages: { '/plain': { body: page('') }, '/shown': { body: page('data-inspect') } } });
  browser = await openChromium();
  watched = watch(browser.context, server.url);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** Microseconds; `tdur` of the thread itself: what other processes take of the core is not in it. */
interface Traced {
  readonly name: string;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly pid: number;
  readonly tid: number;
  readonly args: { readonly name?: string; readonly data?: { readonly url?: string } };
}

/** Every task of the page's main thread while something is done, in milliseconds of the thread. */
const tasksOf = async (tab: Page, act: () => Promise<unknown>) => {
  const whole = browser.context.browser();
  await whole?.startTracing(tab, {
    categories: ['disabled-by-default-devtools.timeline', 'devtools.timeline', '__metadata'],
  });
  await act();
  const { traceEvents }: { traceEvents: Traced[] } = JSON.parse(String(await whole?.stopTracing()));
  const ours = traceEvents.find(({ args }) => args.data?.url?.includes('/dist/inspect-'));
  return traceEvents
    .filter(({ name, pid, tid }) => name === 'RunTask' && pid === ours?.pid && tid === ours.tid)
    .map(({ tdur = 0 }) => tdur / 1_000)
    .sort((one, other) => other - one);
};

/** Scrolls a list to its end and back, a good part of it in each frame; the frames' lengths in milliseconds. */
const scroll = (tab: Page, label: string) =>
  tab.evaluate(async (label) => {
    const list = document
      .querySelector('ethogram-inspector')
      ?.shadowRoot?.querySelector(`[role=listbox][aria-label="${label}"]`) as HTMLElement;
    const frames: number[] = [];
    const end = list.scrollHeight - list.clientHeight;
    let before = await new Promise<number>(requestAnimationFrame);
    for (let frame = 1; frame <= 120; frame++) {
      list.scrollTop = end * (1 - Math.abs(1 - frame / 60));
      const now = await new Promise<number>(requestAnimationFrame);
      frames.push(now - before);
      before = now;
    }
    return frames;
  }, label);

test(`${EVENTS} events, 200 segments: no task of scrolling and filtering takes 50 ms`, async () => {
  const first = await browser.tab();
  await first.goto(`${server.url}/plain`);
  await first.waitForFunction(() => 'ready' in ethogram);
  await first.evaluate(
    async ([events, kinds]) => {
      await ethogram.ready;
      const now = Date.now();
      await ethogram.import(
        Array.from({ length: events }, (_, index) => ({
          id: `e${index}`,
          name: index % 3 ? 'view_item' : 'page_view',
          time: now - (events - index) * 200_000,
          props: { item_category: kinds[index % kinds.length] as string, item_id: `i${index % 50}` },
        })),
      );
      await ethogram.flush();
    },
    [EVENTS, KINDS] as const,
  );
  await first.close();

  const tab = await browser.tab();
  await tab.setViewportSize({ width: 1280, height: 800 });
  await tab.goto(`${server.url}/shown`);
  await tab.getByRole('tab', { name: 'Events' }).click();
  await tab.getByText(/^1000\d of 1000\d$/).waitFor({ state: 'visible', timeout: 30_000 });
  // each event was run again, so it is known what the last of them moved
  await tab.waitForTimeout(2_000);

  const frames: number[] = [];
  const tasks = await tasksOf(tab, async () => {
    frames.push(...(await scroll(tab, 'Events')));
    const search = tab.getByLabel('Filter events');
    for (const word of ['view_item', 'i49', 'flasks', '']) {
      await search.fill('');
      await search.pressSequentially(word);
      if (word) frames.push(...(await scroll(tab, 'Events')));
    }
    await tab.getByLabel('moved a segment').check();
    await tab.getByLabel('moved a segment').uncheck();
    // something happens meanwhile, and moves somebody
    await tab.evaluate(() => ethogram.track('view_item', { item_category: 'caps' }));
    frames.push(...(await scroll(tab, 'Events')));
    await tab.getByRole('tab', { name: 'Segments' }).click();
    frames.push(...(await scroll(tab, 'Segments')));
    await tab.getByLabel('Filter segments').pressSequentially('segment-1');
    frames.push(...(await scroll(tab, 'Segments')));
    for (let row = 0; row < 5; row++) await tab.keyboard.press('ArrowDown');
  });
  const slow = frames.filter((frame) => frame > 50).length;
  console.info(
    `inspector, ${EVENTS} events and 200 segments: ${tasks.length} tasks, the longest ${tasks
      .slice(0, 3)
      .map((task) => task.toFixed(1))
      .join(', ')} ms of the thread; ${frames.length} frames, ${slow} of them over 50 ms by the clock`,
  );
  expect(tasks.length).toBeGreaterThan(500);
  expect(tasks[0]).toBeLessThan(50);
  expect(watched.faults).toEqual([]);
}, 120_000);
