/** What counts as a page view: single-page navigation, the back/forward cache, prerendering. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { serve } from '../../examples/serve.mjs';
import { type ChromiumBrowser, chromium, openChromium } from './drivers/chromium.js';
import { type Watch, watch } from './visit.js';

const DEFINITIONS =
  '{ "version": 1, "segments": [{ "id": "here", "when": { "count": "page_view", "gte": 1 } }] }';

/** Keeps the path of each page view in `views`, which a page from the back/forward cache still has. */
const page = (title: string, body = '') => `<!doctype html><title>${title}</title>
  <script>
    window.views = [];
    window.ethogram ??= function () { (ethogram.q ??= []).push(arguments) };
    ethogram('on', 'event', (event) => { if (event.name === 'page_view') views.push(event.props) });
  </script>
  <script type="application/json" data-ethogram>${DEFINITIONS}</script>
  <script defer src="/dist/ethogram.js"></script>
  ${body}`;

const pages = {
  '/app': { body: page('App', '<a href="#part">A part of it</a>') },
  '/one.html': { body: page('One', '<a href="/two.html">On</a>') },
  '/two.html': { body: page('Two') },
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
});

afterEach(async () => {
  await tab.close();
  expect(watched.faults).toEqual([]);
});

const views = (): Promise<string[]> =>
  tab.evaluate(() =>
    (window as never as { views: { page_location: string }[] }).views.map(
      ({ page_location }) => page_location,
    ),
  );

/** Waits until there are so many views, and a little longer for one too many. */
async function viewed(...paths: string[]) {
  await tab.waitForFunction(
    (count) => (window as never as { views: unknown[] }).views.length >= count,
    paths.length,
    { timeout: 5000 },
  );
  await tab.waitForTimeout(150);
  expect((await views()).map((address) => address.slice(server.url.length))).toEqual(paths);
}

describe('a single-page app', () => {
  beforeEach(async () => {
    await tab.goto(`${server.url}/app`);
    await viewed('/app');
  });

  test('P1, P2, P10: pushState to another path is a view, with its address, the title that it gets, and the page before', async () => {
    await tab.evaluate(() => {
      history.pushState(null, '', '/app/shoes');
      document.title = 'Shoes';
    });
    await viewed('/app', '/app/shoes');
    expect(await tab.evaluate('views[1].page_title')).toBe('Shoes');
    expect(await tab.evaluate('views[1].page_referrer')).toBe(`${server.url}/app`);
  });

  test('P5: replaceState to another path is a view', async () => {
    await tab.evaluate(() => history.replaceState(null, '', '/app/shoes'));
    await viewed('/app', '/app/shoes');
  });

  test('P3: a router that replaces and pushes in one go makes one view', async () => {
    await tab.evaluate(() => {
      history.replaceState({ scroll: 1 }, '', location.href);
      history.pushState(null, '', '/app/shoes');
      history.replaceState({ scroll: 0 }, '', '/app/shoes');
    });
    await viewed('/app', '/app/shoes');
  });

  test('P6: back is a view', async () => {
    await tab.evaluate(() => history.pushState(null, '', '/app/shoes'));
    await viewed('/app', '/app/shoes');
    await tab.evaluate(() => history.back());
    await viewed('/app', '/app/shoes', '/app');
  });

  test('P9: an address that is none is the error of the host alone, and the next one is viewed', async () => {
    const thrown = await tab.evaluate(() => {
      try {
        history.pushState(null, '', 'http://[');
        return 'nothing';
      } catch (error) {
        return (error as Error).name;
      }
    });
    expect(thrown).toBe('SecurityError');
    await tab.evaluate(() => history.pushState(null, '', '/app/shoes'));
    await viewed('/app', '/app/shoes');
  });

  test('P4: a part of the page is no view of its own', async () => {
    await tab.getByText('A part of it').click();
    await tab.evaluate(() => history.pushState(null, '', location.href));
    await viewed('/app');
  });
});

test('D7: the back/forward cache: a page that comes back from it is viewed again', async () => {
  await tab.goto(`${server.url}/one.html`);
  await viewed('/one.html');
  await tab.evaluate('window.kept = true');
  await tab.getByText('On').click();
  await tab.waitForURL(/two/);
  await viewed('/two.html');
  // the other page hears nothing of this one that would wake it, and end its sleep
  await tab.evaluate('ethogram.flush()');
  await tab.waitForTimeout(300);
  await tab.evaluate(() => history.back());
  await tab.waitForFunction('document.title === "One"');
  expect(await tab.evaluate('window.kept === true'), 'restored, not loaded again').toBe(true);
  await viewed('/one.html', '/one.html');
});

test('D9: prerendering: nothing before the visitor comes, one view when they do', async () => {
  // With a driver attached Chromium renders nothing ahead: these pages go their way alone, and post what they find.
  const posted: { [what: string]: string } = {};
  let arrived: (posted: unknown) => void;
  const arrival = new Promise((resolve) => {
    arrived = resolve;
  });
  const alone = await serve({
    pages: {
      '/post': ({ searchParams }) => {
        Object.assign(posted, Object.fromEntries(searchParams));
        if (searchParams.has('after')) arrived(posted);
        return { status: 204 };
      },
      '/before.html': {
        body: `<!doctype html><title>Before</title>
          <script type="speculationrules">{ "prerender": [{ "urls": ["/next.html"], "eagerness": "immediate" }] }</script>
          <script>
            const look = setInterval(() => {
              if (!localStorage.getItem('rendered')) return;
              clearInterval(look);
              setTimeout(async () => {
                await fetch('/post?' + new URLSearchParams({ before: localStorage.getItem('heard') }));
                location.href = '/next.html';
              }, 700);
            }, 20);
          </script>`,
      },
      '/next.html': {
        body: `<script>
            window.heard = [];
            const note = () => localStorage.setItem('heard', heard.join());
            note();
            localStorage.setItem('rendered', document.prerendering ? 'ahead' : 'at once');
            document.addEventListener('prerenderingchange', () => setTimeout(() => fetch('/post?' + new URLSearchParams({
              rendered: localStorage.getItem('rendered'), after: localStorage.getItem('heard'),
            })), 700));
            window.ethogram ??= function () { (ethogram.q ??= []).push(arguments) };
            ethogram('on', 'event', ({ name }) => { heard.push(name); note(); });
          </script>${page('Next')}`,
      },
    },
  });
  const undriven = await chromium.leaveTo(`${alone.url}/before.html`);
  try {
    await Promise.race([arrival, tab.waitForTimeout(15_000)]);
    expect(posted).toMatchObject({ before: '', rendered: 'ahead' });
    expect(posted.after?.split(',').filter((name) => name === 'page_view')).toHaveLength(1);
  } finally {
    await undriven.end();
    await alone.close();
  }
});

test('the example app, bundled from the package: three birds make a birder, and a reload remembers', async () => {
  await tab.goto(`${server.url}/examples/spa/`);
  for (const bird of ['Sanderling', 'Curlew', 'Ringed plover']) {
    await tab.getByText(bird).first().click();
    await tab.waitForURL(/birds\//);
    await tab.getByText('All six').click();
    await tab.waitForURL(/spa\/$/);
  }
  await tab.getByText('You are getting an eye for them').waitFor({ state: 'visible', timeout: 5000 });
  await tab.goto(`${server.url}/examples/spa/quiz`);
  await tab.getByText('You are getting an eye for them').waitFor({ state: 'visible', timeout: 5000 });

  for (const [bird, bill] of [
    ['golden-plover', 'short'],
    ['dunlin', 'medium'],
    ['whimbrel', 'long'],
  ]) {
    await tab.locator(`input[name="${bird}"][value="${bill}"]`).check();
  }
  await tab.getByRole('button', { name: 'Done' }).click();
  await tab.getByText('birder, scholar').waitFor({ state: 'visible', timeout: 5000 });
});
