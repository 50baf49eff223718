/** What a page may not find of us, told by the page itself: the same in every engine. */
import type { Tab } from './drivers/engine.js';

/** Runs first in a page: exceptions, console lines, violations of its policy, and whoever touches its storage. */
const watchfulness = () => {
  const faults: string[] = [];
  const touched: string[] = [];
  Object.defineProperty(window, 'guest', { value: { faults, touched } });

  addEventListener('error', ({ message }) => faults.push(`exception: ${message}`));
  addEventListener('unhandledrejection', ({ reason }) => faults.push(`unhandled: ${reason}`));
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    faults.push(`violation: ${violatedDirective} ${blockedURI}`),
  );
  for (const level of ['debug', 'log', 'info', 'warn', 'error'] as const) {
    console[level] = (...words: unknown[]) => faults.push(`console ${level}: ${words.join(' ')}`);
  }

  const spy = (holder: object | undefined, owner: string, names: readonly string[]) => {
    for (const name of names) {
      const whole = holder && Object.getOwnPropertyDescriptor(holder, name);
      if (!whole) continue;
      for (const way of ['value', 'get', 'set'] as const) {
        const original = whole[way];
        if (typeof original !== 'function') continue;
        whole[way] = function (this: unknown, ...words: unknown[]) {
          touched.push(`${owner}.${name}`);
          return original.apply(this, words);
        };
      }
      Object.defineProperty(holder, name, whole);
    }
  };
  spy(window.IDBFactory?.prototype, 'indexedDB', ['open', 'deleteDatabase', 'databases']);
  spy(window.Storage?.prototype, 'storage', ['getItem', 'setItem', 'removeItem', 'clear', 'key', 'length']);
  spy(window, 'window', ['localStorage', 'sessionStorage']);
  spy(Document.prototype, 'document', ['cookie']);
  spy(window.CacheStorage?.prototype, 'caches', ['open', 'match', 'has', 'keys', 'delete']);
  spy(window.LockManager?.prototype, 'locks', ['request', 'query']);
  const Channel = window.BroadcastChannel;
  window.BroadcastChannel = class extends Channel {
    constructor(name: string) {
      touched.push('BroadcastChannel');
      super(name);
    }
  };
};

/** The script that a page loads before everything else. */
export const GUEST = { type: 'text/javascript', body: `(${watchfulness})();` };

interface Guest {
  readonly faults: string[];
  /** What was read or written of what is stored, or shared with other tabs. */
  readonly touched: string[];
}
declare const guest: Guest;

/** What the page suffered so far. */
export const faultsOf = (tab: Tab): Promise<string[]> => tab.run(() => guest.faults);
export const touchedIn = (tab: Tab): Promise<string[]> => tab.run(() => guest.touched);
