import { createEthogram, type Door, type Ethogram } from './ethogram.js';
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
  if (before) {
    before.report(
      'already-started',
      `start: '${name}' runs already, and its handle was given. Give the second one another name, or start once.`,
    );
    return before;
  }
  const started = createEthogram(checked, door, () => running.delete(name));
  running.set(name, started);
  return started;
};
