import type { Event } from '../event/types.js';
import type { Report } from './reports.js';

/** The chunk that knows what belongs to which event. */
export type LoadMisfits = () => Promise<{
  misfitsOf(name: string, props: unknown): readonly { readonly place: string; readonly message: string }[];
}>;

/** For whoever sets a site up: tells what in an event does not fit the catalogue. It is taken all the same. */
export const createMisfits = (load: LoadMisfits, report: Report): ((event: Event) => Promise<void>) => {
  let loading: ReturnType<LoadMisfits> | undefined;
  let hasFailed = false;
  return async ({ name, props }) => {
    try {
      loading ??= load();
      for (const { place, message } of (await loading).misfitsOf(name, props))
        report('unfitting-event', `${name}, ${place}: ${message}`);
    } catch (error) {
      if (!hasFailed) report('unfitting-event', 'Events are not held against the catalogue', error);
      hasFailed = true;
    }
  };
};
