import type { ConsentSource } from '../capture/consent/source.js';
import { signals } from '../platform/signals.js';
import { type Consent, isDoNotTrack } from '../privacy/consent.js';
import type { StartOptions } from './options.js';

/** What holds at first: what the browser says counts more than what the site says. */
export const consentOf = ({
  consent = 'granted',
  signals: to = {},
}: StartOptions): Consent | ConsentSource => {
  const { gpc, dnt } = signals();
  return (gpc === true && to.gpc) || (isDoNotTrack(dnt) && to.dnt) || consent;
};
