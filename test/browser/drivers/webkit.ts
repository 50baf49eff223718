/** WebKitGTK's MiniBrowser under Xvfb, driven by WebKitWebDriver. It is Safari's engine, and not Safari. */
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { findWebKit } from '../find.mjs';
import type { Engine } from './engine.js';
import { answerOf, type Command, type Running, run } from './running.js';
import { browserOver, CAPABILITIES, type Call, COMMANDS } from './webdriver.js';

const programs = () => {
  const found = findWebKit();
  if (!found) throw new Error('No WebKitGTK here: run `npm run browsers`.');
  return found;
};

const environment = (display: string) => (profile: string) => ({
  DISPLAY: display,
  // no session bus and no portal: nothing is started behind our back
  DBUS_SESSION_BUS_ADDRESS: 'disabled:',
  GTK_USE_PORTAL: '0',
  GIO_USE_PORTALS: '0',
  NO_AT_BRIDGE: '1',
  LIBGL_ALWAYS_SOFTWARE: '1',
  WEBKIT_DISABLE_COMPOSITING_MODE: '1',
  WEBKIT_DISABLE_DMABUF_RENDERER: '1',
  XDG_RUNTIME_DIR: profile,
  XDG_DATA_HOME: join(profile, 'data'),
  XDG_CACHE_HOME: join(profile, 'cache'),
  XDG_CONFIG_HOME: join(profile, 'config'),
});

/** Xvfb picks a free number and tells it. Each browser has one of its own, which ends with it. */
const openScreen = async () => {
  const { process, end } = await run({
    program: programs().screen,
    words: () => ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'],
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const name = await new Promise<string>((resolve, reject) => {
    (process.stdio[3] as Readable).once('data', (said) => resolve(`:${String(said).trim()}`));
    process.once('exit', () => reject(new Error('Xvfb ended before it said where it shows things.')));
  });
  return { name, end };
};

/** Runs a program that shows something. */
const runShown = async (command: Command, known?: string): Promise<Running> => {
  const screen = await openScreen();
  const running = await run({ ...command, environment: environment(screen.name) }, known);
  return {
    ...running,
    kill: () => running.kill().finally(screen.end),
    end: () => running.end().finally(screen.end),
  };
};

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

const request = async (method: string, url: string, body?: object): Promise<unknown> => {
  const answer = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) });
  const { value } = await answer.json();
  if (value?.error) throw new Error(`WebKitGTK: ${value.error}: ${value.message}`);
  return value;
};

export const webkit: Engine = {
  name: 'WebKitGTK',
  version: async () => {
    const screen = await openScreen();
    try {
      const env = { ...process.env, DISPLAY: screen.name };
      const said = execFileSync(programs().browser, ['--version'], { encoding: 'utf8', env });
      return /\d+(\.\d+)+/.exec(said)?.[0] ?? said;
    } finally {
      await screen.end();
    }
  },
  async open() {
    const { browser, driver } = programs();
    const port = await freePort();
    const { end } = await runShown({
      program: driver,
      words: () => ['--host=127.0.0.1', `--port=${port}`],
    });
    try {
      const at = `http://127.0.0.1:${port}`;
      await answerOf('WebKitWebDriver did not answer', () => request('GET', `${at}/status`));
      const { sessionId } = (await request('POST', `${at}/session`, {
        capabilities: {
          alwaysMatch: {
            ...CAPABILITIES,
            'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] },
          },
        },
      })) as { sessionId: string };
      const call: Call = (command, parameters = {}) => {
        const [method, path] = COMMANDS[command];
        return request(
          method,
          `${at}/session/${sessionId}${path}`,
          method === 'POST' ? parameters : undefined,
        );
      };
      return browserOver(call, end);
    } catch (error) {
      await end();
      throw error;
    }
  },
  // driven, it would keep everything in memory
  leaveTo: (url, profile) =>
    runShown(
      {
        program: programs().browser,
        words: () => ['--javascript-can-open-windows-automatically=true', url],
      },
      profile,
    ),
};
