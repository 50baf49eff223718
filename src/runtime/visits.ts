import type { Json } from '../base/json.js';
import type { Plan } from '../engine/types.js';
import type { Event, EventDraft } from '../event/types.js';
import type { Load } from './chunks.js';
import type { Report } from './reports.js';

interface Parts {
  readonly load: Load;
  readonly report: Report;
  /** Whether visits are told of; undefined: if definitions ask for that. */
  readonly isAsked: boolean | undefined;
  /** Those definitions; undefined while it is not known whose visits these are. */
  plan(): Plan | undefined;
  trait(name: string): Json | undefined;
  readLog(): Promise<readonly Event[]>;
  send(draft: EventDraft): void;
}

const ASKS = /"(session_start|first_visit|campaign_details|visitor\.|\w+Touch\.)/;

/**
 * Hears what happens, and tells what follows from views: they wait until it is known whether anybody asks for that, and
 * only then the chunk is fetched.
 */
export const createVisits = ({ load, report, isAsked, plan, trait, readLog, send }: Parts) => {
  let views: Event[] = [];
  return async (event?: Event): Promise<void> => {
    if (event?.name === 'page_view') views.push(event);
    const asker = plan();
    if (!asker || !views.length) return;
    const fresh = views;
    views = [];
    try {
      if (isAsked ?? ASKS.test(JSON.stringify(asker.definitions)))
        for (const draft of await (await load('visit')).describeVisits(fresh, trait, readLog)) send(draft);
    } catch (error) {
      report('capture-failed', 'Visits are not told of', error);
    }
  };
};
