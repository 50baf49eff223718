import type { Event } from '../event/types.js';
import { delay } from '../platform/browser.js';
import { type Hint, joinTabs, type Tabs } from '../platform/tabs.js';
import type { Store } from '../store/types.js';
import { type Archive, type Identity, identityIn } from './archive.js';
import type { Report } from './reports.js';

/**
 * Milliseconds that another tab has to forget, during which this one writes nothing. Out of sight they may become a
 * second: who has forgotten says so.
 */
const FORGETTING = 200;

interface Parts {
  /** Of the channel. */
  readonly name: string;
  readonly report: Report;
  /** Where things are kept, if that is in storage. */
  current(): { readonly archive: Archive; readonly store: Store } | undefined;
  /** The database is no more: to look into it would make it anew. */
  isDeleted(): Promise<boolean>;
  /** Takes in what other tabs wrote. */
  adopt(events: readonly Event[]): void;
  /** Hears whose log it is by now, after each look. */
  follow(whose: Identity | undefined): Promise<void>;
  /** The visitor has withdrawn consent in another tab. */
  withdrawn(): void;
}

export interface Others {
  /** From now on they are heard. */
  join(): void;
  leave(): void;
  tell(hint: Hint): void;
  /** Takes in what they wrote, and answers whether there was anything. */
  read(): Promise<boolean>;
  /** The same, if they have told something that was not looked at yet. */
  catchUp(): Promise<unknown>;
}

/** The site's other tabs: what they say is looked up in the store, and never believed. */
export const createOthers = ({
  name,
  report,
  current,
  isDeleted,
  adopt,
  follow,
  withdrawn,
}: Parts): Others => {
  let tabs: Tabs | undefined;
  let isNews = false;
  /** It is being looked whether the visitor is forgotten. */
  let isDoubtful = false;
  let lookNow = () => {};

  const unread = (error: unknown) => report('storage-failed', 'Other tabs could not be read', error);

  const read = async () => {
    const mine = current();
    let isNew = false;
    if (!mine || isDoubtful) return isNew;
    isNews = false;
    try {
      const whose = await mine.archive.readNew((events) => {
        isNew = true;
        adopt(events);
      });
      if (mine.archive === current()?.archive) await follow(whose);
    } catch (error) {
      unread(error);
    }
    return isNew;
  };

  /** One of them says that the visitor is forgotten. */
  const lookWhether = async (hint: Hint) => {
    const mine = current();
    if (!mine) return;
    isDoubtful = true;
    try {
      await new Promise<void>((resolve) => {
        lookNow = resolve;
        delay(FORGETTING, resolve);
      });
      const found = (await isDeleted()) ? undefined : await mine.store.get('visitor');
      isDoubtful = false;
      if (mine.archive !== current()?.archive) return;
      if (hint === 'withdrawn' && !found) withdrawn();
      else await follow(identityIn(found));
    } catch (error) {
      unread(error);
    } finally {
      isDoubtful = false;
    }
  };

  const hear = async (hint: Hint) => {
    isNews = true;
    if (hint === 'written') return read();
    const looked = lookWhether(hint);
    // nothing is written until it is seen whether that is so
    current()?.archive.rest(looked);
    await looked;
    return false;
  };

  return {
    join() {
      tabs ??= joinTabs(name, hear, () => lookNow());
    },
    leave() {
      tabs?.leave();
      tabs = undefined;
    },
    tell: (hint) => tabs?.tell(hint),
    read,
    catchUp: async () => isNews && read(),
  };
};
