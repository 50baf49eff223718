import type { Event } from '../event/types.js';
import type { Load } from './chunks.js';
import type { Report } from './reports.js';

/** For whoever sets a site up: tells what in an event does not fit the catalogue. It is taken all the same. */
export const createMisfits = (load: Load, report: Report): ((event: Event) => Promise<void>) => {
  let hasFailed = false;
  return async ({ name, props }) => {
    if (hasFailed) return;
    try {
      for (const { place, message } of (await load('misfits')).misfitsOf(name, props))
        report('unfitting-event', `${name}, ${place}: ${message}`);
    } catch (error) {
      if (!hasFailed) report('unfitting-event', 'Events are not held against the catalogue', error);
      hasFailed = true;
    }
  };
};
