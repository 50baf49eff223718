/** The chunk for whoever sets a site up: what does not fit, in events and in definitions. */
import type { ErrorCode } from '../base/errors.js';
import { longWindows } from '../engine/long-windows.js';
import type { Plan } from '../engine/types.js';
import { misfitsOf } from '../event/schema.js';
import type { Event } from '../event/types.js';
import { type Retention, termsOf } from './retention.js';

/** Of these it is told which of their windows are longer than the log is kept. */
const seen = new WeakSet<Plan>();

/** What is to be said when something happens while a plan runs; of the plan itself once. */
export const remarksOn = (
  { name, props }: Pick<Event, 'name' | 'props'>,
  plan?: Plan,
  retention?: Retention,
): readonly (readonly [code: ErrorCode, what: string])[] => {
  const windows = !plan || seen.has(plan) ? [] : longWindows(plan, termsOf(retention).age);
  if (plan) seen.add(plan);
  return [
    ...windows.map(
      ({ place, found, expected }) =>
        [
          'long-window',
          `${place}: expected ${expected}, as long as the log is kept (retention), found ${found}. What is new in the file knows of no more`,
        ] as const,
    ),
    ...misfitsOf(name, props).map(
      ({ place, message }) => ['unfitting-event', `${name}, ${place}: ${message}`] as const,
    ),
  ];
};
