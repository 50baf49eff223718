/** What is known of a visit and of the device it is made on, on the built script: events, traits, and that nobody who does not ask pays. */
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { serve } from '../../examples/serve.mjs';
import { type ChromiumBrowser, openChromium } from './drivers/chromium.js';
import { type Browser, type Engine, installed, type Tab } from './drivers/engine.js';
import { answerOf } from './drivers/running.js';
import { faultsOf, GUEST } from './guest.js';
import { watch } from './visit.js';

const ASKING = JSON.stringify({
  version: 1,
  metrics: { visits: { count: 'session_start' } },
  segments: [
    { id: 'back', when: { trait: 'visitor.sessionNumber', gte: 2 } },
    { id: 'by-letter', when: { trait: 'lastTouch.channel', is: 'Email' } },
    { id: 'touching', when: { trait: 'device.touch', is: true } },
  ],
});
const SILENT = '{ "version": 1, "metrics": { "views": { "count": "page_view" } } }';

const page = (definitions: string, attributes = '') => ({
  body: `<!doctype html><title>Visits</title>
    <script src="/guest.js"></script>
    <script>
      window.told = [];
      window.ethogram = function () { (ethogram.q ??= []).push(arguments) };
      ethogram('on', 'event', ({ name, props }) => told.push({ name, props }));
    </script>
    <script type="application/json" data-ethogram>${definitions}</script>
    <script src="/dist/ethogram.js" ${attributes}></script>`,
});

const pages = {
  '/guest.js': GUEST,
  '/asking.html': page(ASKING),
  '/silent.html': page(SILENT),
  '/pending.html': page(ASKING, 'data-consent="pending"'),
};

/** What the page holds. */
declare const told: { name: string; props: { readonly [key: string]: never } }[];
declare const ethogram: {
  trait(path: string): never;
  segments(): Iterable<string>;
  metric(name: string): number;
  flush(): Promise<void>;
  setConsent(consent: string): void;
};

let server: Awaited<ReturnType<typeof serve>>;

beforeEach(async () => {
  server = await serve({ pages });
});
afterEach(async () => {
  await server?.close();
});

describe.each(installed.map((engine): [string, Engine] => [engine.name, engine]))('%s', (_, engine) => {
  let browser: Browser;
  let tab: Tab;

  beforeEach(async () => {
    browser = await engine.open();
    tab = await browser.tab();
  });
  afterEach(async () => {
    const faults = await faultsOf(tab).finally(browser.close);
    expect(faults).toEqual([]);
  });

  const visited = (count: number) =>
    answerOf(`There were no ${count} visits`, () =>
      tab.run((count) => ethogram.metric?.('visits') === count, count),
    );
  const names = () =>
    tab.run(() =>
      told.map(({ name }) => name).filter((name) => /^(first|session|campaign|page)_/.test(name)),
    );

  test('a first visit from a letter: its events once, counters, both touches; a reload is the same visit', async () => {
    await tab.goto(
      `${server.url}/asking.html?utm_source=Letter&utm_medium=email&utm_campaign=spring&utm_term=shoes`,
    );
    await visited(1);
    expect(await names()).toEqual(['page_view', 'first_visit', 'session_start', 'campaign_details']);
    expect(await tab.run(() => told.find(({ name }) => name === 'campaign_details')?.props)).toMatchObject({
      source: 'letter',
      medium: 'email',
      campaign: 'spring',
      channel: 'Email',
      term: 'shoes',
      page_path: '/asking.html',
    });
    const today = await tab.run(() => {
      const now = new Date();
      return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
    });
    const visitor = await tab.run(() => ethogram.trait('visitor'));
    expect(visitor).toMatchObject({ sessionNumber: 1, firstSeen: today, seen: today, daysSinceFirst: 0 });
    for (const touch of ['firstTouch', 'lastTouch'])
      expect(await tab.run((touch) => ethogram.trait(touch), touch)).toMatchObject({
        source: 'letter',
        medium: 'email',
        campaign: 'spring',
        channel: 'Email',
        page: '/asking.html',
        date: today,
      });
    expect(await tab.run(() => [...ethogram.segments()])).toEqual(['by-letter']);

    await tab.run(() => ethogram.flush());
    await tab.goto(`${server.url}/asking.html`);
    await answerOf('The page was not viewed', async () => (await names()).includes('page_view'));
    await tab.run(() => new Promise<void>((resolve) => setTimeout(resolve, 500)));
    expect(await names()).toEqual(['page_view']);
    expect(await tab.run(() => ethogram.trait('visitor'))).toEqual(visitor);
    expect(await tab.run(() => [...ethogram.segments()])).toEqual(['by-letter']);
  });

  test('the device and its surroundings are what the browser itself says', async () => {
    await tab.goto(`${server.url}/asking.html`);
    await answerOf('The device is not known', () =>
      tab.run(() => ethogram.trait?.('device.screen') !== undefined),
    );
    const said = await tab.run(() => ({
      type: 'desktop',
      touch: navigator.maxTouchPoints > 0,
      pixelRatio: devicePixelRatio,
      languages: [...navigator.languages],
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      colorScheme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
      reducedMotion: matchMedia('(prefers-reduced-motion: reduce)').matches,
      connection: (navigator as { connection?: { effectiveType: string } }).connection?.effectiveType ?? null,
      memory: (navigator as { deviceMemory?: number }).deviceMemory ?? null,
      bot: navigator.webdriver || /headless/i.test(navigator.userAgent),
    }));
    expect(said.bot, 'a program drives it').toBe(true);
    expect(await tab.run(() => ethogram.trait('device'))).toMatchObject(said);
  });

  test('who does not ask for visits is told nothing of them', async () => {
    await tab.goto(`${server.url}/silent.html?utm_source=letter`);
    await answerOf('The page was not viewed', () => tab.run(() => ethogram.metric?.('views') === 1));
    await tab.run(() => new Promise<void>((resolve) => setTimeout(resolve, 500)));
    expect(await names()).toEqual(['page_view']);
    expect(
      await tab.run(() =>
        [ethogram.trait('visitor'), ethogram.trait('firstTouch')].every((it) => it === undefined),
      ),
    ).toBe(true);
    expect(
      await tab.run(() => performance.getEntriesByType('resource').some(({ name }) => /\/visit-/.test(name))),
    ).toBe(false);
  });

  test('before consent nothing is told, and the device is not read; with it both', async () => {
    await tab.goto(`${server.url}/pending.html`);
    await tab.run(() => new Promise<void>((resolve) => setTimeout(resolve, 800)));
    expect(
      await tab.run(() => ethogram.trait('device') === undefined && ethogram.trait('visitor') === undefined),
    ).toBe(true);
    await tab.run(() => ethogram.setConsent('granted'));
    await visited(1);
    await answerOf('The device is not known', () =>
      tab.run(() => ethogram.trait('device.screen') !== undefined),
    );
  });
});

describe('Chromium, as another device', () => {
  let browser: ChromiumBrowser;
  let tab: Page;

  beforeEach(async () => {
    browser = await openChromium();
    tab = await browser.tab();
  });
  afterEach(async () => {
    await browser.close();
  });

  test('a telephone with a dark screen, somewhere else', async () => {
    const watched = watch(browser.context, server.url);
    const driver = await browser.context.newCDPSession(tab);
    await driver.send('Emulation.setDeviceMetricsOverride', {
      width: 390,
      height: 844,
      screenWidth: 390,
      screenHeight: 844,
      deviceScaleFactor: 3,
      mobile: true,
    });
    await driver.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 5 });
    await driver.send('Emulation.setTimezoneOverride', { timezoneId: 'Australia/Adelaide' });
    await driver.send('Emulation.setUserAgentOverride', {
      userAgent:
        'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
      acceptLanguage: 'pl-PL,de',
      platform: 'Linux armv8l',
      userAgentMetadata: {
        brands: [
          { brand: 'Chromium', version: '140' },
          { brand: 'Google Chrome', version: '140' },
        ],
        platform: 'Android',
        platformVersion: '15',
        architecture: '',
        model: '',
        mobile: true,
      },
    });
    await driver.send('Emulation.setEmulatedMedia', {
      features: [
        { name: 'prefers-color-scheme', value: 'dark' },
        { name: 'prefers-reduced-motion', value: 'reduce' },
      ],
    });
    await tab.goto(`${server.url}/asking.html`);
    await tab.waitForFunction(`ethogram.has?.('touching')`, undefined, { timeout: 5000 });
    expect(await tab.evaluate(`ethogram.trait('device')`)).toMatchObject({
      type: 'mobile',
      system: 'Android',
      browser: 'Chrome',
      screen: 'small',
      touch: true,
      pixelRatio: 3,
      languages: ['pl-PL', 'de'],
      timeZone: 'Australia/Adelaide',
      colorScheme: 'dark',
      reducedMotion: true,
    });
    expect(watched.faults).toEqual([]);
  });

  test('31 minutes later it is the second visit, from elsewhere, and the first touch stays', async () => {
    const watched = watch(browser.context, server.url);
    // the browser's clock, before anything of ours asks for it
    await tab.addInitScript(`{
      const ahead = +(localStorage.getItem('ahead') ?? 0);
      const { now } = Date;
      Date.now = () => now() + ahead;
    }`);
    await tab.goto(`${server.url}/asking.html?utm_source=letter&utm_medium=email`);
    await tab.waitForFunction(`ethogram.metric?.('visits') === 1`, undefined, { timeout: 5000 });
    await tab.evaluate('ethogram.flush()');
    await tab.evaluate(`localStorage.setItem('ahead', 31 * 60_000)`);
    await tab.goto(`${server.url}/asking.html?gclid=1`);
    await tab.waitForFunction(`ethogram.has?.('back')`, undefined, { timeout: 5000 });
    expect(
      await tab.evaluate(
        `[ethogram.trait('visitor.sessionNumber'), ethogram.trait('firstTouch.channel'), ethogram.trait('lastTouch.channel')]`,
      ),
    ).toEqual([2, 'Email', 'Paid Search']);
    expect(await tab.evaluate(`ethogram.metric('visits')`)).toBe(2);
    expect(
      await tab.evaluate(
        `told.map(({ name }) => name).filter((name) => /_visit|_start|_details/.test(name))`,
      ),
    ).toEqual(['session_start', 'campaign_details']);
    expect(watched.faults).toEqual([]);
  });
});
