import { own } from '../base/json.js';

/**
 * What the visitor allows. `pending`: not asked yet, everything stays in this page's memory. With an object:
 * `measure` keeps events, `personalise` tells the page of segments.
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
  /** `memory`: nothing is written to the device, nor read from it. `nothing`: not even that; what was kept is erased. */
  readonly keep: 'stored' | 'memory' | 'nothing';
  /** Whether the page is told of segments. */
  readonly tell: boolean;
}

const WORDS: { readonly [consent: string]: Permission } = {
  granted: { keep: 'stored', tell: true },
  pending: { keep: 'memory', tell: true },
  denied: { keep: 'nothing', tell: false },
};

const isYesOrNo = (value: unknown) => typeof value === 'boolean';

/** Undefined for what is no consent at all. */
export const permissionOf = (consent: unknown): Permission | undefined => {
  if (typeof consent === 'string') return own(WORDS, consent);
  const { measure, personalise } = Object(consent) as Record<string, unknown>;
  return isYesOrNo(measure) && isYesOrNo(personalise)
    ? { keep: measure ? 'stored' : 'nothing', tell: !!personalise }
    : undefined;
};
