/**
 * `npm run test:soak`: two tabs of Chromium tell fifty events a second each for twenty minutes (`SOAK_MINUTES`), while
 * somebody looks at their memory, at the log and at what the page suffers. Writes its section of docs/reliability.md.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession } from 'playwright-core';
import { expect, test } from 'vitest';
import { chromium, openChromium } from '../browser/drivers/chromium.js';
import { circumstances, table, writeSection } from './report.js';
import { serve } from './server.js';

const MINUTES = Number(process.env.SOAK_MINUTES);
/** Until every window has let go of its first events, and code has been compiled. */
const WARM = Math.min(4, MINUTES / 4);
const MEGABYTE = 2 ** 20;

declare const ethogram: {
  export(): Promise<{ events: object[] }>;
  flush(): Promise<void>;
  health(): { state: string; events: number; failures: number };
};

/** Bytes in use when nothing is left to be collected. */
const heapOf = async (devtools: CDPSession): Promise<number> => {
  await devtools.send('HeapProfiler.collectGarbage');
  return (await devtools.send('Runtime.getHeapUsage')).usedSize;
};

/** Megabytes an hour, by least squares. */
const slopeOf = (samples: readonly (readonly [minute: number, bytes: number])[]): number => {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const minute = mean(samples.map(([at]) => at));
  const bytes = mean(samples.map(([, used]) => used));
  const above = samples.reduce((sum, [at, used]) => sum + (at - minute) * (used - bytes), 0);
  const below = samples.reduce((sum, [at]) => sum + (at - minute) ** 2, 0);
  return ((above / below) * 60) / MEGABYTE;
};

test(`${MINUTES} minutes of a hundred events a second`, async () => {
  const server = await serve();
  const browser = await openChromium();
  const cell = 'soak';
  try {
    const tabs = [];
    for (const number of [1, 2]) {
      const tab = await browser.tab();
      const devtools = await browser.context.newCDPSession(tab);
      await tab.goto(`${server.url}/soak.html?cell=${cell}&tab=${number}`);
      tabs.push({ tab, devtools, samples: [] as [number, number][] });
    }
    const began = Date.now();
    while (Date.now() - began < MINUTES * 60_000) {
      await sleep(15_000);
      const minute = (Date.now() - began) / 60_000;
      for (const { devtools, samples } of tabs) samples.push([minute, await heapOf(devtools)]);
    }
    const found = [];
    for (const { tab, samples } of tabs) {
      await tab.evaluate(() => ethogram.flush());
      const { state, events, failures } = await tab.evaluate(() => ethogram.health());
      const kept = await tab.evaluate(async () => (await ethogram.export()).events.length);
      const stored = await tab.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
      const late = samples.filter(([minute]) => minute >= WARM);
      found.push({ state, events, failures, kept, stored, slope: slopeOf(late), late });
    }
    const said = server.letters.flatMap(({ error, fault }) => error ?? fault ?? []);
    const text = table(
      [
        'tab',
        'events told',
        'in the log',
        'stored',
        'heap at first',
        'heap at last',
        'slope',
        'failed writes',
      ],
      found.map(({ events, kept, stored, late, slope, failures }, at) => [
        String(at + 1),
        events.toLocaleString('en'),
        kept.toLocaleString('en'),
        `${(stored / MEGABYTE).toFixed(1)} MB`,
        `${((late[0]?.[1] ?? 0) / MEGABYTE).toFixed(2)} MB`,
        `${((late.at(-1)?.[1] ?? 0) / MEGABYTE).toFixed(2)} MB`,
        `${slope.toFixed(2)} MB an hour`,
        String(failures),
      ]),
    );
    console.log(text, said);
    if (MINUTES >= 20) {
      writeSection(
        'Twenty minutes',
        `Two tabs tell fifty events a second each, for ${MINUTES} minutes. The heap is read every 15 s after a collection, from minute ${WARM} on; it goes up and down as the log is trimmed. Told through \`error\` or reaching the page's error handlers: ${said.length ? [...new Set(said)].join('; ') : 'nothing'}. ${await circumstances([chromium])}\n\n${text}`,
      );
    }
    expect(said).toEqual([]);
    for (const { state, events, failures, kept } of found) {
      expect({ state, failures }).toEqual({ state: 'persistent', failures: 0 });
      expect(events).toBeGreaterThan(MINUTES * 60 * 25);
      expect(kept).toBeLessThanOrEqual(20_000);
    }
  } finally {
    await browser.close();
    server.close();
  }
});
