import type { Consent } from '../../privacy/consent.js';
import { type ConsentSource, whenThere } from './source.js';

export interface TcfOptions {
  /** The purposes of the framework that must all be consented to, for events to be kept. @default [1, 8] */
  readonly measure?: readonly number[];
  /** The same, for segments to be told. @default [1, 5, 6] */
  readonly personalise?: readonly number[];
  /** What holds where the platform says that the GDPR does not apply. @default 'granted' */
  readonly elsewhere?: Consent;
}

/** `__tcfapi` of the page: https://github.com/InteractiveAdvertisingBureau/GDPR-Transparency-and-Consent-Framework */
type Api = (
  command: string,
  version: 2,
  callback: (...answer: unknown[]) => void,
  parameter?: unknown,
) => void;

const VERSION = 2;

const api = (): Api | undefined => {
  const { __tcfapi } = window as { __tcfapi?: unknown };
  // an element of that name is none
  return typeof __tcfapi === 'function' ? (__tcfapi as Api) : undefined;
};

/**
 * Consent as a platform of the IAB's Transparency and Consent Framework 2.x has it. Waits for its stub, and for the
 * visitor: as long as its dialogue is open for the first time, nothing is told. Never reads its string, and believes
 * nothing but `true` of a purpose.
 */
export const tcf =
  ({ measure = [1, 8], personalise = [1, 5, 6], elsewhere = 'granted' }: TcfOptions = {}): ConsentSource =>
  (tell, later) => {
    let isOn = true;
    let listener: unknown;
    const hear = (data: unknown, isGood: unknown) => {
      try {
        const { eventStatus, listenerId, gdprApplies, purpose } = Object(data);
        listener ??= listenerId;
        if (!isOn) remove();
        else if (isGood === true && /^(tcloaded|useractioncomplete)$/.test(eventStatus)) {
          const consents = Object(Object(purpose).consents);
          const allows = (purposes: readonly number[]) =>
            purposes.every((one) => Object.hasOwn(consents, one) && consents[one] === true);
          const byPurpose = { measure: allows(measure), personalise: allows(personalise) };
          tell(gdprApplies === false ? elsewhere : byPurpose);
        }
      } catch {
        // what cannot be read is no answer
      }
    };
    const remove = () => {
      if (listener !== undefined) api()?.('removeEventListener', VERSION, () => undefined, listener);
    };
    const undo = whenThere(api, later, (found) => {
      try {
        found('addEventListener', VERSION, hear);
      } catch {
        // a platform that is broken allows nothing
      }
    });
    return () => {
      isOn = false;
      undo();
      try {
        remove();
      } catch {
        // it does not matter any more
      }
    };
  };
