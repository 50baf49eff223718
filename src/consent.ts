/** Side door: consent as the site's consent platform has it, for `start({ consent: tcf() })`. */
import { consentMode } from './capture/consent/consent-mode.js';
import { tcf } from './capture/consent/tcf.js';

export type { ConsentModeOptions } from './capture/consent/consent-mode.js';
export type { ConsentSource } from './capture/consent/source.js';
export type { TcfOptions } from './capture/consent/tcf.js';
export { consentMode, tcf };

/** By the names that `data-consent` has for them. */
export const platforms: { readonly [name: string]: () => ReturnType<typeof tcf> } = {
  tcf,
  'consent-mode': consentMode,
};
