import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { findChromium } from './find.mjs';

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
];

/** However the tests end, the browser ends with them. */
const ENDS = ['exit', 'SIGTERM', 'SIGINT', 'disconnect'] as const;

/** A visitor's browser: one process, one profile. */
export interface Browser {
  readonly context: BrowserContext;
  /** An empty tab. */
  tab(): Promise<Page>;
  /** Ends the process and forgets the visitor. */
  close(): Promise<void>;
}

/** We start the process ourselves: Playwright's own launch switches the back/forward cache off. */
export async function openBrowser(): Promise<Browser> {
  const { profile, end } = await run('--remote-debugging-port=0', 'about:blank');
  const browser = await portOf(profile)
    .then((port) => chromium.connectOverCDP(`http://127.0.0.1:${port}`))
    .catch(async (error: unknown) => {
      await end();
      throw error;
    });
  const context = browser.contexts()[0] as BrowserContext;
  return {
    context,
    tab: () => context.newPage(),
    close: async () => {
      await browser.close().catch(() => undefined);
      await end();
    },
  };
}

/** A browser that nobody drives, for what a driver switches off: the page has to do everything, and to report it. */
export async function leaveBrowserTo(url: string): Promise<{ close(): Promise<void> }> {
  const { end } = await run(url);
  return { close: end };
}

async function run(...words: string[]) {
  const program = findChromium();
  if (!program) throw new Error('No Chromium here: run `npm run browsers`.');
  const profile = await mkdtemp(join(tmpdir(), 'ethogram-profile-'));
  const child = spawn(program, [...FLAGS, `--user-data-dir=${profile}`, ...words], {
    stdio: 'ignore',
    detached: true,
    // what it leaves when it is killed goes with the profile
    env: { ...process.env, TMPDIR: profile },
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const kill = () => {
    try {
      // the whole group that we started: the browser and its renderers
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // it has ended by itself
    }
  };
  const ended = (how: unknown) => {
    kill();
    if (how === 'SIGTERM' || how === 'SIGINT') process.kill(process.pid, how);
  };
  for (const end of ENDS) process.once(end, ended);
  return {
    profile,
    end: async () => {
      kill();
      for (const end of ENDS) process.off(end, ended);
      await gone;
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

/** The browser writes the port it chose into its profile. */
async function portOf(profile: string): Promise<string> {
  for (let tries = 0; tries < 400; tries++) {
    const text = await readFile(join(profile, 'DevToolsActivePort'), 'utf8').catch(() => '');
    const port = text.split('\n')[0];
    if (port) return port;
    await sleep(50);
  }
  throw new Error('Chromium did not say where it listens within 20 s.');
}
