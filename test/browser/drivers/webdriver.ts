/** Tabs over WebDriver's commands (https://www.w3.org/TR/webdriver2/), whatever carries them. */
import type { Browser, Tab } from './engine.js';

/** Each command as WebDriver's HTTP has it, and as Firefox's Marionette calls it. */
export const COMMANDS = {
  currentWindow: ['GET', '/window', 'GetWindowHandle'],
  newWindow: ['POST', '/window/new', 'NewWindow'],
  switchTo: ['POST', '/window', 'SwitchToWindow'],
  closeWindow: ['DELETE', '/window', 'CloseWindow'],
  navigate: ['POST', '/url', 'Navigate'],
  refresh: ['POST', '/refresh', 'Refresh'],
  back: ['POST', '/back', 'Back'],
  run: ['POST', '/execute/async', 'ExecuteAsyncScript'],
} as const;

/** Rejects with what the browser said. */
export type Call = (command: keyof typeof COMMANDS, parameters?: object) => Promise<unknown>;

/** What a session is opened with. */
export const CAPABILITIES = { timeouts: { script: 600_000, pageLoad: 30_000 } };

/** Gives JSON as text: of the values themselves each driver makes something else. */
const script = (source: string) => `
  const [words, done] = arguments;
  const say = (answer) => done(JSON.stringify(answer));
  Promise.resolve().then(() => (${source})(...JSON.parse(words)))
    .then((value) => say({ value }), (error) => say({ error: String(error) }));`;

/** The first window stays as it is: without any the session would end. */
export function browserOver(call: Call, close: () => Promise<void>): Browser {
  let last: Promise<unknown> = Promise.resolve();
  /** There is one current window, so nothing may come between choosing it and the command. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work, work);
    last = done.catch(() => undefined);
    return done;
  };

  const tabOf = (handle: string): Tab => {
    const tell = (...command: Parameters<Call>) =>
      inTurn(async () => {
        await call('switchTo', { handle });
        return call(...command);
      });
    return {
      goto: async (url) => void (await tell('navigate', { url })),
      reload: async () => void (await tell('refresh')),
      back: async () => void (await tell('back')),
      close: async () => void (await tell('closeWindow')),
      async run(body, ...words) {
        const answer = await tell('run', { script: script(String(body)), args: [JSON.stringify(words)] });
        const { value, error } = JSON.parse(answer as string);
        if (error) throw new Error(error);
        return value;
      },
    };
  };

  let first: unknown;
  return {
    tab: () =>
      inTurn(async () => {
        if (first) await call('switchTo', { handle: first });
        first ??= await call('currentWindow');
        const { handle } = (await call('newWindow', { type: 'tab' })) as { handle: string };
        return tabOf(handle);
      }),
    close,
  };
}
