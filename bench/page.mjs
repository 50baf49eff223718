/**
 * What the default script costs a page, in Chromium, against web-vitals alone on the same page, and of a click against the
 * page without it. The rounds take turns, so that a busy machine slows all of them; milliseconds are of the page's own thread.
 */
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { serve } from '../examples/serve.mjs';
import { findChromium } from '../test/browser/find.mjs';
import { against, interleave, ratio, table } from './measure.mjs';

const ROUNDS = 15;
const CLICKS = 10;
/** As a slow telephone. */
const SLOW = 4;
/** Until everything that is put off has been done. */
const SETTLED = 2_500;

const DEFINITIONS = JSON.stringify({
  version: 1,
  metrics: { views: { count: 'page_view' } },
  segments: [{ id: 'back-again', when: { metric: 'views', gte: 3 } }],
});

const GUESTS = {
  vitals: `<script defer src="/web-vitals.js"></script><script defer src="/vitals.js"></script>`,
  ours: `<script type="application/json" data-ethogram>${DEFINITIONS}</script><script defer src="/dist/ethogram.js"></script>`,
};
/** Whose a script is, by its address. */
const OWN = { vitals: /vitals\.js/, ours: /\/dist\// };

const rows = (count) =>
  Array.from(
    { length: count },
    (_, row) => `<div class="row"><b>${row}</b><a href="#${row}">Item</a><input><button>Buy</button></div>`,
  ).join('');

const pageOf = (guest, count) =>
  `<!doctype html><title>Things</title><style>.row { height: 30px }</style>${GUESTS[guest]}<main>${rows(count)}</main>`;

const pages = () => ({
  '/web-vitals.js': {
    type: 'text/javascript',
    body: readFileSync(new URL('node_modules/web-vitals/dist/web-vitals.iife.js', import.meta.url), 'utf8'),
  },
  '/vitals.js': {
    type: 'text/javascript',
    body: `for (const on of ['onCLS', 'onINP', 'onLCP', 'onFCP', 'onTTFB']) webVitals[on](() => {});`,
  },
  ...Object.fromEntries(
    Object.keys(GUESTS).flatMap((guest) => [
      [`/${guest}.html`, { body: pageOf(guest, 20) }],
      [`/${guest}-large.html`, { body: pageOf(guest, 1_000) }],
    ]),
  ),
});

const at = (numbers, share) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.round((sorted.length - 1) * share)];
};
const spread = (numbers) =>
  `${at(numbers, 0.5).toFixed(1)} (${at(numbers, 0.1).toFixed(1)}–${at(numbers, 0.9).toFixed(1)})`;

/** What runs a script, by the name that the trace has for it. */
const RUNS = /^(FunctionCall|EvaluateScript|v8\.compile|TimerFire|EventDispatch)$/;

/** The tasks of the page's thread while `run` goes on: how long each took, and how much of it a guest's script. */
const traced = async (browser, tab, own, run) => {
  await browser.startTracing(tab, {
    categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', '__metadata'],
  });
  await run();
  const { traceEvents } = JSON.parse(String(await browser.stopTracing()));
  const threads = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const here = traceEvents.filter(({ pid, tid }) => threads.has(`${pid} ${tid}`));
  const scripts = here.filter(({ name, args }) => RUNS.test(name) && own.test(args.data?.url ?? ''));
  // what runs inside of another that counts is in it already
  const outer = scripts.filter(
    (one) =>
      !scripts.some(
        (other) =>
          other !== one &&
          other.pid === one.pid &&
          other.ts <= one.ts &&
          other.ts + (other.dur ?? 0) >= one.ts + (one.dur ?? 0),
      ),
  );
  return {
    script: outer.reduce((sum, { tdur = 0 }) => sum + tdur, 0) / 1_000,
    longest: Math.max(0, ...outer.map(({ tdur = 0 }) => tdur)) / 1_000,
  };
};

/** A visit to a page of this guest's. */
const visit = async (browser, url, guest, size, rate) => {
  const tab = await browser.contexts()[0].newPage();
  try {
    const devtools = await tab.context().newCDPSession(tab);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate });
    return await traced(browser, tab, OWN[guest], async () => {
      await tab.goto(`${url}/${guest}${size}.html`);
      await tab.waitForTimeout(SETTLED);
    });
  } finally {
    await tab.close();
  }
};

const startCosts = async (browser, url) => {
  const scripts = await interleave(
    Object.fromEntries(
      ['vitals', 'ours'].map((guest) => [
        guest,
        async () => (await visit(browser, url, guest, '', 1)).script,
      ]),
    ),
    { rounds: ROUNDS, warm: 2 },
  );
  const times = ratio(scripts.ours, scripts.vitals);
  table(
    'What does starting cost the page?',
    [
      `Milliseconds that the script takes of the page's main thread in its first ${SETTLED / 1_000} s, median (10–90 %) of ${ROUNDS} rounds.`,
    ],
    ['', 'script', 'times web-vitals', 'target'],
    [
      ['web-vitals alone', spread(scripts.vitals), '', ''],
      ['Ethogram', spread(scripts.ours), times.text, against(times.value, 3)],
    ],
  );
};

const longTasks = async (browser, url) => {
  const longest = await interleave(
    Object.fromEntries(
      ['vitals', 'ours'].map((guest) => [
        guest,
        async () => (await visit(browser, url, guest, '-large', SLOW)).longest,
      ]),
    ),
    { rounds: 5, warm: 1 },
  );
  table(
    'How long is a task of it?',
    [
      `Milliseconds of the longest call on a page of 5,000 nodes at a quarter of the speed, median (10–90 %) of 5.`,
    ],
    ['', 'longest', 'target'],
    [
      ['web-vitals alone', spread(longest.vitals), ''],
      ['Ethogram', spread(longest.ours), against(at(longest.ours, 0.5), 50)],
    ],
  );
};

/** From the press until the next frame is painted, of each of some clicks on a thing of the demo shop. */
const clicks = async (browser, url, isThere) => {
  const tab = await browser.contexts()[0].newPage();
  try {
    if (!isThere) await tab.route('**/dist/**', (route) => route.abort());
    const devtools = await tab.context().newCDPSession(tab);
    await tab.goto(`${url}/examples/shop/product.html`);
    await tab.waitForTimeout(SETTLED);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOW });
    await tab.evaluate(() => {
      window.took = [];
      addEventListener(
        'click',
        ({ timeStamp }) =>
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => window.took.push(performance.now() - timeStamp);
            port2.postMessage(0);
          }),
        true,
      );
    });
    const button = tab.locator('main button:visible').first();
    const box = await button.boundingBox();
    for (let click = 0; click < CLICKS; click++) {
      await tab.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
      await tab.waitForTimeout(120);
    }
    return at(await tab.evaluate('took'), 0.98);
  } finally {
    await tab.close();
  }
};

const interactions = async (browser, url) => {
  const took = await interleave(
    { none: () => clicks(browser, url, false), ours: () => clicks(browser, url, true) },
    { rounds: 12, warm: 1 },
  );
  const noise = at(took.none, 0.9) - at(took.none, 0.1);
  const more = at(took.ours, 0.5) - at(took.none, 0.5);
  table(
    'What does it add to a click on the demo?',
    [
      `Milliseconds from the press to the frame after it, the longest of ${CLICKS} clicks at a quarter of the speed, median (10–90 %) of 12 rounds. The target is what the page without it varies by itself.`,
    ],
    ['', 'longest click', 'more', 'target'],
    [
      ['without', spread(took.none), '', ''],
      ['Ethogram', spread(took.ours), more.toFixed(1), against(more, Number(noise.toFixed(1)))],
    ],
  );
};

export const page = async () => {
  const program = findChromium();
  if (!program) {
    console.log('\nNo Chromium here: run `npm run browsers`.');
    return;
  }
  const server = await serve({ pages: pages() });
  const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox', '--disable-gpu'] });
  await browser.newContext();
  try {
    await startCosts(browser, server.url);
    await longTasks(browser, server.url);
    await interactions(browser, server.url);
  } finally {
    await browser.close();
    await server.close();
  }
};
