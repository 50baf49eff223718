/** Firefox, driven by Marionette: WebDriver's commands as JSON over a socket, which is what geckodriver speaks to it. */
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { findFirefox } from '../find.mjs';
import type { Engine } from './engine.js';
import { answerOf, type Command, run } from './running.js';
import { browserOver, CAPABILITIES, type Call, COMMANDS } from './webdriver.js';

/** It keeps to itself, asks nothing, and lets pages open and close tabs. */
const PREFERENCES = {
  'app.normandy.enabled': false,
  'app.update.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'browser.sessionstore.resume_from_crash': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'datareporting.policy.dataSubmissionEnabled': false,
  'dom.allow_scripts_to_close_windows': true,
  'dom.disable_open_during_load': false,
  'dom.popup_maximum': -1,
  'marionette.port': 0,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'toolkit.startup.max_resumed_crashes': -1,
  'toolkit.telemetry.enabled': false,
};

const command = (...words: string[]): Command => {
  const program = findFirefox();
  if (!program) throw new Error('No Firefox here: run `npm run browsers`.');
  return {
    program,
    words: (profile) => ['--headless', '--no-remote', '--profile', profile, ...words],
    environment: () => ({ MOZ_CRASHREPORTER_DISABLE: '1' }),
    prepare: (profile) =>
      writeFile(
        join(profile, 'user.js'),
        Object.entries(PREFERENCES)
          .map((preference) => `user_pref(${preference.map((word) => JSON.stringify(word)).join(', ')});\n`)
          .join(''),
      ),
  };
};

/** Messages are `length:JSON`: `[0, id, command, parameters]` there, `[1, id, error, value]` back. */
async function marionette(port: number) {
  const socket = connect(port, '127.0.0.1');
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let heard = Buffer.alloc(0);
  let id = 0;
  socket.on('data', (data) => {
    heard = Buffer.concat([heard, data]);
    for (;;) {
      const colon = heard.indexOf(':');
      const end = colon + 1 + Number(heard.subarray(0, Math.max(colon, 0)));
      if (colon < 0 || heard.length < end) return;
      const message = JSON.parse(heard.subarray(colon + 1, end).toString());
      heard = heard.subarray(end);
      const [, answered, error, value] = Array.isArray(message) ? message : [];
      const asker = waiting.get(answered);
      waiting.delete(answered);
      if (error) asker?.reject(new Error(`Firefox: ${error.error}: ${error.message}`));
      else asker?.resolve(value);
    }
  });
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('Firefox has gone.'));
  });
  return {
    send: (command: string, parameters: object = {}) =>
      new Promise<unknown>((resolve, reject) => {
        waiting.set(++id, { resolve, reject });
        const text = JSON.stringify([0, id, `WebDriver:${command}`, parameters]);
        socket.write(`${Buffer.byteLength(text)}:${text}`);
      }),
    end: () => socket.destroy(),
  };
}

export const firefox: Engine = {
  name: 'Firefox',
  version: async () => {
    const said = execFileSync(command().program, ['--version'], { encoding: 'utf8' });
    return /\d+(\.\d+)+/.exec(said)?.[0] ?? said;
  },
  async open() {
    const { profile, end } = await run(command('--marionette', 'about:blank'));
    try {
      const port = await answerOf('Firefox did not say where it listens', () =>
        readFile(join(profile, 'MarionetteActivePort'), 'utf8'),
      );
      const session = await marionette(Number(port));
      await session.send('NewSession', { capabilities: { alwaysMatch: CAPABILITIES } });
      const call: Call = async (command, parameters) => {
        const answer = await session.send(COMMANDS[command][2], parameters);
        // what is no object comes wrapped in one
        return Object(answer).value ?? answer;
      };
      return browserOver(call, async () => {
        session.end();
        await end();
      });
    } catch (error) {
      await end();
      throw error;
    }
  },
  leaveTo: (url, profile) => run(command(url), profile),
};
