/** No flicker: the inline snippet shows a visitor's segments in the first frame, whatever else takes its time. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { serve } from '../../examples/serve.mjs';
import { openChromium } from './drivers/chromium.js';
import { type Browser, type Engine, installed, type Tab } from './drivers/engine.js';
import { answerOf } from './drivers/running.js';
import { faultsOf, GUEST, touchedIn } from './guest.js';
import { shiftsOf } from './visit.js';

const snippet = readFileSync('dist/snippet.js', 'utf8');
const definitions = JSON.stringify({
  version: 1,
  segments: [
    { id: 'known', when: { count: 'page_view', gte: 1 } },
    { id: 'fresh', when: { count: 'page_view', over: '5s', gte: 1 } },
    { id: 'buyer', when: { count: 'purchase', gte: 1 } },
  ],
});

/** What would be shown in each frame, from the first on. */
const FRAMES = `<script>
  window.frames = [];
  const look = () => {
    const shown = document.getElementById('welcome');
    if (shown) frames.push(getComputedStyle(shown).display);
  };
  const each = () => {
    look();
    requestAnimationFrame(each);
  };
  // no frame is painted of a tab that nobody sees, as in WebKit here: as soon as it is parsed, and at each change as well
  each();
  new MutationObserver(look).observe(document, { attributes: true, childList: true, subtree: true });
</script>`;

const page = (
  head: string,
  sdk = '<script defer src="/dist/ethogram.js" data-definitions="/segments.json"></script>',
) =>
  `<!doctype html><html><head><title>Shop</title><script src="/guest.js"></script>${head}
    <style>
      body { margin: 0 }
      .variant { height: 240px; background: rgb(200, 0, 0) }
      #welcome { display: none; background: rgb(0, 160, 0) }
      [data-segments~="buyer"] #welcome { display: block }
      [data-segments~="buyer"] #stranger { display: none }
    </style>${FRAMES}${sdk}</head>
    <body><div class="variant" id="stranger">Hello</div><div class="variant" id="welcome">Welcome back</div>
    <p>The rest of the page</p></body></html>`;

const inline = `<script>${snippet}</script>`;
const pages = {
  '/guest.js': GUEST,
  '/segments.json': { type: 'application/json', body: definitions },
  '/shop.html': { body: page(inline) },
  '/without.html': { body: page('') },
  '/alone.html': { body: page(inline, '') },
  '/denied.html': {
    body: page(`<script>${snippet.replace('true', 'document.cookie === "yes"')}</script>`, ''),
  },
  '/empty.html': { body: '<!doctype html><title>Empty</title>' },
};

declare const ethogram: {
  ready: Promise<unknown>;
  track(name: string, props?: object): void;
  has(segment: string): boolean;
  segments(): Iterable<string>;
  setConsent(consent: unknown): void;
  erase(): Promise<void>;
  flush(): Promise<void>;
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
const mirror = (tab: Tab) => tab.run(() => localStorage.getItem('ethogram:m') ?? '');
const marked = (tab: Tab) => tab.run(() => document.documentElement.dataset.segments ?? 'none');
const becomeBuyer = async (tab: Tab) => {
  await opened(tab, '/shop.html');
  await tab.run(() => ethogram.track('purchase', { transaction_id: '1' }));
  await answerOf('The mirror does not show the buyer', async () => (await mirror(tab)).includes('buyer'));
};

test('the snippet is small, and its text and the hash that allows it are in the documentation', async () => {
  expect(Buffer.byteLength(snippet)).toBeLessThanOrEqual(500);
  expect(snippet).not.toMatch(/innerHTML|eval|cookie|<\/|<!--/);
  const { createHash } = await import('node:crypto');
  const text = readFileSync('docs/page.md', 'utf8');
  expect(text).toContain(`<script>${snippet}</script>`);
  expect(text).toContain(`sha256-${createHash('sha256').update(snippet).digest('base64')}`);
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

  test('somebody who comes back is welcomed in every frame, from the first', async () => {
    await becomeBuyer(tab);
    await opened(tab, '/shop.html');
    await tab.run(() => new Promise<void>((resolve) => setTimeout(resolve, 300)));
    const frames = await tab.run(() => (window as unknown as { frames: string[] }).frames);
    expect(frames.length).toBeGreaterThan(0);
    expect(new Set(frames)).toEqual(new Set(['block']));
    expect((await marked(tab)).split(' ').sort()).toEqual(['buyer', 'fresh', 'known']);
  });

  test('before the script has loaded the attribute is there; what time alone has changed is chosen by the clock', async () => {
    await becomeBuyer(tab);
    await tab.goto(`${server.url}/alone.html`);
    expect((await marked(tab)).split(' ').sort()).toEqual(['buyer', 'fresh', 'known']);
    const [, [time, then]] = JSON.parse(await mirror(tab)) as [unknown, [number, string]];
    expect(then.split(' ').sort()).toEqual(['buyer', 'known']);
    await tab.run(
      (time) => new Promise<void>((resolve) => setTimeout(resolve, time - Date.now() + 50)),
      time,
    );
    await tab.reload();
    expect((await marked(tab)).split(' ').sort()).toEqual(['buyer', 'known']);
  });

  test('without the snippet nothing is put on the page, and segments() is empty until ready', async () => {
    await becomeBuyer(tab);
    await tab.goto(`${server.url}/without.html`);
    await tab.run(() => ethogram.ready.then(() => undefined));
    expect(await marked(tab)).toBe('none');
    expect(await tab.run(() => [...ethogram.segments()].includes('buyer'))).toBe(true);
  });

  test('a site whose consent says no: nothing is read', async () => {
    await becomeBuyer(tab);
    await tab.goto(`${server.url}/denied.html`);
    expect(await marked(tab)).toBe('');
    expect((await touchedIn(tab)).filter((what) => what !== 'document.cookie')).toEqual([]);
  });

  test('the mirror goes with consent to personalise, and with the visitor', async () => {
    await becomeBuyer(tab);
    await tab.run(() => ethogram.setConsent({ measure: true, personalise: false }));
    await answerOf('The mirror is still there', async () => (await mirror(tab)) === '');
    expect(await marked(tab)).toBe('');
    await tab.run(() => ethogram.setConsent('granted'));
    await answerOf('The mirror did not come back', async () => (await mirror(tab)).includes('buyer'));
    await tab.run(() => ethogram.erase());
    await answerOf('The buyer is still in the mirror', async () => !(await mirror(tab)).includes('buyer'));
    await tab.run(() => ethogram.setConsent('denied'));
    await answerOf('The mirror is still there', async () => (await mirror(tab)) === '');
    await tab.goto(`${server.url}/alone.html`);
    expect(await marked(tab)).toBe('');
  });

  test('a mirror that is none, whoever wrote it, hurts nobody', async () => {
    await tab.goto(`${server.url}/alone.html`);
    for (const text of [
      '',
      '{',
      'null',
      '7',
      '{"a":1}',
      '[1]',
      '[[0]]',
      '[[0,{"x":1}]]',
      '[["<img>","<img src=x onerror=alert(1)>"]]',
    ]) {
      await tab.run((text) => localStorage.setItem('ethogram:m', text), text);
      await tab.reload();
      expect(await tab.run(() => document.images.length)).toBe(0);
      expect(await faultsOf(tab)).toEqual([]);
    }
  });
});

test('on a slowed page in Chromium: the first frame that is painted, as a picture, and no layout shift', async () => {
  const folder = '.cache/flicker';
  mkdirSync(folder, { recursive: true });
  const browser = await openChromium();
  try {
    const first = await browser.tab();
    await first.goto(`${server.url}/shop.html`);
    await first.evaluate(() =>
      ethogram.ready.then(() => ethogram.track('purchase', { transaction_id: '1' })),
    );
    await first.waitForFunction(() => localStorage.getItem('ethogram:m')?.includes('buyer'));
    await first.close();

    const page = await browser.tab();
    await page.setViewportSize({ width: 400, height: 300 });
    await page.goto(`${server.url}/empty.html`);
    // everything of ours is late, and the processor slow
    await page.route('**/dist/**', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      await route.continue();
    });
    const session = await browser.context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    const frames: string[] = [];
    session.on('Page.screencastFrame', ({ data, sessionId }) => {
      frames.push(data);
      session.send('Page.screencastFrameAck', { sessionId }).catch(() => undefined);
    });
    await session.send('Page.startScreencast', { format: 'png', everyNthFrame: 1 });
    await page.goto(`${server.url}/shop.html`);
    await page.evaluate(() => ethogram.ready.then(() => undefined));
    await page.waitForTimeout(500);
    await session.send('Page.stopScreencast');

    const paints = await page.evaluate(() =>
      performance
        .getEntriesByType('paint')
        .map(({ name, startTime }) => `${name} ${Math.round(startTime)} ms`),
    );
    const loaded = await page.evaluate(() =>
      Math.round(
        performance
          .getEntriesByType('resource')
          .filter(({ name }) => name.endsWith('/ethogram.js'))[0]
          ?.toJSON().responseEnd,
      ),
    );
    const shift = await shiftsOf(page);
    // the colour in the middle of what is switched
    const colours = await page.evaluate(async (frames) => {
      const found: string[] = [];
      for (const frame of frames) {
        const picture = new Image();
        picture.src = `data:image/png;base64,${frame}`;
        await picture.decode();
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [picture.width, picture.height];
        const context = canvas.getContext('2d') as CanvasRenderingContext2D;
        context.drawImage(picture, 0, 0);
        const [red, green] = context.getImageData(picture.width / 2, picture.height / 3, 1, 1).data;
        found.push(red === 255 ? 'blank' : (green as number) > (red as number) ? 'welcome' : 'stranger');
      }
      return found;
    }, frames);
    const painted = colours.findIndex((colour) => colour !== 'blank');
    const file = `${folder}/first-frame.png`;
    writeFileSync(file, Buffer.from(frames[painted] ?? '', 'base64'));
    console.info(
      `flicker: ${paints.join(', ')}; the script arrived after ${loaded} ms; ${frames.length} frames: ${colours.join(' ')}; layout shift ${shift}; first frame: ${file}`,
    );
    expect(paints.length).toBeGreaterThan(0);
    expect(colours.filter((colour) => colour !== 'blank').length).toBeGreaterThan(0);
    expect(colours).not.toContain('stranger');
    expect(colours[painted]).toBe('welcome');
    expect(shift).toBe(0);
    expect(await faultsOf({ run: (body: () => unknown) => page.evaluate(body) } as never)).toEqual([]);
  } finally {
    await browser.close();
  }
});
