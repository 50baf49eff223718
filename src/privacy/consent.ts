import { own } from '../base/json.js';

/**
 * What the visitor allows. `pending`: not asked yet, everything stays in this page's memory. By purpose: `measure` keeps
 * events, `personalise` tells the page of segments. `measure` alone: kept, and the page is told nothing. `personalise`
 * alone: decided on what happens on this page, which is forgotten with it; what was kept is erased.
 */
export type Consent =
  | 'granted'
  | 'pending'
  | 'denied'
  | { readonly measure: boolean; readonly personalise: boolean };

/** As an error says what was expected. */
export const CONSENTS = "'granted', 'pending', 'denied' or { measure, personalise }";

/** What may be done with what is heard. */
export interface Permission {
  /**
   * `memory`: nothing is written to the device, nor read from it. `passing`: in memory, and what was kept is erased.
   * `nothing`: erased, and not even that.
   */
  readonly keep: 'stored' | 'memory' | 'passing' | 'nothing';
  /** Whether the page is told of segments. */
  readonly tell: boolean;
}

const WORDS: { readonly [consent: string]: Permission } = {
  granted: { keep: 'stored', tell: true },
  pending: { keep: 'memory', tell: true },
  denied: { keep: 'nothing', tell: false },
};

const isYesOrNo = (value: unknown) => typeof value === 'boolean';

/** Whatever a browser has as `doNotTrack`: '1', in old ones 'yes'; where it says nothing null, undefined or 'unspecified'. */
export const isDoNotTrack = (value: unknown): boolean => value === '1' || value === 'yes';

/** Undefined for what is no consent at all. */
export const permissionOf = (consent: unknown): Permission | undefined => {
  if (typeof consent === 'string') return own(WORDS, consent);
  const { measure, personalise } = Object(consent) as Record<string, unknown>;
  return isYesOrNo(measure) && isYesOrNo(personalise)
    ? { keep: measure ? 'stored' : personalise ? 'passing' : 'nothing', tell: !!personalise }
    : undefined;
};
