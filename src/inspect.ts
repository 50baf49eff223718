/** The side door `ethogram/inspect`: a panel that says why a visitor is in a segment or not, at once. */
import type { Undo } from './base/listen.js';
import type { Ethogram } from './index.js';
import { openPanel } from './inspect/panel.js';

export { type BugReport, replay } from './inspect/report.js';

const open = new WeakMap<object, Undo>();

/**
 * Opens the inspector at the foot of the page, over it, and gives what closes it. It only reads: nothing that is asked
 * in it reaches the visitor. For a handle whose inspector is open already, gives that one's.
 *
 * @example if (isStaff) import('ethogram/inspect').then(({ inspect }) => inspect(ethogram));
 */
export const inspect = (handle: Ethogram): Undo => {
  const before = open.get(handle);
  if (before) return before;
  const close = openPanel(handle, () => open.delete(handle));
  open.set(handle, close);
  return close;
};
