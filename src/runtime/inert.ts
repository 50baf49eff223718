import type { Handle } from './handle.js';
import { checkOptions } from './options.js';
import { version } from './version.js';

const nothing = () => undefined;
const done = async () => undefined;
const undo = () => nothing;

/** The handle where there is no page: it does nothing, so that the same code renders on a server. */
const inert: Handle<object, object> = {
  watch: undo,
  on: undo,
  track: nothing,
  page: nothing,
  identify: nothing,
  setTraits: nothing,
  reset: done,
  segments: () => new Set(),
  has: () => false,
  metric: nothing,
  trait: nothing,
  channel: undo,
  explain: nothing,
  remember: done,
  setDefinitions: nothing,
  setConsent: nothing,
  health: () => ({ state: 'memory', events: 0, unwritten: 0, failures: 0 }),
  ready: Promise.resolve(),
  flush: done,
  copy: nothing,
  export: async () => ({ v: 1, visitor: '', time: 0, events: [], segments: [] }),
  import: async () => ({ taken: 0, known: 0, refused: [] }),
  erase: done,
  stop: done,
  version,
};

/** Throws `invalid-options` as a page would. */
export const inertFor = (options: unknown): Handle<object, object> => {
  checkOptions(options);
  return inert;
};
