import type { Door } from './door.js';
import { createEthogram, type Ethogram } from './ethogram.js';
import { checkOptions } from './options.js';

const running = new Map<string, Ethogram>();

/**
 * Starts, or gives what runs already under that name (and tells so through `error`). Throws `invalid-options`, and
 * `invalid-definitions` for an object that cannot be compiled.
 */
export const startFrom = (door: Door, options: unknown): Ethogram => {
  const checked = checkOptions(options);
  const name = checked.name ?? '';
  const before = running.get(name);
  before?.report('already-started', `start: '${name}' runs already. Start once, or use another name`);
  const started = before ?? createEthogram(checked, door, () => running.delete(name));
  running.set(name, started);
  return started;
};
