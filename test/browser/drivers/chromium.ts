/** Chromium, driven by Playwright over the DevTools protocol. */
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BrowserContext, type Page, chromium as playwright } from 'playwright-core';
import { findChromium } from '../find.mjs';
import type { Engine, Tab } from './engine.js';
import { answerOf, type Command, type Running, run } from './running.js';

const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--hide-scrollbars',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-default-apps',
  '--disable-popup-blocking',
];

const program = () => {
  const found = findChromium();
  if (!found) throw new Error('No Chromium here: run `npm run browsers`.');
  return found;
};

/** We start the process ourselves: Playwright's own launch switches the back/forward cache off. */
const command = (...words: string[]): Command => ({
  program: program(),
  words: (profile) => [...FLAGS, `--user-data-dir=${profile}`, ...words],
});

/** A visitor's browser with all that Playwright can do. */
export interface ChromiumBrowser {
  readonly context: BrowserContext;
  /** An empty tab. */
  tab(): Promise<Page>;
  /** Ends the process and forgets the visitor. */
  close(): Promise<void>;
}

export async function openChromium(): Promise<ChromiumBrowser> {
  const { profile, end } = await run(command('--remote-debugging-port=0', 'about:blank'));
  try {
    // the browser writes the port it chose into its profile
    const port = await answerOf('Chromium did not say where it listens', async () => {
      const text = await readFile(join(profile, 'DevToolsActivePort'), 'utf8');
      return text.split('\n')[0];
    });
    const browser = await playwright.connectOverCDP(`http://127.0.0.1:${port}`);
    const context = browser.contexts()[0] as BrowserContext;
    return {
      context,
      tab: () => context.newPage(),
      close: async () => {
        await browser.close().catch(() => undefined);
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

const tabOf = (page: Page): Tab => ({
  goto: async (url) => void (await page.goto(url)),
  reload: async () => void (await page.reload()),
  // a page from the back/forward cache is not loaded
  back: async () => void (await page.goBack({ waitUntil: 'commit' })),
  run: (body, ...words) => page.evaluate(`(${body})(...${JSON.stringify(words)})`),
  close: () => page.close(),
});

export const chromium: Engine = {
  name: 'Chromium',
  version: async () => {
    const said = execFileSync(program(), ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return /\d+(\.\d+)+/.exec(said)?.[0] ?? said;
  },
  async open() {
    const browser = await openChromium();
    return { tab: async () => tabOf(await browser.tab()), close: browser.close };
  },
  leaveTo: (url: string, profile?: string): Promise<Running> => run(command(url), profile),
};
