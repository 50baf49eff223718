/** What a visit with something personal in its address leaves in the browser; and the chunk that only `debug` fetches. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve } from '../../examples/serve.mjs';
import { type ChromiumBrowser, openChromium } from './drivers/chromium.js';
import { watch } from './visit.js';

const page = (attributes: string) => ({
  body: `<!doctype html><title>Orders of ann@home.example, +48 22 123 45 67</title>
    <script>
      window.told = [];
      window.heard = [];
      window.ethogram ??= function () { (ethogram.q ??= []).push(arguments) };
      ethogram('on', 'error', (error) => told.push(error.code + ': ' + error.message));
      ethogram('on', 'event', (event) => heard.push(event));
      ethogram('start', { definitions: { version: 1 } });
      ethogram('track', 'purchase', { transaction_id: 'T-1', value: '3' });
    </script>
    <script defer src="/dist/ethogram.js" ${attributes}></script>`,
});

let server: Awaited<ReturnType<typeof serve>>;
let browser: ChromiumBrowser;

beforeAll(async () => {
  server = await serve({ pages: { '/u/ann%40home.example': page(''), '/debug.html': page('data-debug') } });
  browser = await openChromium();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** Opens it, and gives what was heard, what is stored, and what was fetched. */
const visit = async (path: string) => {
  const tab = await browser.tab();
  const fetched: string[] = [];
  tab.on('request', (request) => fetched.push(request.url()));
  await tab.goto(`${server.url}${path}`);
  await tab.waitForFunction('heard.some(({ name }) => name === "purchase")', undefined, { timeout: 5000 });
  return { tab, fetched };
};

test('nothing personal of an address or a title is stored, and no chunk is fetched for it', async () => {
  const watched = watch(browser.context, server.url);
  const { tab, fetched } = await visit('/u/ann%40home.example?mail=ann%40home.example&utm_source=x#token=1');
  await tab.evaluate('ethogram.flush()');
  const { events } = (await tab.evaluate('ethogram.export()')) as {
    events: { name: string; props: object }[];
  };
  expect(events.find(({ name }) => name === 'page_view')?.props).toMatchObject({
    page_location: `${server.url}/u/***?utm_source=x`,
    page_path: '/u/***',
    page_title: 'Orders of ***, ***',
  });
  expect(JSON.stringify(events)).not.toMatch(/ann|home\.example|token|22 123/);
  expect(fetched.filter((url) => /misfits/.test(url))).toEqual([]);
  expect(await tab.evaluate('told')).toEqual([]);
  expect(watched.faults).toEqual([]);
  await tab.close();
});

test('with debug, what does not fit is told with its place', async () => {
  const { tab, fetched } = await visit('/debug.html');
  await tab.waitForFunction('told.length', undefined, { timeout: 5000 });
  expect(await tab.evaluate('told')).toEqual([
    'unfitting-event: purchase, value: expected a number, found a text',
  ]);
  expect(fetched.filter((url) => /misfits-[\w-]+\.js$/.test(url))).toHaveLength(1);
  await tab.close();
});
