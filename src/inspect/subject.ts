/** What the panel's tabs share: the handle, the log as it was run again, what was refused. */
import { undoAll } from '../base/listen.js';
import type { Copy, Ethogram, EthogramError } from '../index.js';
import { delay } from '../platform/browser.js';
import { createPast, type Past } from './past.js';

export interface Refused {
  readonly code: string;
  readonly message: string;
}

export interface Subject {
  readonly handle: Ethogram;
  /** Undefined as long as the page may not be told of segments. */
  copy(): Copy | undefined;
  /** Undefined until the log has been read. */
  past(): Past | undefined;
  /** What went wrong or was refused, latest first: the first twenty of the page, and all since the panel was opened. */
  readonly refused: readonly Refused[];
  stop(): void;
}

/** A tab of the panel. */
export interface View {
  readonly name: string;
  readonly root: HTMLElement;
  /** Shows what is so now. */
  update(): void;
}

/** Milliseconds. More often nobody reads. */
const REST = 250;
const SECOND = 1_000;
const MOST_REFUSED = 100;

/** `told` hears that something may have changed, at most four times a second, and once a second in any case. */
export const createSubject = (handle: Ethogram, told: () => void): Subject => {
  let past: Past | undefined;
  let isStopped = false;
  let definitions: unknown;
  let due: (() => void) | undefined;
  let reading: (() => void) | undefined;
  const refused: Refused[] = [];

  const tell = () => {
    due ??= delay(REST, () => {
      due = undefined;
      told();
    });
  };
  const read = async () => {
    const copy = handle.copy();
    const { events } = await handle.export();
    if (isStopped || !copy) return;
    if (definitions !== copy.definitions) {
      past?.stop();
      past = undefined;
    }
    definitions = copy.definitions;
    if (past) past.take(events);
    else past = createPast(copy, events, tell);
    tell();
  };
  /** Other tabs write, too: their events are found in the log. */
  const readSoon = () => {
    reading ??= delay(2 * REST, () => {
      reading = undefined;
      read().catch(() => undefined);
    });
  };
  let tick = delay(SECOND, function again() {
    tick = delay(SECOND, again);
    if (handle.copy()?.definitions !== definitions) readSoon();
    tell();
  });

  const undo = undoAll([
    handle.on('ready', readSoon),
    handle.on('event', (event) => {
      past?.take([event]);
      tell();
    }),
    handle.on('change', () => {
      readSoon();
      tell();
    }),
    handle.on('error', ({ code, message }: EthogramError) => {
      refused.unshift({ code, message });
      refused.splice(MOST_REFUSED);
      tell();
    }),
  ]);
  handle.ready.then(read).catch(() => undefined);

  return {
    handle,
    copy: () => handle.copy(),
    past: () => past,
    refused,
    stop() {
      isStopped = true;
      undo();
      tick();
      due?.();
      reading?.();
      past?.stop();
    },
  };
};
