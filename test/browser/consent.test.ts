/** Consent on the built script, in every engine: nothing before it, nothing after it, whatever platforms do. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { serve } from '../../examples/serve.mjs';
import { type Browser, type Engine, installed, type Tab } from './drivers/engine.js';
import { answerOf } from './drivers/running.js';
import { faultsOf, GUEST, touchedIn } from './guest.js';

const DEFINITIONS = JSON.stringify({
  version: 1,
  segments: [{ id: 'buyer', when: { count: 'purchase', gte: 1 } }],
});

const page = (consent: string, before = '') => `<!doctype html><title>Consent</title>
  <script src="/guest.js"></script><script>${before}</script>
  <script type="application/json" data-ethogram>${DEFINITIONS}</script>
  <script src="/dist/ethogram.js" data-consent="${consent}" data-capture="auto"></script>
  <p data-segment-show="buyer" hidden>Thank you</p><template data-segment="buyer"><i>!</i></template>`;

/** A platform of the IAB's framework, as little of it as there has to be. */
const TCF = `
  const listeners = new Map();
  const all = (value) => Object.fromEntries(Array.from({ length: 11 }, (_, index) => [index + 1, value]));
  const say = (eventStatus, consents, more) => {
    for (const [listenerId, hear] of listeners)
      hear({ eventStatus, listenerId, gdprApplies: true, tcString: 'never read', purpose: { consents }, ...more }, true);
  };
  const stub = () => {
    window.__tcfapi = (command, version, callback, parameter) => {
      if (command === 'addEventListener') listeners.set(listeners.size + 1, callback);
      if (command === 'removeEventListener') callback(listeners.delete(parameter));
    };
  };`;
const TAG = 'window.dataLayer = []; function gtag() { dataLayer.push(arguments); }';
const both = (value: string) => `{ analytics_storage: '${value}', personalization_storage: '${value}' }`;

/** Made-up sequences: what stands in the page, what happens then, and whether anything is kept in the end. */
const SEQUENCES: readonly [name: string, consent: string, before: string, then: string, kept: boolean][] = [
  ['an answer that is there already', 'tcf', `${TCF} stub();`, `say('tcloaded', all(true))`, true],
  ['a stub that comes late', 'tcf', TCF, `stub(); setTimeout(() => say('tcloaded', all(true)), 1500)`, true],
  ['no platform at all', 'tcf', TCF, '', false],
  ['a dialogue that stays open', 'tcf', `${TCF} stub();`, `say('cmpuishown', all(true))`, false],
  [
    'a dialogue, then a yes',
    'tcf',
    `${TCF} stub();`,
    `say('cmpuishown', {}); say('useractioncomplete', all(true))`,
    true,
  ],
  ['a no', 'tcf', `${TCF} stub();`, `say('useractioncomplete', all(false))`, false],
  [
    'a yes, then a no',
    'tcf',
    `${TCF} stub();`,
    `say('tcloaded', all(true)); setTimeout(() => say('useractioncomplete', all(false)), 500)`,
    false,
  ],
  [
    'a listener removed by the platform',
    'tcf',
    `${TCF} stub();`,
    `say('cmpuishown', {}); listeners.clear(); say('useractioncomplete', all(true))`,
    false,
  ],
  [
    'hostile data',
    'tcf',
    `${TCF} stub();`,
    `for (const hear of listeners.values()) for (const data of [null, 1, 'tcloaded', [], { eventStatus: 'tcloaded', get purpose() { throw 1 } }, { eventStatus: { toString() { throw 1 } } }, new Proxy({}, { get() { throw 1 } })]) hear(data, true); say('tcloaded', all('true'))`,
    false,
  ],
  [
    'a default that denies, and nobody answers',
    'consent-mode',
    `${TAG} gtag('consent', 'default', ${both('denied')})`,
    '',
    false,
  ],
  [
    'a default that denies, then a yes',
    'consent-mode',
    `${TAG} gtag('consent', 'default', ${both('denied')})`,
    `gtag('consent', 'update', ${both('granted')})`,
    true,
  ],
  [
    'a dataLayer of hostile entries that comes late',
    'consent-mode',
    '',
    `${TAG.replace('window.dataLayer = []', 'window.dataLayer = [null, [1], new Proxy({}, { get() { throw 1 } })]')} gtag('consent', 'update', ${both('granted')})`,
    true,
  ],
];

const pages = {
  '/guest.js': GUEST,
  '/pending.html': { body: page('pending') },
  '/granted.html': { body: page('granted') },
  '/empty.html': { body: '<!doctype html><title>Empty</title>' },
  ...Object.fromEntries(
    SEQUENCES.map(([, consent, before], index) => [
      `/sequence-${index}.html`,
      { body: page(consent, before) },
    ]),
  ),
};

declare const ethogram: {
  ready: Promise<unknown>;
  track(name: string, props?: object): void;
  has(segment: string): boolean;
  setConsent(consent: unknown): void;
  erase(): Promise<void>;
  stop(): Promise<void>;
  flush(): Promise<void>;
  health(): { state: string };
};

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
const buy = (tab: Tab) => tab.run(() => ethogram.track('purchase', { transaction_id: 'T-4711' }));
const wait = (tab: Tab, milliseconds: number) =>
  tab.run((pause) => new Promise<void>((resolve) => setTimeout(resolve, pause)), milliseconds);
/** Whatever lies in this browser's storage. */
const left = (tab: Tab) =>
  tab.run(async () => [
    ...(await indexedDB.databases()).map(({ name = '' }) => name),
    ...Object.keys(localStorage),
    ...Object.keys(sessionStorage),
    ...(document.cookie ? [document.cookie] : []),
    ...(window.caches ? await caches.keys() : []),
  ]);

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

  test('before consent nothing is touched, nor by leaving, nor by what a chunk does', async () => {
    await opened(tab, '/pending.html');
    await buy(tab);
    await answerOf('The template did not appear', () => tab.run(() => !!document.querySelector('i')));
    await tab.run(() => {
      document.dispatchEvent(new Event('visibilitychange'));
      window.dispatchEvent(new Event('pagehide'));
      window.dispatchEvent(new Event('pageshow'));
    });
    await wait(tab, 1_500);
    expect(await touchedIn(tab)).toEqual([]);
    await tab.run(() => ethogram.stop());
    expect(await touchedIn(tab)).toEqual([]);
  });

  test('twelve sequences of platforms: nothing is touched before a yes, and nothing is left after a no', async () => {
    for (const [index, [name, , , then, isKept]] of SEQUENCES.entries()) {
      await tab.goto(`${server.url}/empty.html`);
      await tab.run(async () => {
        localStorage.clear();
        for (const { name = '' } of await indexedDB.databases()) indexedDB.deleteDatabase(name);
      });
      await tab.goto(`${server.url}/sequence-${index}.html`);
      await tab.run(() => new Promise<void>((resolve) => setTimeout(resolve, 600)));
      await buy(tab);
      expect(await touchedIn(tab), name).toEqual([]);
      // as a script of the page, which sees what the page's own script declared
      await tab.run((then) => {
        const script = document.createElement('script');
        script.textContent = then;
        document.head.append(script);
      }, then);
      if (isKept) {
        await answerOf(`${name}: nothing was kept`, () =>
          tab.run(() => ethogram.health().state === 'persistent'),
        );
        await tab.run(() => ethogram.flush());
        expect(await left(tab), name).toContain('ethogram');
        expect(await tab.run(() => ethogram.has('buyer')), name).toBe(true);
      } else {
        await wait(tab, 1_500);
        expect(await left(tab), name).toEqual([]);
      }
      expect(await faultsOf(tab), name).toEqual([]);
    }
  });

  test.each([
    ['denied', (tab: Tab) => tab.run(() => ethogram.setConsent('denied'))],
    [
      'personalise alone',
      (tab: Tab) => tab.run(() => ethogram.setConsent({ measure: false, personalise: true })),
    ],
  ])(
    'withdrawn (%s) in one of four tabs: within a second nothing is left, and nothing comes back',
    async (_, withdraw) => {
      await opened(tab, '/granted.html');
      const others = [await browser.tab(), await browser.tab(), await browser.tab()];
      for (const other of others) await opened(other, '/granted.html');
      await buy(tab);
      await tab.run(() => ethogram.flush());
      for (const other of others)
        await answerOf('A tab did not hear of it', () => other.run(() => ethogram.has('buyer')));
      await withdraw(tab);
      await wait(tab, 1_000);
      expect(await left(tab)).toEqual([]);
      for (const other of others) await buy(other);
      await wait(tab, 1_000);
      expect(await left(tab)).toEqual([]);
      for (const other of others) expect(await faultsOf(other)).toEqual([]);
    },
  );

  test('after erase() nothing of the visitor is left', async () => {
    await opened(tab, '/granted.html');
    await buy(tab);
    await tab.run(() => ethogram.flush());
    await tab.run(() => ethogram.erase());
    expect(await tab.run(() => ethogram.has('buyer'))).toBe(false);
    const kept = await tab.run(
      () =>
        new Promise<string>((resolve) => {
          const request = indexedDB.open('ethogram');
          request.onsuccess = () => {
            const all = request.result.transaction('ethogram').objectStore('ethogram').getAll();
            all.onsuccess = () => resolve(JSON.stringify(all.result));
          };
        }),
    );
    expect(kept).not.toContain('T-4711');
    expect((await left(tab)).filter((name) => name !== 'ethogram')).toEqual([]);
  });
});
