import type { Teller, Told } from '../capture/sources/source.js';
import { parseEvent, parseProps } from '../event/event.js';
import { type EventDraft, SET } from '../event/types.js';
import type { Origin } from '../privacy/masking.js';
import type { Gate } from './gate.js';
import type { Report } from './reports.js';

interface Parts {
  readonly gate: Gate;
  readonly report: Report;
  /** Whether nothing may be kept, or all is over. */
  isOff(): boolean;
  /** On the way to the gate: of one act that several tell, one is let in. */
  pass(told: Told): void;
  take(draft: EventDraft): void;
}

/** The ways in: what is told is read, passed on, and taken as far as the gate lets it. */
export const createTelling = ({ gate, report, isOff, pass, take }: Parts) => {
  const receive = (
    code: 'invalid-event' | 'invalid-traits',
    origin: Origin,
    parse: () => EventDraft | string,
    teller: Teller = 'page',
  ) => {
    if (isOff()) return;
    try {
      const draft = parse();
      if (typeof draft === 'string') return report(code, draft);
      const admit = (time?: number) => {
        const admitted = gate(time ? { ...draft, time } : draft, origin);
        if (admitted) take(admitted);
      };
      pass({ ...draft, teller, admit });
    } catch (error) {
      // a clock of the host's may throw; nothing of ours may throw into the page
      report(code, 'Not taken', error);
    }
  };
  return {
    receive,
    track: (name: unknown, props?: unknown, how?: unknown) =>
      receive('invalid-event', 'told', () => parseEvent(name, props, how), 'call'),
    hear: (name: unknown, props: unknown, teller: Teller = 'data-track') =>
      receive('invalid-event', 'captured', () => parseEvent(name, props), teller),
    captured: (draft: EventDraft) => receive('invalid-event', 'captured', () => draft),
    setTraits: (traits: unknown, userId?: string, origin: Origin = 'traits') =>
      receive('invalid-traits', origin, () => {
        const props = parseProps(traits);
        if (typeof props === 'string') return props;
        return { name: SET, props: userId === undefined ? props : { ...props, user_id: userId } };
      }),
  };
};
