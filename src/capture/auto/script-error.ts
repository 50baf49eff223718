import { listen, undoAll } from '../../base/listen.js';
import type { Part, Scene } from './part.js';

/** Of one view: a loop that throws must not fill the log. */
const MOST = 5;

/** `script_error`: the message of an exception that nobody caught, each once in a view; no stack, no address. */
export const captureScriptErrors = ({ send }: Scene): Part => {
  let told = new Set<string>();

  const tell = (message: unknown) => {
    if (typeof message !== 'string' || /^(ResizeObserver|$)/.test(message)) return;
    if (told.size >= MOST || told.has(message)) return;
    told.add(message);
    send('script_error', { error_message: message.slice(0, 200) });
  };
  const stop = undoAll([
    // what an extension throws is not the page's
    listen(window, 'error', ({ message, filename }: ErrorEvent) => {
      if (!/-extension:/.test(filename)) tell(message);
    }),
    listen(window, 'unhandledrejection', ({ reason }: PromiseRejectionEvent) =>
      tell(reason instanceof Error ? `${reason}` : 'unhandled rejection'),
    ),
  ]);
  return {
    enter() {
      told = new Set();
    },
    stop,
  };
};
