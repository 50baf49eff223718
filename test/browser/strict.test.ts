/** Pages that are strict, and pages that are hostile: everything works, in every engine, on the built script. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { serve } from '../../examples/serve.mjs';
import { type Browser, type Engine, installed, type Tab } from './drivers/engine.js';
import { answerOf } from './drivers/running.js';
import { faultsOf, GUEST } from './guest.js';

const snippet = readFileSync('dist/snippet.js', 'utf8');
const hash = createHash('sha256').update(snippet).digest('base64');
const DEFINITIONS = JSON.stringify({
  version: 1,
  metrics: { spent: { sum: 'value', of: 'purchase' }, favourite: { top: 'page_title', of: 'page_view' } },
  segments: [{ id: 'buyer', when: { metric: 'spent', gte: 10 } }],
});

const NONCE = 'bm9uY2U';
const CONTENT = `
  <p id="show" data-segment-show="buyer" hidden>Thank you</p>
  <template data-segment="buyer"><p id="inside">For you</p></template>
  <b id="spent" data-metric-text="spent" data-metric-format='{"style":"currency","currency":"EUR"}' lang="en">nothing</b>`;

/** Everything at once: callbacks, once, markup, the snippet, the chunk of events, autocapture. */
const page = (before = '', attributes = '') => `<!doctype html><html><head><title>Strict</title>
  <script nonce="${NONCE}">${snippet}</script>
  <script nonce="${NONCE}" src="/guest.js"></script>${before}
  <script nonce="${NONCE}" type="application/json" data-ethogram>${DEFINITIONS}</script>
  <script nonce="${NONCE}" src="/dist/ethogram.js" data-capture="auto" ${attributes}></script>
  <script nonce="${NONCE}">
    window.heard = [];
    ethogram('on', 'error', ({ code, message }) => heard.push(code + ' ' + message));
    ethogram('watch', 'buyer', (isIn) => heard.push('watch ' + isIn));
    ethogram('on', 'enter', 'buyer', () => heard.push('once'), { once: 'visitor' });
    document.addEventListener('ethogram:enter', ({ detail }) => heard.push('document ' + detail.segment));
    ethogram((handle) => handle.ready.then(() => {
      if (handle.has('buyer')) return delete Array.prototype.toJSON;
      handle.track('purchase', { transaction_id: '1', value: 30 });
      const timer = setInterval(async () => {
        if (!document.getElementById('inside') || !heard.includes('once')) return;
        clearInterval(timer);
        await handle.flush().catch(() => {});
        // what drives the browser speaks JSON as well
        delete Array.prototype.toJSON;
        window.isDone = true;
      }, 50);
    }));
  </script></head><body>${CONTENT}`;

const POLICIES = {
  'nonces only': `default-src 'none'; script-src 'nonce-${NONCE}'; require-trusted-types-for 'script'; trusted-types 'none'`,
  'strict-dynamic': `default-src 'none'; script-src 'strict-dynamic' 'nonce-${NONCE}' 'unsafe-inline'; require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'`,
  'the hash of the snippet': `default-src 'none'; script-src 'self' 'sha256-${hash}' 'nonce-${NONCE}'; require-trusted-types-for 'script'; trusted-types 'none'`,
};

const POLLUTED = `<script nonce="${NONCE}">
  Object.prototype.polluted = 'x';
  Object.prototype.once = 'page';
  Object.prototype.consent = 'denied';
  Object.prototype.definitions = '/evil.json';
  Array.prototype.toJSON = function () { return 'toJSON'; };
  Object.prototype.toJSON = undefined;
  String.prototype.toJSON = function () { return 'toJSON'; };
  Object.prototype.auto = false;
  Object.prototype.assets = '/evil/';
  Array.prototype.extra = function () {};
</script>`;

/** Elements that answer to names of ours, and of the browser's. */
const CLOBBERED = `<form name="indexedDB"></form><form name="localStorage"><input name="getItem"></form>
  <img id="ethogram"><img name="cookie"><img name="title"><img name="referrer">
  <a id="__tcfapi"></a><a id="dataLayer"></a><a id="dataLayer" name="push"></a><img name="readyState">
  <form id="definitions"><input name="dataset"></form><img name="visibilityState"><img name="prerendering">`;

const framed = page().replace(
  '</head>',
  `<script>setTimeout(() => parent.postMessage({
      heard,
      state: ethogram.health().state,
      inside: !!document.getElementById('inside'),
      spent: document.getElementById('spent').textContent,
      faults: guest.faults,
    }, '*'), 3000);</script></head>`,
);

const pages = {
  '/guest.js': GUEST,
  ...Object.fromEntries(
    Object.values(POLICIES).map((policy, index) => [
      `/strict-${index}.html`,
      { body: page(), headers: { 'content-security-policy': `${policy}; img-src 'self'` } },
    ]),
  ),
  '/polluted.html': { body: page(POLLUTED) },
  '/impostor.html': {
    body: page('<img name="currentScript" src="/favicon.ico" data-definitions="/evil.json">'),
  },
  '/clobbered.html': { body: page(CLOBBERED) },
  ...Object.fromEntries(
    readdirSync('dist')
      .filter((file) => file.endsWith('.js'))
      .map((file) => [
        `/cdn/${file}`,
        {
          type: 'text/javascript',
          body: readFileSync(`dist/${file}`, 'utf8'),
          headers: { 'access-control-allow-origin': '*' },
        },
      ]),
  ),
  '/framed-cdn.html': { body: framed.replace('/dist/', '/cdn/') },
  '/framed-dist.html': { body: framed },
  '/frame.html': (url: URL) => ({
    body: `<!doctype html><script src="/guest.js"></script>
      <script>addEventListener('message', ({ data }) => { window.said = data; });</script>
      <iframe sandbox="allow-scripts" src="/framed-${url.searchParams.get('from')}.html"></iframe>`,
  }),
};

declare const ethogram: {
  ready: Promise<unknown>;
  track(name: string, props?: object): void;
  has(segment: string): boolean;
  flush(): Promise<void>;
  health(): { state: string };
  export(): Promise<{ events: { name: string }[] }>;
};
declare const heard: string[];

let server: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => {
  server = await serve({ pages });
});
afterAll(async () => {
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

  /** Buys, and sees all of it on the page and in storage. */
  const worksOn = async (path: string) => {
    await tab.goto(`${server.url}${path}`);
    await answerOf('Not all of it came about', () =>
      tab.run(() => (window as { isDone?: boolean }).isDone === true),
    );
    expect(
      await tab.run(() => ({
        shown: !document.getElementById('show')?.hidden,
        spent: document.getElementById('spent')?.textContent,
        heard: [...heard].sort(),
        state: ethogram.health().state,
        marked: Document.prototype.querySelector.call(document, 'html')?.getAttribute('data-segments'),
      })),
    ).toEqual({
      shown: true,
      spent: '€30.00',
      heard: ['document buyer', 'once', 'watch false', 'watch true'],
      state: 'persistent',
      marked: 'buyer',
    });
    await answerOf('There is no mirror', () =>
      tab.run(() => window.localStorage.getItem('ethogram:m')?.includes('buyer')),
    );
    const names = await tab.run(() => ethogram.export().then(({ events }) => events.map(({ name }) => name)));
    expect(names).toContain('purchase');
    expect(names).toContain('page_view');
    expect(await faultsOf(tab)).toEqual([]);
    // and on the next page it is remembered, before anything has loaded
    await tab.reload();
    await answerOf('It was forgotten', () =>
      tab.run(() => ethogram.has('buyer') && document.getElementById('inside') !== null),
    );
  };

  test.each(Object.keys(POLICIES).map((name, index) => [name, index]))(
    'R8: under a policy of %s',
    async (_, index) => {
      await worksOn(`/strict-${index}.html`);
    },
  );

  test('with a polluted Object.prototype and Prototype.js’ toJSON', async () => {
    await worksOn('/polluted.html');
    expect(
      await tab.run(() =>
        Object.keys(Object.prototype).filter(
          (key) => !/polluted|once|consent|definitions|auto|assets|toJSON/.test(key),
        ),
      ),
    ).toEqual([]);
  });

  test('with elements that answer to names of ours and of the browser’s', () => worksOn('/clobbered.html'));

  test('an image named currentScript is not believed: what would be fetched from beside it is left out, and told', async () => {
    await tab.goto(`${server.url}/impostor.html`);
    await answerOf('Not all of it came about', () => tab.run(() => heard.length >= 4));
    const told = await tab.run(() => heard.map((line) => line.split(' ').slice(0, 2).join(' ')).sort());
    expect(told).toEqual(['document buyer', 'markup-unavailable Templates,', 'watch false', 'watch true']);
    expect(await tab.run(() => document.getElementById('show')?.hidden)).toBe(false);
  });

  // a frame without an origin asks for chunks as a stranger does
  test.each([
    ['cdn', 'served to everybody', true],
    ['dist', 'not served to strangers', false],
  ])(
    'in a sandboxed frame: in memory, said once, and with chunks that are %s',
    async (from, _, hasChunks) => {
      await tab.goto(`${server.url}/frame.html?from=${from}`);
      const said = await answerOf('The frame said nothing', () =>
        tab.run(() => (window as { said?: { heard: string[] } }).said as never as { heard: string[] }),
      );
      expect(said).toMatchObject({
        state: 'memory',
        faults: [],
        inside: hasChunks,
        spent: hasChunks ? '€30.00' : 'nothing',
      });
      const codes = said.heard.map((line) => line.replace(/^([a-z]+-[a-z]+) .*$/, '$1')).sort();
      const rest = hasChunks ? ['once'] : ['capture-failed', 'markup-unavailable'];
      expect(codes).toEqual(
        ['storage-unavailable', 'document buyer', 'watch false', 'watch true', ...rest].sort(),
      );
    },
  );
});
