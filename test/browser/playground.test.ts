/** The playground as it is built and served: typing, what comes of it, time, and what can be taken away. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SAMPLES } from '../../examples/playground/samples/samples.js';
import { serve } from '../../examples/serve.mjs';
import { compile, createEngine } from '../../src/engine.js';
import { expandRecipes } from '../../src/recipes.js';
import { violationsOf } from './axe.js';
import { type ChromiumBrowser, openChromium } from './drivers/chromium.js';
import { type Watch, watch } from './visit.js';

const definitionsOf = (name: string): string =>
  readFileSync(new URL(`../../examples/playground/samples/${name}.json`, import.meta.url), 'utf8');

const HOUR = 3_600_000;

/** A sample's log, and what the engine makes of it for one visitor: from when to when each segment was entered. */
const decided = (name: string) => {
  const events = SAMPLES[name]?.() ?? [];
  const { definitions, faults } = expandRecipes(JSON.parse(definitionsOf(name)));
  expect(faults).toEqual([]);
  const plan = compile(definitions);
  const [start, end] = [events[0]?.time as number, (events.at(-1)?.time as number) + HOUR];
  const engineAt = (visitor: string, at: number) => {
    const engine = createEngine(plan, { visitorId: visitor });
    const past = events.filter((event) => event.visitor === visitor && event.time <= at);
    return { engine, changes: [...engine.applyAll(past), ...engine.advance(at)] };
  };
  const staysOf = (visitor: string, segment: string) => {
    const times = engineAt(visitor, end).changes.filter((change) => change.segment === segment);
    return times.flatMap(({ type, time }, index) =>
      type === 'enter' ? [[time, times[index + 1]?.time ?? end] as const] : [],
    );
  };
  const visitors = [...new Set(events.map(({ visitor }) => visitor))];
  return { segments: plan.segments, visitors, start, end, engineAt, staysOf };
};

let server: Awaited<ReturnType<typeof serve>>;
let browser: ChromiumBrowser;
let watched: Watch;
let page: Page;

beforeAll(async () => {
  server = await serve();
  browser = await openChromium();
  await browser.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
  watched = watch(browser.context, server.url);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const open = async (hash = '', width = 1280) => {
  await page.setViewportSize({ width, height: 900 });
  await page.goto(`${server.url}/examples/playground/${hash}`);
  await settled();
};

/** The text was checked, the log is decided, and the explanation is of the instant that the slider shows. */
const settled = async () => {
  await page.locator('#rows rect').first().waitFor();
  await page.locator('#why h3').waitFor();
  await page
    .locator('#status')
    .getByText(/fault|Copied/)
    .waitFor({ timeout: 15_000 });
};

beforeEach(async () => {
  page = await browser.tab();
  page.setDefaultTimeout(15_000);
});

afterEach(async () => {
  await page.close();
  expect(watched.faults).toEqual([]);
});

const content = () => page.locator('.cm-content');
/** Puts a text in the place of all that is in the editor, as somebody who pastes it. */
const write = async (text: string) => {
  await page.evaluate((words) => navigator.clipboard.writeText(words), text);
  await content().focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+v');
};
const oneSegment = (when: string) =>
  `{ "version": 1, "metrics": { "spend": { "sum": "value", "of": "purchase" } },\n"segments": [\n{ "id": "buyer", "when": ${when} }] }`;
const labels = () => page.locator('.cm-completionLabel').allTextContents();
const rowNames = () => page.locator('.row-name').allTextContents();
const instant = async () => Number(await page.locator('#at').inputValue());

describe('the editor', () => {
  test('a mistake is told where it stands, what to do with it, and is gone when it is mended', async () => {
    await open();
    await write(oneSegment('{ "count": "purchase", "ovre": "30d", "gte": 1 }'));
    const marked = page.locator('.cm-lintRange-error');
    await marked.waitFor();
    expect(await marked.textContent()).toBe('"ovre"');
    const fault = page.locator('#faults button');
    expect(await fault.textContent()).toMatch(/^Line 3 Did you mean "over"\?/);
    // what is faulty is left out, and the rest runs
    expect(await rowNames()).toEqual([]);
    await fault.click();
    await page.keyboard.type('x');
    expect(await content().textContent()).toContain('x"ovre"');
    await write(oneSegment('{ "count": "purchase", "over": "30d", "gte": 1 }'));
    await page.locator('#status').getByText('No fault').waitFor();
    expect(await page.locator('#faults li').count()).toBe(0);
    await page.locator('[data-segment=buyer]').waitFor();
    expect(await rowNames()).toEqual(['buyer']);
  });

  test('what is no JSON is told, and what was decided last stays', async () => {
    await open();
    const before = await rowNames();
    await write('{ "version": 1\n "segments": [] }');
    await page.locator('#faults').getByText('Expected comma').waitFor();
    expect(await page.locator('#faults').textContent()).toContain('Line 2');
    expect(await rowNames()).toEqual(before);
  });

  test('a faulty use of a recipe is told at its place', async () => {
    await open();
    await write('{ "version": 1, "recipes": ["readers",\n{ "use": "bingers", "tmies": 3 }] }');
    await page.locator('#faults').getByText('Did you mean "times"?').waitFor();
    expect(await page.locator('.cm-lintRange-error').textContent()).toBe('"tmies"');
    expect(await rowNames()).toEqual(['readers']);
  });

  test('a faulty play is told at its place, once', async () => {
    await open();
    const play =
      '{ "id": "hello", "segment": "buyer",\n"steps": [{ "wait": "soon" }, { "show": "banner", "content": { "title": "Hello" } }] }';
    const file = oneSegment('{ "count": "purchase", "gte": 1 }').replace(/\}$/, `, "plays": [${play}] }`);
    await write(file);
    await page.locator('.cm-lintRange-error').waitFor();
    expect(await page.locator('.cm-lintRange-error').textContent()).toBe('"soon"');
    expect(await page.locator('#faults li').allTextContents()).toEqual([
      expect.stringMatching(/^Line 4 .*duration/),
    ]);
  });

  test('completes the forms of metrics, names of the file, of the log and of recipes', async () => {
    await open();
    const completed = async (text: string, typed: string) => {
      await write(text.replace('|', ''));
      await page.keyboard.press('Control+Home');
      for (let left = text.indexOf('|'); left > 0; left--) await page.keyboard.press('ArrowRight');
      await page.keyboard.type(typed);
      await page.locator('.cm-tooltip-autocomplete').waitFor();
      const found = await labels();
      await page.keyboard.press('Escape');
      return found;
    };
    expect(await completed('{ "version": 1, "metrics": { "a": {|} } }', '"')).toEqual(
      expect.arrayContaining(['count', 'sum', 'distinct', 'sinceLast', 'ratio']),
    );
    const file = oneSegment('{ "metric": | }');
    expect(await completed(file, '"')).toEqual(['spend']);
    expect(await completed(oneSegment('{ "count": |, "gte": 1 }'), '"purch')).toEqual(['purchase']);
    const [recipe] = await completed('{ "version": 1, "recipes": [|] }', '"laps');
    expect(recipe).toBe('lapsed-buyers');
  });

  test('a completion is put in with what belongs to it', async () => {
    await open();
    await write('{ "version": 1 }');
    await page.keyboard.press('Control+Home');
    for (let times = 0; times < 14; times++) await page.keyboard.press('ArrowRight');
    await page.keyboard.type(', "segm');
    await page.locator('.cm-tooltip-autocomplete').getByText('segments').waitFor();
    await page.waitForTimeout(150); // a list that has just opened takes no Enter
    await page.keyboard.press('Enter');
    await page.keyboard.type('[]');
    await page.locator('#status').getByText('No fault').waitFor();
    await page.locator('#copy').click();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    expect(JSON.parse(text)).toEqual({ version: 1, segments: [] });
  });

  test('says what a word means', async () => {
    await open();
    await page.locator('.json-text', { hasText: '"90d"' }).first().hover();
    await page.locator('.meaning').waitFor();
    expect(await page.locator('.meaning').textContent()).toMatch(/duration|text/);
  });
});

describe.each(['shop', 'blog', 'trial'])('the log of the %s', (name) => {
  test('bars are where the engine has the visitor in, for each visitor', async () => {
    await open();
    if (name !== 'shop') await page.locator(`#logs input[value=${name}]`).check({ force: true });
    const { segments, visitors, start, end, staysOf } = decided(name);
    await page.locator(`[data-segment="${segments[0]}"]`).waitFor();
    let bars = 0;
    for (const visitor of visitors) {
      await page.locator('#visitor').selectOption(visitor);
      const drawn = await page.evaluate(() =>
        Array.from(document.querySelectorAll('#rows [data-segment]'), (row) => [
          (row as HTMLElement).dataset.segment,
          Array.from(row.querySelectorAll('rect'), (rect) => [
            Number.parseFloat(rect.getAttribute('x') ?? ''),
            Number.parseFloat(rect.getAttribute('width') ?? ''),
          ]),
        ]),
      );
      const percent = (part: number) => Math.round(part * 100_000) / 1_000;
      const stays = segments.map((id) => staysOf(visitor, id));
      const expected = segments.map((id, index) => [
        id,
        stays[index]?.map(([from, to]) => [
          percent((from - start) / (end - start)),
          percent((to - from) / (end - start)),
        ]),
      ]);
      expect(drawn, visitor).toEqual(expected);
      bars += stays.flat().length;
    }
    expect(bars).toBeGreaterThan(50);
  });
});

describe('time', () => {
  test('by keyboard: the explanation, the metrics and the marks are those of the instant', async () => {
    await open();
    const row = page.locator('[data-segment="cart-left"]');
    await row.locator('input').focus();
    await page.keyboard.press('Space');
    await page.locator('#why h3').getByText('Left a cart').waitFor();

    await page.locator('#at').focus();
    await page.keyboard.press('Home');
    await page.locator('#why').getByText('never was in').waitFor();
    expect(await row.getAttribute('data-state')).toBe('out');
    const start = await instant();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    expect((await instant()) - start).toBe(25 * HOUR);

    await page.locator('#after').press('Enter');
    await page.locator('#why .badge[data-state=in]').waitFor();
    expect(await row.getAttribute('data-state')).toBe('in');
    const { staysOf, engineAt } = decided('shop');
    const entered = staysOf('ada', 'cart-left')[0]?.[0] as number;
    expect(await instant()).toBe(entered);
    await page.locator('#why .badge').getByText('in for 0 s').waitFor();
    const spend = engineAt('ada', entered).engine.metric('spend_90d');
    expect(await page.locator('#metrics div', { hasText: 'spend_90d' }).locator('dd').textContent()).toBe(
      String(spend),
    );

    await page.keyboard.press('Enter');
    await page.locator('#why .badge[data-state=out]').waitFor();
    await page.locator('#before').press('Enter');
    await page.locator('#why .badge[data-state=in]').waitFor();
    expect(await instant()).toBe(entered);
  });

  test('pressing on a bar goes there and looks at that segment', async () => {
    await open();
    const bar = page.locator('[data-segment="silver"] rect').first();
    await bar.scrollIntoViewIfNeeded();
    await bar.click();
    await page.locator('#why h3').getByText('Silver').waitFor();
    await page.locator('#why .badge[data-state=in]').waitFor();
    expect(await page.locator('[data-segment="silver"] .tally').textContent()).toMatch(/^[1-9]\d? of 12$/);
  });

  test('typing and scrubbing never wait for the engine', async () => {
    await open();
    await page.evaluate(() => {
      const long: number[] = [];
      Object.assign(window, { long });
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) long.push(duration);
      }).observe({ type: 'longtask' });
    });
    const isAsked = await page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => name),
    );
    expect(isAsked.filter((name) => name.endsWith('.worker.js'))).toHaveLength(2);
    await page.locator('#at').focus();
    for (let times = 0; times < 20; times++) await page.keyboard.press('ArrowLeft');
    await settled();
    // whatever the machine is doing besides: no task is as long as a run of the log took in Node
    const long = await page.evaluate(() => (window as unknown as { long: number[] }).long);
    expect(long.filter((duration) => duration > 500)).toEqual([]);
  });
});

describe('a log of one’s own', () => {
  const paste = async (text: string) => {
    await page.locator('#paste').click();
    await page.locator('#paste-text').fill(text);
    await page.locator('#paste-use').click();
  };

  test('is read as a list or one event a line, and the definitions run over it', async () => {
    await open();
    await write(oneSegment('{ "count": "purchase", "gte": 2 }'));
    const event = (time: string, visitor: string) => JSON.stringify({ time, visitor, name: 'purchase' });
    await paste([event('2026-03-02T08:00:00Z', 'zoe'), event('2026-03-05T08:00:00Z', 'zoe')].join('\n'));
    await page.locator('#summary').getByText('2 events').waitFor();
    await page.locator('[data-segment=buyer] rect').waitFor();
    expect(await page.locator('#visitor').inputValue()).toBe('zoe');
    await paste(`[${event('2026-03-02T08:00:00Z', 'yan')},\n${event('2026-03-05T08:00:00Z', 'zoe')}]`);
    await page.locator('[data-segment=buyer] rect').waitFor({ state: 'detached' });
    expect(await page.locator('#visitor option').count()).toBe(2);
  });

  test('what is no event is told with its line and what was expected', async () => {
    await open();
    const before = await page.locator('#summary').textContent();
    await paste('{ "name": "purchase", "time": 1 }\n{ "name": "purchase", "time": "yesterday" }');
    await page.locator('#paste-faults').getByText('Line 2').waitFor();
    expect(await page.locator('#paste-faults').textContent()).toMatch(
      /^Line 2 Expected time: milliseconds since 1970.*Found "yesterday"/,
    );
    await page.keyboard.press('Escape');
    await page.locator('#paste-dialog').waitFor({ state: 'hidden' });
    expect(await page.locator('#summary').textContent()).toBe(before);
  });
});

describe('to take away', () => {
  test('the definitions and the explanation as JSON', async () => {
    await open();
    await page.locator('#copy').click();
    await page.locator('#copy').getByText('Copied').waitFor();
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
    expect(JSON.parse(await clipboard())).toEqual(JSON.parse(definitionsOf('shop')));
    await page.locator('#copy-why').click();
    await page.locator('#copy-why').getByText('Copied').waitFor();
    expect(JSON.parse(await clipboard())).toMatchObject({
      id: 'shoe-lover',
      entered: true,
      at: await instant(),
    });
  });

  test('a link carries the definitions and the log, and tells no server', async () => {
    await open();
    await page.locator('#logs input[value=blog]').check({ force: true });
    await page.locator('[data-segment=skimmer]').waitFor();
    const text = oneSegment('{ "count": "share", "gte": 1 }');
    await write(text);
    await page.locator('[data-segment=buyer]').waitFor();
    await page.locator('#copy-link').click();
    await page.locator('#copy-link').getByText('Copied').waitFor();
    const link = new URL(await page.evaluate(() => navigator.clipboard.readText()));
    expect(link.search).toBe('');
    await page.goto('about:blank');
    await open(link.hash);
    expect(await rowNames()).toEqual(['buyer']);
    expect(await page.locator('#logs input:checked').inputValue()).toBe('blog');
    await page.goto('about:blank');
    await open(`${link.hash.slice(0, 30)}`);
    expect((await rowNames()).length).toBeGreaterThan(5);
  });

  test('a way to the shop, and from the shop back', async () => {
    await open();
    await page.getByRole('link', { name: 'The shop' }).click();
    await page.getByRole('link', { name: 'playground' }).click();
    await settled();
  });
});

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  test.each([1280, 390])(
    'at %d pixels axe finds nothing, and nothing is to be scrolled sideways',
    async (width) => {
      await page.emulateMedia({ colorScheme });
      await open('', width);
      expect(await violationsOf(page)).toEqual([]);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0);
      await write(oneSegment('{ "count": "purchase", "ovre": "30d", "gte": 1 }'));
      await page.locator('.cm-lintRange-error').waitFor();
      await page.locator('#paste').click();
      await page.locator('#paste-use').click();
      await page.locator('#paste-faults li').waitFor();
      expect(await violationsOf(page)).toEqual([]);
    },
  );
});
