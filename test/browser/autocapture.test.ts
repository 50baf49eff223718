/** What is captured by itself, in a real browser on the built files: where attention goes, what scrolls, what answers. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { serve } from '../../examples/serve.mjs';
import { type ChromiumBrowser, chromium, openChromium } from './drivers/chromium.js';
import { installed } from './drivers/engine.js';
import { answerOf } from './drivers/running.js';
import { faultsOf, GUEST } from './guest.js';
import { type Watch, watch } from './visit.js';

type Told = { name: string; props: { readonly [key: string]: unknown } };

const DEFINITIONS =
  '{ "version": 1, "segments": [{ "id": "here", "when": { "count": "page_view", "gte": 1 } }] }';
const TAG = '<script defer src="/dist/ethogram.js" data-capture="auto"></script>';

/** Keeps what it hears in `told`. */
const page = (title: string, body = '', tag = TAG) => ({
  body: `<!doctype html><title>${title}</title><meta name="viewport" content="width=device-width">
    <style>body { margin: 0 } .tall { height: 5000px } .scroller { height: 100vh; overflow: auto }</style>
    <script>
      window.told = [];
      window.codes = [];
      window.ethogram ??= function () { (ethogram.q ??= []).push(arguments) };
      ethogram('on', 'event', ({ name, props }) => told.push({ name, props }));
      ethogram('on', 'error', ({ code }) => codes.push(code));
    </script>
    <script type="application/json" data-ethogram>${DEFINITIONS}</script>
    ${tag}
    ${body}`,
});

const script = readFileSync('dist/ethogram.js', 'utf8').replace(/\/\/# sourceMappingURL.*/, '');

/** A strict page, whose faults the page itself takes down. */
const strict = (title: string) => ({
  body: `<!doctype html><title>${title}</title>
    <script src="/guest.js"></script><script src="/note.js"></script>
    <script src="/dist/ethogram.js" data-definitions="/segments.json" data-capture="auto"></script>
    <button data-feature="compare">Compare</button>`,
  headers: {
    'content-security-policy':
      "default-src 'none'; img-src 'self'; script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'",
  },
});

const pages = {
  '/guest.js': GUEST,
  '/segments.json': { type: 'application/json', body: DEFINITIONS },
  '/note.js': {
    type: 'text/javascript',
    body: `window.told = [];
      window.ethogram ??= function () { (ethogram.q ??= []).push(arguments) };
      ethogram('on', 'event', ({ name, props }) => told.push({ name, props }));`,
  },
  '/strict.html': strict('Strict'),
  '/strict-two.html': strict('Strict, too'),
  '/empty.html': { body: '<!doctype html><title>Empty</title>' },
  '/copied.js': { type: 'text/javascript', body: script },
  '/plain.html': page('Plain', '<button>Buy</button>', TAG.replace(' data-capture="auto"', '')),
  '/named.html': page(
    'Named',
    '<a href="/files/guide.pdf" onclick="return false">Guide</a><button data-feature="x">Use</button>',
    TAG.replace('"auto"', '"file_download, scroll"'),
  ),
  '/alone.html': page('Alone', '', '<script src="/copied.js" data-capture="auto"></script>'),
  '/long.html': page('Long', '<div class="tall"></div>'),
  '/inner.html': page('Inner', '<div class="scroller"><div class="tall"></div></div>'),
  '/short.html': page('Short', '<p>All of it</p>'),
  '/late.html': page(
    'Late',
    `<script>addEventListener('load', () => setTimeout(() => { document.body.append(Object.assign(document.createElement('div'), { className: 'tall' })) }, 300))</script>`,
  ),
  '/links.html': page('Links', '<a href="/two.html">On</a> <a download href="/files/guide.pdf">Guide</a>'),
  '/two.html': page('Two'),
  '/clicks.html': page(
    'Clicks',
    `<button id="dead">Dead</button>
     <button id="alive" onclick="this.textContent += '.'">Alive</button>
     <div data-no-track><button id="secret">Secret</button></div>
     <form id="letter" onsubmit="return false"><input name="getAttribute"><input name="closest"><input name="id"><button>Send</button></form>`,
  ),
};

let server: Awaited<ReturnType<typeof serve>>;
let browser: ChromiumBrowser;
let watched: Watch;
let tab: Page;

beforeAll(async () => {
  server = await serve({ pages });
  browser = await openChromium();
  watched = watch(browser.context, server.url);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});
beforeEach(async () => {
  tab = await browser.tab();
  await tab.setViewportSize({ width: 1000, height: 800 });
});
afterEach(async () => {
  await tab.close();
  expect(watched.faults).toEqual([]);
});

/** Opens a page and waits for the chunk, which hears the first click of all. */
const open = async (path: string) => {
  const chunk = tab.waitForResponse(/\/auto-[\w-]+\.js$/);
  await tab.goto(`${server.url}${path}`);
  await (await chunk).finished();
  await tab.waitForTimeout(100);
};
const told = (name: string): Promise<Told['props'][]> =>
  tab.evaluate(
    (wanted) =>
      (window as never as { told: Told[] }).told.filter((one) => one.name === wanted).map((one) => one.props),
    name,
  );
const telling = (name: string, count = 1) =>
  tab.waitForFunction(
    ([wanted, least]) =>
      (window as never as { told: Told[] }).told.filter((one) => one.name === wanted).length >= Number(least),
    [name, count],
    { timeout: 10_000 },
  );
/** As if the visitor had left: everything that is due is told. */
const leave = () => tab.evaluate(() => void window.dispatchEvent(new Event('pagehide')));
const depths = async () => (await told('scroll')).map((props) => props.percent_scrolled);

describe('the chunk', () => {
  test('is not fetched unless it is asked for', async () => {
    const fetched: string[] = [];
    tab.on('request', (request) => fetched.push(request.url()));
    await tab.goto(`${server.url}/plain.html`);
    await tab.waitForTimeout(1500);
    expect(fetched.filter((url) => /auto-/.test(url))).toEqual([]);
  });

  test('is missed without harm, and that is told', async () => {
    watched.forgive(/404|Failed to load resource/);
    await tab.goto(`${server.url}/alone.html`);
    await tab.waitForFunction('codes.length > 0', undefined, { timeout: 5000 });
    expect(await tab.evaluate('codes')).toEqual(['capture-failed']);
    expect(await told('page_view')).toHaveLength(1);
  });

  test('tells only what the tag names', async () => {
    await open('/named.html');
    await tab.getByText('Guide').click();
    await tab.getByText('Use').click();
    await tab.waitForTimeout(1500);
    await leave();
    await telling('scroll');
    const names: string[] = await tab.evaluate('told.map(({ name }) => name)');
    expect(new Set(names.filter((name) => name !== '$set'))).toEqual(
      new Set(['page_view', 'file_download', 'scroll']),
    );
  });
});

describe('scroll', () => {
  test('P17: of a long page, as far as it was seen', async () => {
    await open('/long.html');
    expect(await depths()).toEqual([]);
    await tab.mouse.wheel(0, 1900);
    await telling('scroll', 2);
    expect(await depths()).toEqual([25, 50]);
    await tab.mouse.wheel(0, 9000);
    await telling('scroll', 4);
    expect(await depths()).toEqual([25, 50, 75, 90]);
  });

  test('P17: of the part that scrolls instead of the page', async () => {
    await open('/inner.html');
    await tab.mouse.move(500, 400);
    await tab.mouse.wheel(0, 1900);
    await telling('scroll', 2);
    expect(await depths()).toEqual([25, 50]);
  });

  test('P17: a short page is seen as a whole, one that only seems short is not', async () => {
    await open('/short.html');
    await tab.waitForTimeout(1500);
    await leave();
    await telling('scroll', 4);
    await open('/late.html');
    await tab.waitForTimeout(1500);
    await leave();
    await telling('user_engagement');
    expect(await depths()).toEqual([]);
  });
});

describe('attention', () => {
  test('P16, P18: counts from the navigation, and what is left behind belongs to the page that was left', async () => {
    await open('/long.html');
    await tab.waitForTimeout(1500);
    const before: number = await tab.evaluate(() => {
      history.pushState(null, '', '/long.html/next');
      return performance.now();
    });
    await telling('page_view', 2);
    await tab.waitForTimeout(1500);
    await leave();
    await telling('user_engagement', 2);
    const [first, second] = await told('user_engagement');
    expect(first?.page_path).toBe('/long.html');
    expect(second?.page_path).toBe('/long.html/next');
    expect(Math.abs(Number(first?.engagement_time_msec) - before)).toBeLessThan(200);
    // the second was never scrolled, and begins at its own top
    expect(await depths()).toEqual([]);
  });

  test('P12, P13: nobody who does nothing attends for longer than a minute; each sign of somebody counts for one more', async () => {
    // a clock that is set is set for all tabs of a browser
    const own = await openChromium();
    await tab.close();
    tab = await own.tab();
    await tab.clock.install();
    const chunk = tab.waitForResponse(/\/auto-[\w-]+\.js$/);
    await tab.goto(`${server.url}/long.html`);
    await tab.clock.runFor(2000);
    await (await chunk).finished();
    const driver = await own.context.newCDPSession(tab);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number) =>
      driver.send('Input.dispatchTouchEvent', { type, touchPoints: y === undefined ? [] : [{ x: 300, y }] });
    const signs = [
      () => tab.mouse.move(400, 300),
      () => tab.mouse.down(),
      () => tab.mouse.wheel(0, 10),
      () => tab.keyboard.press('Shift'),
      async () => {
        await touch('touchStart', 300);
        await touch('touchMove', 200);
        await touch('touchEnd');
      },
    ];
    const seconds: number[] = [];
    for (const sign of [() => {}, ...signs]) {
      await sign();
      // a wheel turns when the page has drawn
      await tab.waitForTimeout(200);
      // as over lunch
      await tab.clock.runFor(30 * 60_000);
      await leave();
      const all = await told('user_engagement');
      seconds.push(all.reduce((sum, one) => sum + Number(one.engagement_time_msec), 0) / 1000);
    }
    const minutes = seconds.map((total) => Math.round(total / 60));
    await own.close();
    expect(minutes).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('stops where the window loses the focus', async () => {
    await open('/long.html');
    const driver = await browser.context.newCDPSession(tab);
    await driver.send('Emulation.setFocusEmulationEnabled', { enabled: false });
    await tab.bringToFront();
    await tab.waitForTimeout(1200);
    const other = await browser.tab();
    await other.bringToFront();
    await tab.waitForTimeout(300);
    const known = (await told('user_engagement')).reduce(
      (sum, one) => sum + Number(one.engagement_time_msec),
      0,
    );
    expect(known).toBeGreaterThan(1000);
    await tab.waitForTimeout(1500);
    await leave();
    expect(
      (await told('user_engagement')).reduce((sum, one) => sum + Number(one.engagement_time_msec), 0),
    ).toBe(known);
    await other.close();
  });

  test('S15: of two tabs that both believe to be looked at, only the one that was turned to last counts', async () => {
    await open('/long.html');
    const first = tab;
    const second = await browser.tab();
    // a driver gives every tab the focus
    tab = second;
    await open('/short.html');
    const began: number = await second.evaluate('performance.timeOrigin');
    await second.waitForTimeout(2000);
    const engaged = async (one: Page) => {
      tab = one;
      await leave();
      await one.waitForTimeout(100);
      return (await told('user_engagement')).reduce(
        (sum, props) => sum + Number(props.engagement_time_msec),
        0,
      );
    };
    const sum = (await engaged(first)) + (await engaged(second));
    const wall: number = await second.evaluate('Date.now()');
    const start: number = await first.evaluate('performance.timeOrigin');
    expect(sum).toBeGreaterThan(2000);
    // until the chunk of the second is there, neither knows of the other
    const unknown = 1000;
    expect(sum).toBeLessThanOrEqual(wall - start + unknown);
    expect(began).toBeGreaterThan(start);
    await first.close();
    tab = second;
  });
});

describe('clicks', () => {
  const clicks = async (selector: string, times: number) => {
    for (let time = 0; time < times; time++) await tab.locator(selector).click({ delay: 10 });
  };

  test('that nothing answers, once and again', async () => {
    await open('/clicks.html');
    await clicks('#dead', 3);
    await telling('dead_click');
    expect(await told('rage_click')).toMatchObject([{ element_type: 'button', element_id: 'dead' }]);
    expect(await told('dead_click')).toHaveLength(1);
  });

  test('that are answered, or of which nothing may be captured', async () => {
    await open('/clicks.html');
    await clicks('#alive', 5);
    await clicks('#secret', 4);
    await tab.waitForTimeout(3000);
    await leave();
    expect(await told('rage_click')).toEqual([]);
    expect(await told('dead_click')).toEqual([]);
  });

  test('on a form whose fields hide its own methods: nothing is thrown into the page', async () => {
    await open('/clicks.html');
    // the driver itself cannot fill it in
    await tab.evaluate(`document.querySelector('input[name="id"]').focus()`);
    await tab.keyboard.type('somebody@shop.example');
    await tab.keyboard.press('Enter');
    await leave();
    await tab.waitForTimeout(200);
    expect(JSON.stringify(await tab.evaluate('told'))).not.toContain('somebody');
  });

  test('that lead away are not lost, and not held up', async () => {
    await open('/links.html');
    await tab.evaluate(
      `document.querySelector('a').href = location.origin.replace('127.0.0.1', 'localhost') + '/empty.html'`,
    );
    watched.forgive(/^foreign request: http:\/\/localhost/);
    await tab.waitForTimeout(1200);
    await tab.getByText('On').click();
    await tab.waitForURL(/localhost/);
    await tab.goto(`${server.url}/two.html`);
    await tab.waitForFunction('ethogram.export');
    const events: Told[] = await tab.evaluate('ethogram.export().then(({ events }) => events)');
    expect(events.filter(({ name }) => name === 'click')).toMatchObject([
      { props: { outbound: true, link_domain: 'localhost', page_path: '/links.html' } },
    ]);
    expect(
      events.some(({ name, props }) => name === 'user_engagement' && props.page_path === '/links.html'),
    ).toBe(true);
  });
});

describe("a guest's manners", () => {
  test('a page with autocapture comes back from the back/forward cache, and goes on', async () => {
    await open('/links.html');
    await tab.evaluate('window.kept = true');
    await tab.waitForTimeout(1000);
    await tab.getByText('On').click();
    await tab.waitForURL(/two/);
    await tab.waitForTimeout(500);
    await tab.evaluate(() => history.back());
    await tab.waitForFunction('document.title === "Links"');
    expect(await tab.evaluate('window.kept === true'), 'restored, not loaded again').toBe(true);
    await telling('page_view', 2);
    await telling('quick_back');
    await tab.waitForTimeout(1500);
    await leave();
    await telling('user_engagement', 2);
  });

  test('stopped, nothing is told any more, and what others have wrapped works', async () => {
    await open('/long.html');
    await tab.evaluate(`{
      const ours = history.pushState;
      history.pushState = function (...call) { window.theirs = true; return ours.apply(this, call); };
    }`);
    await tab.evaluate('ethogram.stop()');
    const count = await tab.evaluate('told.length');
    await tab.mouse.wheel(0, 9000);
    await tab.evaluate(`history.pushState(null, '', '/long.html/next')`);
    await tab.waitForTimeout(500);
    await leave();
    expect(await tab.evaluate('[told.length, window.theirs, location.pathname]')).toEqual([
      count,
      true,
      '/long.html/next',
    ]);
  });

  test('consent that is withdrawn ends it, and starts it again', async () => {
    await open('/long.html');
    await tab.evaluate(`ethogram.setConsent('denied')`);
    await tab.mouse.wheel(0, 9000);
    await tab.waitForTimeout(500);
    expect(await depths()).toEqual([]);
    await tab.evaluate(`ethogram.setConsent('granted')`);
    await tab.waitForTimeout(1500);
    await tab.mouse.wheel(0, -500);
    await telling('scroll', 1);
  });
});

describe.each(installed.map((engine) => [engine.name, engine] as const))('%s', (_, engine) => {
  type Page = { told: Told[]; kept?: boolean; ethogram: { stop(): Promise<void> } };

  test('hears under a strict policy, keeps the back/forward cache, and leaves no patch', async () => {
    const own = await engine.open();
    try {
      const one = await own.tab();
      const count = (name: string) =>
        one.run((name) => (window as never as Page).told.filter((one) => one.name === name).length, name);
      const hears = (name: string, least: number) =>
        answerOf(
          `${name} was not heard ${least} times`,
          async () => (await count(name)) >= least || undefined,
        );
      await one.goto(`${server.url}/strict.html`);
      await answerOf('The chunk heard nothing', async () => {
        await one.run(() => document.querySelector('button')?.click());
        return (await count('feature_use')) > 0 || undefined;
      });
      await one.run(() => {
        (window as never as Page).kept = true;
      });
      await one.goto(`${server.url}/strict-two.html`);
      await hears('page_view', 1);
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await one.back();
      await answerOf('The first page did not come back', () => one.run(() => document.title === 'Strict'));
      expect(await one.run(() => (window as never as Page).kept), 'restored, not loaded again').toBe(true);
      await hears('page_view', 2);
      await hears('quick_back', 1);
      await one.run(() => (window as never as Page).ethogram.stop());
      expect(await one.run(() => Object.getOwnPropertyNames(history))).toEqual([]);
      expect(await faultsOf(one)).toEqual([]);
    } finally {
      await own.close();
    }
  });
});

/** These go their way without a driver, which would keep every tab in sight. They post what they find. */
describe('without a driver', () => {
  const alone = async (
    bodies: { [path: string]: string },
    until: (posts: URLSearchParams[]) => boolean,
    profile?: string,
  ) => {
    const posts: URLSearchParams[] = [];
    let done: () => void = () => undefined;
    const all = new Promise<void>((resolve) => {
      done = resolve;
    });
    const site = await serve({
      pages: {
        '/post': ({ searchParams }: URL) => {
          posts.push(searchParams);
          if (until(posts)) done();
          return { status: 204 };
        },
        ...Object.fromEntries(
          Object.entries(bodies).map(([path, body]) => [
            path,
            page(
              'Alone',
              `<div class="tall"></div><script>
                const post = (words) => fetch('/post?' + new URLSearchParams({ path: location.pathname, ...words }), { keepalive: true });
                ethogram('on', 'event', ({ name, props }) => name === 'user_engagement' && post({ engaged: props.engagement_time_msec }));
                ${body}
              </script>`,
            ),
          ]),
        ),
      },
      ...(profile && { port: Number(profile) }),
    });
    return { site, posts, all: Promise.race([all, new Promise((resolve) => setTimeout(resolve, 20_000))]) };
  };
  const sum = (posts: URLSearchParams[], path?: string) =>
    posts
      .filter((post) => post.has('engaged') && (!path || post.get('path') === path))
      .reduce((total, post) => total + Number(post.get('engaged')), 0);

  test('P11, S15: a tab that another one hides counts until then and from then on; both count no more than the wall', async () => {
    const { site, posts, all } = await alone(
      {
        '/first.html': `
          let seen = 0, since = 0;
          addEventListener('blur', () => { seen += performance.now() - since; });
          addEventListener('focus', () => { since = performance.now(); });
          setTimeout(() => open('/second.html'), 2500);
          document.addEventListener('visibilitychange', () => {
            if (document.visibilityState === 'hidden') return post({ hidden: 'yes' });
            setTimeout(() => { seen += performance.now() - since; dispatchEvent(new Event('pagehide')); setTimeout(() => post({ seen, wall: performance.now() }), 300); }, 2000);
          });`,
        '/second.html': 'setTimeout(() => close(), 3000);',
      },
      (posts) => posts.some((post) => post.has('wall')),
    );
    const running = await chromium.leaveTo(`${site.url}/first.html`);
    try {
      await all;
      const last = posts.find((post) => post.has('wall'));
      expect(posts.some((post) => post.has('hidden'))).toBe(true);
      const first = sum(posts, '/first.html');
      expect(Math.abs(first - Number(last?.get('seen')))).toBeLessThan(500);
      expect(sum(posts, '/second.html')).toBeGreaterThan(1500);
      expect(sum(posts)).toBeLessThanOrEqual(Number(last?.get('wall')));
    } finally {
      await running.end();
      await site.close();
    }
  });

  test('D1: hidden and then killed: what was attended is there on the next page', async () => {
    const { site, posts, all } = await alone(
      {
        '/first.html': `
          setTimeout(() => open('/second.html'), 2500);
          document.addEventListener('visibilitychange', () => setTimeout(() => post({ hidden: 'yes' }), 500));`,
        '/second.html': '',
        '/next.html': `
          ethogram(async (handle) => {
            await handle.ready;
            const { events } = await handle.export();
            for (const { name, props } of events) post({ stored: name, of: props.page_path, time: props.engagement_time_msec });
            post({ end: 'yes' });
          });`,
      },
      (posts) => posts.some((post) => post.has('hidden')),
    );
    const running = await chromium.leaveTo(`${site.url}/first.html`);
    try {
      await all;
      await running.kill();
      const again = await chromium.leaveTo(`${site.url}/next.html`, running.profile);
      for (let tries = 0; tries < 100 && !posts.some((post) => post.has('end')); tries++)
        await new Promise((resolve) => setTimeout(resolve, 100));
      const found = posts.filter(
        (post) => post.get('stored') === 'user_engagement' && post.get('of') === '/first.html',
      );
      expect(found.reduce((total, post) => total + Number(post.get('time')), 0)).toBeGreaterThan(2000);
      await again.kill();
    } finally {
      await running.end();
      await site.close();
    }
  });

  test('D9: rendered ahead, nothing; gone to, it counts from then', async () => {
    const { site, posts, all } = await alone(
      {
        '/before.html': `
          document.head.append(Object.assign(document.createElement('script'), { type: 'speculationrules',
            textContent: '{ "prerender": [{ "urls": ["/next.html"], "eagerness": "immediate" }] }' }));
          setTimeout(() => { location.href = '/next.html'; }, 3500);`,
        '/next.html': `
          const ahead = document.prerendering;
          post({ ahead });
          document.addEventListener('prerenderingchange', () => {
            post({ came: 'yes' });
            setTimeout(() => { dispatchEvent(new Event('pagehide')); setTimeout(() => post({ end: 'yes' }), 300); }, 2000);
          });
          if (!ahead) post({ end: 'yes' });`,
      },
      (posts) => posts.some((post) => post.has('end')),
    );
    const running = await chromium.leaveTo(`${site.url}/before.html`);
    try {
      await all;
      const came = posts.findIndex((post) => post.has('came'));
      expect(posts.find((post) => post.has('ahead'))?.get('ahead')).toBe('true');
      expect(sum(posts.slice(0, came), '/next.html')).toBe(0);
      const engaged = sum(posts, '/next.html');
      expect(engaged).toBeGreaterThan(1000);
      expect(engaged).toBeLessThan(2800);
    } finally {
      await running.end();
      await site.close();
    }
  });
});
