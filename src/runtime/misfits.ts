import type { Plan } from '../engine/types.js';
import type { Event } from '../event/types.js';
import type { Load } from './chunks.js';
import type { Report } from './reports.js';
import type { Retention } from './retention.js';

/**
 * For whoever sets a site up: tells what in an event does not fit the catalogue, and which windows of the definitions
 * are longer than the log is kept. The event is taken all the same.
 */
export const createMisfits = (
  load: Load,
  report: Report,
  retention?: Retention,
): ((event: Event, plan?: Plan) => Promise<void>) => {
  let hasFailed = false;
  return async (event, plan) => {
    if (hasFailed) return;
    try {
      for (const [code, what] of (await load('misfits')).remarksOn(event, plan, retention))
        report(code, what);
    } catch (error) {
      if (!hasFailed) report('unfitting-event', 'Events are not held against the catalogue', error);
      hasFailed = true;
    }
  };
};
