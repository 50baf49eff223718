import { isObject } from '../base/json.js';
import { parseEvent } from '../event/event.js';
import { createLimits } from '../event/limits.js';
import { type EventDraft, SET } from '../event/types.js';
import { chance } from '../platform/chance.js';
import { maskProps, type Origin } from '../privacy/masking.js';
import { idOf } from '../visitor/identity.js';
import type { StartOptions } from './options.js';
import type { Report } from './reports.js';

/** What `beforeEvent` is handed: its own copy, which it may change. */
export interface Draft {
  name: string;
  props: Record<string, unknown>;
  id?: string;
  time?: number;
}

/** May change an event, or give another; `null` or `false` drops it. */
// biome-ignore lint/suspicious/noConfusingVoidType: a hook that only looks, or changes what it is given, returns nothing
export type BeforeEvent = (event: Draft) => Draft | null | false | undefined | void;

/** What becomes of a draft before it is an event: undefined if nothing does. */
export type Gate = (draft: EventDraft, origin: Origin) => EventDraft | undefined;

/** Where everything comes in: limited, masked, shown to the site. Traits are neither limited nor shown. */
export const createGate = (options: StartOptions, now: () => number, report: Report): Gate => {
  const { privacy = {}, beforeEvent, limits = {} } = options;
  let hasFailed = false;
  const fail = (what: string, cause?: unknown) => {
    if (!hasFailed) report('listener-threw', `beforeEvent ${what}`, cause);
    hasFailed = true;
  };
  const admits = createLimits({
    limits,
    now,
    chance,
    shed: (name) =>
      report(
        'too-many-events',
        `'${name}': more than 1,000 of one name, or 2,000 in all, in 10 s. The rest is shed`,
      ),
  });

  const asked = (draft: EventDraft): EventDraft | undefined => {
    try {
      const own: Draft = JSON.parse(JSON.stringify(draft));
      const given = beforeEvent?.(own);
      if (given === null || given === false) return undefined;
      const { name, props, id, time } = isObject(given) ? given : own;
      const parsed = parseEvent(name, props, { id, time });
      if (typeof parsed !== 'string') return parsed;
      fail(`gave no event: ${parsed}`);
    } catch (error) {
      fail('threw', error);
    }
    return draft;
  };

  return (draft, origin) => {
    const isEvent = draft.name !== SET;
    if (isEvent && !admits(draft.name)) return undefined;
    // before anything is masked or changed: it says which act this was
    const id = idOf(draft);
    const masked = { ...draft, ...(id && { id }), props: maskProps(draft.props, privacy, origin) };
    return isEvent && beforeEvent ? asked(masked) : masked;
  };
};
