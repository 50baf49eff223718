import type { Undo } from '../base/listen.js';
import type { ConsentSource } from '../capture/consent/source.js';
import { delay } from '../platform/browser.js';
import { signals } from '../platform/signals.js';
import { CONSENTS, type Consent, isDoNotTrack, type Permission, permissionOf } from '../privacy/consent.js';
import { need, type StartOptions } from './options.js';
import type { Report } from './reports.js';

const PENDING = permissionOf('pending') as Permission;

/** Milliseconds in which whoever is asked for consent may answer before the page goes on without. */
const PATIENCE = 1_000;

/** What holds at first: what the browser says counts more than what the site says. */
const consentOf = ({ consent = 'granted', signals: to = {} }: StartOptions): Consent | ConsentSource => {
  const { globalPrivacyControl, doNotTrack } = signals();
  return (globalPrivacyControl === true && to.gpc) || (isDoNotTrack(doNotTrack) && to.dnt) || consent;
};

export interface Consenting {
  permission(): Permission;
  /** What holds from now on. Throws `invalid-options` for what is no consent. */
  set(next: unknown): void;
  /** Carries out what holds at first, or asks for it: until there is an answer nothing is decided. */
  begin(): Undo;
}

/** What the visitor allows, whoever says so. `changing` hears while the old one still holds; `changed` is to carry it out. */
export const createConsent = (
  options: StartOptions,
  report: Report,
  changing: () => void,
  changed: () => void,
): Consenting => {
  const consent = consentOf(options);
  let permission = permissionOf(consent) ?? PENDING;
  let waiting: Undo | undefined;
  let isOver = false;
  let undo: Undo | undefined;

  const allow = (next: Permission) => {
    waiting?.();
    if (!isOver) changing();
    permission = next;
    if (!isOver) changed();
  };
  const set = (next: unknown) => {
    const allowed = permissionOf(next);
    need(allowed, 'setConsent', CONSENTS, next);
    allow(allowed as Permission);
  };
  const ask = async (source: ConsentSource) => {
    try {
      undo = await source(set, delay);
      if (isOver) undo();
    } catch (error) {
      report('consent-unavailable', 'Consent stays pending', error);
    }
  };

  return {
    permission: () => permission,
    set,
    begin() {
      if (typeof consent === 'function') {
        waiting = delay(PATIENCE, () => allow(permission));
        ask(consent);
      } else changed();
      return () => {
        isOver = true;
        waiting?.();
        undo?.();
      };
    },
  };
};
