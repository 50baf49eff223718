/** WebKitGTK's MiniBrowser under Xvfb, driven by WebKitWebDriver. It is Safari's engine, and not Safari. */
import { execFileSync, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { findWebKit } from '../find.mjs';
import type { Engine } from './engine.js';
import { answerOf, run } from './running.js';
import { browserOver, CAPABILITIES, type Call, COMMANDS } from './webdriver.js';

const programs = () => {
  const found = findWebKit();
  if (!found) throw new Error('No WebKitGTK here: run `npm run browsers`.');
  return found;
};

let screen: Promise<string> | undefined;

/** One for all browsers of this process: Xvfb picks a free number and tells it. */
const screenName = (): Promise<string> => {
  screen ??= new Promise((resolve, reject) => {
    const server = spawn(
      programs().screen,
      ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'],
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
    );
    const number = server.stdio[3] as Readable;
    number.once('data', (said) => resolve(`:${String(said).trim()}`));
    server.once('error', reject);
    server.once('exit', () => reject(new Error('Xvfb ended before it said where it shows things.')));
    server.unref();
    (number as { unref?(): void }).unref?.();
    process.once('exit', () => server.kill());
  });
  return screen;
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
    const said = execFileSync(programs().browser, ['--version'], {
      encoding: 'utf8',
      env: { ...process.env, DISPLAY: await screenName() },
    });
    return /\d+(\.\d+)+/.exec(said)?.[0] ?? said;
  },
  async open() {
    const { browser, driver } = programs();
    const port = await freePort();
    const { end } = await run({
      program: driver,
      words: () => ['--host=127.0.0.1', `--port=${port}`],
      environment: environment(await screenName()),
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
  leaveTo: async (url, profile) =>
    run(
      {
        program: programs().browser,
        words: () => ['--javascript-can-open-windows-automatically=true', url],
        environment: environment(await screenName()),
      },
      profile,
    ),
};
