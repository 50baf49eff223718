/** The abandoned cart in the shop, from the first message to the purchase: over reloads, tabs and a crash. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serve } from '../../examples/serve.mjs';
import { type ChromiumBrowser, openChromium } from './drivers/chromium.js';
import { sayYesTo, type Watch, watch } from './visit.js';

/** The handle, as the page has it. */
declare const ethogram: {
  ready: Promise<unknown>;
  has(segment: string): boolean;
  segments(): ReadonlySet<string>;
  explain(segment: string): { entered: boolean } | undefined;
  export(): Promise<{ events: { name: string; props: { message_id?: string; campaign?: string } }[] }>;
  setDefinitions(definitions: object): void;
};

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

let server: Awaited<ReturnType<typeof serve>>;
let browser: ChromiumBrowser;
let watched: Watch;
let shop: string;

const open = async (address = 'journal.html') => {
  const tab = await browser.tab();
  await tab.setViewportSize({ width: 1280, height: 900 });
  await go(tab, address);
  return tab;
};
const go = async (tab: Page, address: string) => {
  await tab.goto(`${shop}/${address}`);
  await isThere(tab);
};
const isThere = async (tab: Page) => {
  await tab.waitForFunction(() => 'ready' in ethogram);
  await tab.evaluate(() => ethogram.ready.then(() => undefined));
};
const push = (tab: Page, label: string) => tab.getByRole('button', { name: label }).click();

const card = (tab: Page) => tab.locator('[data-channel] .card');
const appears = (tab: Page, text: string) =>
  card(tab).filter({ hasText: text }).waitFor({ state: 'visible', timeout: 15_000 });
/** Long enough for a message that is due to appear, and for another tab's claim to lapse. */
const stays = async (tab: Page, count = 0, milliseconds = 1_500) => {
  await tab.waitForTimeout(milliseconds);
  expect(await card(tab).count()).toBe(count);
};
/** What was told of messages, in order. */
const responses = (tab: Page) =>
  tab.evaluate(async () =>
    (await ethogram.export()).events
      .filter(({ name }) => name.startsWith('message_'))
      .map(({ name, props }) => `${name} ${props.message_id ?? props.campaign}`),
  );
/** What there is to know of a visitor who left a cart; nobody is told of the last ones, but `explain` knows. */
const RESPONSES = ['opened-not-clicked', 'clicked-not-acted', 'converted-by-message'];
const RUN = ['runs', '1-shown', '2-shown', 'won'].map((name) => `cart-rescue--${name}`);
/** Where the visitor stands: the cart, how they responded, the run, what was seen of it, and whether it came to its goal. */
const standing = (tab: Page) =>
  tab.evaluate(
    (ids) => ids.filter((id) => ethogram.explain(id)?.entered),
    ['cart-abandoner', ...RESPONSES, ...RUN],
  );
const run = (...names: string[]) => names.map((name) => `cart-rescue--${name}`);
/** None of what a play became is told of. */
const hidden = (tab: Page) =>
  tab.evaluate(() => [...ethogram.segments()].filter((id) => id.startsWith('cart-rescue')));

beforeAll(async () => {
  server = await serve();
  shop = `${server.url}/examples/shop`;
  browser = await openChromium();
  await sayYesTo(browser.context, shop);
  watched = watch(browser.context, server.url);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

test('10 %, a day later 25 %, put away, bought, nothing any more', async () => {
  let tab = await open('product.html?id=curlew');
  await tab.locator('#add').click();
  await stays(tab);
  expect(await standing(tab)).toEqual([]);

  await push(tab, '+30 min');
  await appears(tab, '10 %');
  expect(await responses(tab)).toEqual(['message_shown cart-rescue/1']);
  expect(await standing(tab)).toEqual(['cart-abandoner', ...run('runs', '1-shown')]);
  expect(await hidden(tab)).toEqual([]);

  // in a second tab, and after a reload, it was shown already
  let second = await open();
  await stays(second);
  expect(await standing(second)).toEqual(['cart-abandoner', ...run('runs', '1-shown')]);
  await tab.bringToFront();
  await card(tab).getByText('Not now').click();
  await stays(tab);
  await tab.reload();
  await isThere(tab);
  await stays(tab);
  const answered = ['message_shown cart-rescue/1', 'message_dismiss cart-rescue/1'];
  expect(await responses(tab)).toEqual(answered);
  // what was put away will not be clicked on
  expect(await standing(tab)).toEqual(['cart-abandoner', 'opened-not-clicked', ...run('runs', '1-shown')]);

  // a day later both tabs are there, and one of them shows the second message: either, for both take themselves as seen
  await push(tab, '+1 day');
  const shower = await Promise.any([tab, second].map((one) => appears(one, '25 %').then(() => one)));
  if (shower === second) [tab, second] = [second, tab];
  await second.bringToFront();
  await stays(second);
  await tab.bringToFront();
  expect(await responses(tab)).toEqual([...answered, 'message_shown cart-rescue/2']);
  const left = ['cart-abandoner', 'opened-not-clicked', ...run('runs', '1-shown', '2-shown')];
  expect(await standing(second)).toEqual(left);

  // the renderer dies while it is on screen
  const dead = tab.waitForEvent('crash');
  await tab.goto('chrome://crash').catch(() => undefined);
  await dead;
  tab = await open();
  await stays(tab, 0, 12_000);
  expect(await responses(tab)).toEqual([...answered, 'message_shown cart-rescue/2']);
  expect(await standing(tab)).toEqual(left);

  await go(tab, 'checkout.html');
  await tab.getByRole('button', { name: 'Buy', exact: true }).click();
  await tab.waitForURL(/thank-you/);
  await isThere(tab);
  await tab.waitForFunction(() => ethogram.explain('cart-rescue--won')?.entered, undefined, {
    timeout: 5_000,
  });
  await tab.waitForTimeout(500);
  const done = [...answered, 'message_shown cart-rescue/2', 'message_goal cart-rescue'];
  expect(await responses(tab)).toEqual(done);
  // bought, but not by a message
  const bought = ['opened-not-clicked', ...run('won')];
  expect(await standing(tab)).toEqual(bought);
  expect(await standing(second)).toEqual(bought);

  // another cart within the month: nothing
  await go(tab, 'product.html?id=curlew');
  await tab.locator('#add').click();
  await push(tab, '+1 day');
  await tab.waitForFunction(() => ethogram.has('cart-abandoner'));
  await stays(tab);
  expect(await standing(tab)).toEqual(['cart-abandoner', 'opened-not-clicked']);
  expect(await hidden(tab)).toEqual([]);
  expect(await responses(tab)).toEqual(done);
  expect(watched.faults).toEqual([]);
}, 120_000);

describe('a message', () => {
  const file = (show: string, content: object, id = `a-${show}`) => ({
    version: 1,
    segments: [{ id: 'anybody', when: { count: 'page_view', gte: 1 } }],
    plays: [
      {
        id,
        segment: 'anybody',
        stop: { count: 'enough', gte: 1 },
        steps: [{ show, content }],
      },
    ],
  });
  const content = {
    title: '<b>Ten</b> percent',
    text: '<img src=x onerror="window.isHurt = true">',
    action: { label: 'Take it', href: 'cart.html' },
    slot: 'offer',
  };
  const start = async (show: string, more: object = {}, id = `a-${show}`) => {
    const tab = await open();
    await tab.evaluate(() => {
      const place = document.createElement('div');
      place.dataset.ethogramSlot = 'offer';
      document.querySelector('main')?.append(place);
      document.querySelector<HTMLElement>('.logo')?.focus();
    });
    await tab.evaluate(
      (definitions) => ethogram.setDefinitions(definitions),
      file(show, { ...content, ...more }, id),
    );
    await card(tab).waitFor({ state: 'visible', timeout: 15_000 });
    return tab;
  };

  test.each(['banner', 'dialog', 'slot'])(
    'in a %s: axe finds nothing, and no text is markup',
    async (show) => {
      const tab = await start(show);
      await tab.evaluate(axe);
      const violations = await tab.evaluate(async () => {
        const { axe } = window as unknown as {
          axe: { run(at: Element | null): Promise<{ violations: { id: string }[]; passes: unknown[] }> };
        };
        const found = await axe.run(document.querySelector('[data-channel]'));
        return { ids: found.violations.map(({ id }) => id), passes: found.passes.length };
      });
      expect(violations.ids).toEqual([]);
      expect(violations.passes).toBeGreaterThan(5);
      expect(await card(tab).locator('.title').textContent()).toBe(content.title);
      expect(await tab.evaluate('window.isHurt')).toBeUndefined();
      await tab.close();
    },
  );

  test('in a dialog keeps the focus, hears Escape and gives the focus back', async () => {
    const tab = await start('dialog', {}, 'keeps');
    for (let times = 0; times < 6; times++) {
      await tab.keyboard.press('Tab');
      const where = await tab.evaluate(
        () => document.activeElement?.shadowRoot?.activeElement?.className ?? document.activeElement?.tagName,
      );
      // the browser's own bars may have their turn, the page never
      expect(['action', 'dismiss', 'card', 'BODY']).toContain(where);
    }
    await tab.keyboard.press('Escape');
    await card(tab).waitFor({ state: 'detached' });
    expect(await tab.evaluate(() => document.activeElement === document.querySelector('.logo'))).toBe(true);
    expect(await responses(tab)).toContain('message_dismiss keeps/1');
    await tab.close();
  });

  test('is gone at once when the play is stopped, and moves for nobody who does not want it', async () => {
    const tab = await browser.tab();
    await tab.emulateMedia({ reducedMotion: 'reduce' });
    await go(tab, 'journal.html');
    await tab.evaluate((definitions) => ethogram.setDefinitions(definitions), {
      ...file('banner', { title: 'Still' }),
      plays: [{ ...file('banner', { title: 'Still' }).plays[0], id: 'still' }],
    });
    await appears(tab, 'Still');
    expect(await card(tab).evaluate((element) => getComputedStyle(element).animationName)).toBe('none');
    await tab.evaluate('ethogram.track("enough")');
    await card(tab).waitFor({ state: 'detached', timeout: 2_000 });
    expect((await responses(tab)).filter((line) => /dismiss.*still/.test(line))).toEqual([]);
    await tab.close();
  });
});
