/** What a page does with segments (docs/page.md), in every engine, on the built script: callbacks and markup. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { serve } from '../../examples/serve.mjs';
import { type Browser, type Engine, installed, type Tab } from './drivers/engine.js';
import { answerOf } from './drivers/running.js';
import { faultsOf, GUEST } from './guest.js';

const DEFINITIONS = JSON.stringify({
  version: 1,
  metrics: { spent: { sum: 'value', of: 'purchase' } },
  segments: [
    { id: 'gold', when: { trait: 'plan', is: 'gold' } },
    { id: 'buyer', when: { count: 'purchase', gte: 1 } },
  ],
});

const page = (
  content: string,
) => `<!doctype html><html lang="en"><title>Page</title><script src="/guest.js"></script>
  <script type="application/json" data-ethogram>${DEFINITIONS}</script>
  <script src="/dist/ethogram.js"></script><body>${content}</body></html>`;

const CONTENT = `<button id="elsewhere">Elsewhere</button>
  <p id="shown" data-segment-show="gold" hidden><button id="in-shown">In it</button></p>
  <p id="hidden" data-segment-hide="gold"><button id="in-hidden">In it</button></p>
  <template data-segment="gold"><p id="put"><button id="in-put">In it</button></p></template>
  <p id="read" data-segment-show="gold" aria-live="polite" hidden>Welcome, <b>gold</b></p>
  <template data-segment="gold" aria-live="assertive"><p>At once</p></template>`;

const pages = {
  '/guest.js': GUEST,
  '/page.html': { body: page(CONTENT) },
  '/bare.html': { body: page('<main></main>') },
  '/once.html': {
    body: page(`<script>
      window.told = [];
      ethogram((handle) => {
        handle.on('enter', 'buyer', () => told.push('visitor'), { once: 'visitor', key: 'thanks' });
        handle.on('enter', 'buyer', () => told.push('every'));
      });</script>`),
  },
};

declare const ethogram: {
  ready: Promise<unknown>;
  on(signal: string, ...words: unknown[]): () => void;
  watch(segment: string, run: (isIn: boolean) => void): () => void;
  track(name: string, props?: object): void;
  setTraits(traits: object): void;
  has(segment: string): boolean;
  flush(): Promise<void>;
  stop(): Promise<void>;
};
declare const told: string[];

let server: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => {
  server = await serve({ pages });
});
afterAll(async () => {
  await server?.close();
});

const opened = async (tab: Tab, path: string) => {
  await tab.goto(`${server.url}${path}`);
  await tab.run(() => ethogram.ready.then(() => undefined));
};
const become = (tab: Tab, plan: string) => tab.run((plan) => ethogram.setTraits({ plan }), plan);
const wait = (tab: Tab, milliseconds: number) =>
  tab.run((pause) => new Promise<void>((resolve) => setTimeout(resolve, pause)), milliseconds);
const focused = (tab: Tab) => tab.run(() => document.activeElement?.id);

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

  test('callbacks: the state now, then every change, in order, one after the other, whoever throws', async () => {
    await opened(tab, '/bare.html');
    const heard = await tab.run(async () => {
      const heard: string[] = [];
      const pause = () => new Promise((resolve) => setTimeout(resolve, 50));
      ethogram.on('error', ({ code }: { code: string }) => heard.push(code));
      ethogram.watch('gold', (isIn) => heard.push(`watch ${isIn}`));
      ethogram.on('enter', 'gold', () => {
        heard.push(`enter ${ethogram.has('gold')}`);
        ethogram.track('purchase', { transaction_id: '1' });
        heard.push('tracked');
      });
      ethogram.on('enter', 'buyer', () => heard.push('effect'));
      ethogram.on('change', 'gold', () => {
        throw new Error('mine');
      });
      const undo = ethogram.on('exit', 'gold', () => heard.push('exit'));
      document.addEventListener('ethogram:enter', (event) =>
        heard.push(`document ${(event as CustomEvent).detail.segment}`),
      );
      await pause();
      heard.push('|');
      ethogram.setTraits({ plan: 'gold' });
      heard.push('later');
      await pause();
      heard.push('|');
      ethogram.setTraits({ plan: 'none' });
      await pause();
      undo();
      heard.push('|');
      ethogram.setTraits({ plan: 'gold' });
      ethogram.setTraits({ plan: 'none' });
      await pause();
      return heard.join(' ').split(' | ');
    });
    expect(heard[0]).toBe('watch false');
    const [first, ...rest] = (heard[1] as string).split(' ');
    expect(first).toBe('later');
    const entering = rest.join(' ');
    // the effect of a listener is told when it has returned
    expect(entering).toContain('enter true tracked');
    expect(entering.indexOf('effect')).toBeGreaterThan(entering.indexOf('tracked'));
    for (const once of ['watch true', 'document gold', 'document buyer', 'listener-threw', 'effect'])
      expect(entering.split(once), once).toHaveLength(2);
    expect(heard[2]?.split(' ').sort()).toEqual(['exit', 'false', 'watch']);
    expect(heard[3]).not.toContain('exit');
    expect(heard[3]).not.toContain('listener-threw');
  });

  test('once for a visitor: in one of two tabs, and not after a reload', async () => {
    await opened(tab, '/once.html');
    const second = await browser.tab();
    await opened(second, '/once.html');
    await tab.run(() => ethogram.track('purchase', { transaction_id: '1' }));
    await answerOf('The second tab heard nothing', () => second.run(() => told.includes('every')));
    const all = async () => [...(await tab.run(() => told)), ...(await second.run(() => told))].sort();
    await answerOf('Nobody was told once', async () => (await all()).includes('visitor'));
    await wait(tab, 300);
    expect(await all()).toEqual(['every', 'every', 'visitor']);
    await tab.run(() => ethogram.flush());
    await tab.reload();
    await tab.run(() => ethogram.ready.then(() => undefined));
    await tab.run(() => ethogram.track('purchase', { transaction_id: '2' }));
    await wait(tab, 300);
    expect(await tab.run(() => told)).toEqual([]);
    expect(await faultsOf(second)).toEqual([]);
  });

  test('what has the focus is hidden, or taken out, when the focus has moved on', async () => {
    await opened(tab, '/page.html');
    await tab.run(() => document.getElementById('in-hidden')?.focus());
    await become(tab, 'gold');
    await answerOf('The template is not there', () => tab.run(() => !!document.getElementById('put')));
    expect(await tab.run(() => document.getElementById('shown')?.hidden)).toBe(false);
    expect([await focused(tab), await tab.run(() => document.getElementById('hidden')?.hidden)]).toEqual([
      'in-hidden',
      false,
    ]);
    await tab.run(() => document.getElementById('in-put')?.focus());
    expect(await tab.run(() => document.getElementById('hidden')?.hidden)).toBe(true);
    await become(tab, 'none');
    await answerOf('It is still shown', () =>
      tab.run(() => document.getElementById('shown')?.hidden === true),
    );
    await wait(tab, 100);
    expect([await focused(tab), await tab.run(() => document.getElementById('hidden')?.hidden)]).toEqual([
      'in-put',
      false,
    ]);
    await tab.run(() => document.getElementById('elsewhere')?.focus());
    expect([await focused(tab), await tab.run(() => document.getElementById('put'))]).toEqual([
      'elsewhere',
      null,
    ]);
  });

  test('nothing that appears, goes or is added takes the focus', async () => {
    await opened(tab, '/page.html');
    await tab.run(() => document.getElementById('elsewhere')?.focus());
    for (const plan of ['gold', 'none', 'gold']) {
      await become(tab, plan);
      await answerOf(`It is not as it is for ${plan}`, () =>
        tab.run((isGold) => !!document.getElementById('put') === isGold, plan === 'gold'),
      );
      expect(await focused(tab)).toBe('elsewhere');
    }
  });

  test('what appears is read out where the author asks: by a region that was there before its text', async () => {
    await opened(tab, '/page.html');
    // what is shown while the page begins is a part of it, and is read with it
    await answerOf('The chunk was not fetched', () =>
      tab.run(() => performance.getEntriesByType('resource').some(({ name }) => /\/dist\/page-/.test(name))),
    );
    await wait(tab, 300);
    const said = await tab.run(async () => {
      const said: string[] = [];
      new MutationObserver((changes) => {
        for (const { addedNodes, target } of changes)
          for (const node of addedNodes) {
            const region = node instanceof Element && node.matches('body > div[aria-live]') ? node : target;
            if (!(region instanceof Element) || !region.matches('body > div[aria-live]')) continue;
            const how = region.getAttribute('aria-live');
            said.push(
              node === region
                ? `${how} region, ${region.textContent || 'empty'}`
                : `${how}: ${node.textContent}`,
            );
          }
      }).observe(document.body, { childList: true, subtree: true });
      ethogram.setTraits({ plan: 'gold' });
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      return said;
    });
    expect(said.sort()).toEqual(
      [
        'assertive region, empty',
        'assertive: At once',
        'polite region, empty',
        'polite: Welcome, gold',
      ].sort(),
    );
    // out of sight, and there
    const boxes = await tab.run(() =>
      [...document.querySelectorAll('body > div[aria-live]')].map((region) => {
        const { width, height } = region.getBoundingClientRect();
        return [width, height, getComputedStyle(region).display];
      }),
    );
    expect(boxes).toEqual([
      [1, 1, 'block'],
      [1, 1, 'block'],
    ]);
  });

  test('what is added later is found, text is no markup, and stop() leaves the page as it was', async () => {
    await opened(tab, '/bare.html');
    const before = await tab.run(() => {
      const main = document.querySelector('main') as HTMLElement;
      main.innerHTML = `<p data-segment-show="buyer" hidden>Thank you</p><p data-segment-hide="buyer">Hello</p>
        <template data-segment="buyer"><i>For you</i></template>
        <b data-metric-text="spent" data-metric-format='{"style":"currency","currency":"EUR"}'>nothing</b>`;
      return main.innerHTML;
    });
    await tab.run(() => ethogram.track('purchase', { transaction_id: '1', value: 1234.5 }));
    await answerOf('Not all of it came about', () =>
      tab.run(() => {
        const main = document.querySelector('main') as HTMLElement;
        const [thanks, hello] = main.querySelectorAll('p');
        return (
          !thanks?.hidden &&
          hello?.hidden &&
          !!main.querySelector('i') &&
          main.querySelector('b')?.textContent === '€1,234.50'
        );
      }),
    );
    // and what is added when the visitor is in already
    await tab.run(() => {
      const late = document.createElement('template');
      late.dataset.segment = 'buyer';
      late.content.append(Object.assign(document.createElement('u'), { textContent: 'Late' }));
      document.querySelector('main')?.append(late);
    });
    await answerOf('What is added late is not there', () => tab.run(() => !!document.querySelector('u')));
    // its content goes with its template
    await tab.run(() => document.querySelector('main > template:last-of-type')?.remove());
    await answerOf('It stays without its template', () => tab.run(() => !document.querySelector('u')));
    await tab.run(() => ethogram.stop());
    expect(await tab.run(() => document.querySelector('main')?.innerHTML)).toBe(before);
  });
});
