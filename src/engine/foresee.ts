import { NEVER } from '../base/time.js';
import type { Machine } from './machine.js';
import type { Foreseen } from './types.js';

/** So many instants are looked ahead. */
const MOST_DUES = 1_000;
/** So many changes are enough for somebody who comes back. */
const MOST_CHANGES = 16;

/** Lets time pass from one due instant to the next, as long as `see` asks for more, and takes it back. */
export const lookAhead = (machine: Machine, see: () => unknown): void => {
  const mark = machine.mark();
  for (let left = MOST_DUES; left-- && machine.nextDue() < NEVER; ) {
    machine.settle(machine.nextDue());
    if (!see()) break;
  }
  machine.load(mark);
};

/** Who will be in, if nothing happens. */
export const foresee = (machine: Machine): Foreseen[] => {
  const members = () => machine.segments.flatMap(({ id, member }) => (member.entered ? id : []));
  const found: Foreseen[] = [];
  let before = members().join();
  lookAhead(machine, () => {
    const segments = members();
    if (segments.join() !== before) found.push([machine.world.now, segments]);
    before = segments.join();
    return found.length < MOST_CHANGES;
  });
  return found;
};
