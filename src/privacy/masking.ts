import type { Json, JsonObject } from '../base/json.js';
import { reduceAddresses } from './address.js';
import { legible } from './legible.js';
import { isThing, maskNumbers } from './numbers.js';
import { maskTokens } from './tokens.js';

/** What stands where something was masked. */
export const MASK = '***';

/** What the site says of it. */
export interface Privacy {
  /** Names of query parameters that are kept, beside `utm_*`. @default none */
  readonly query?: readonly string[];
  /** Names of properties that stay as they are, beside `*_id`. @default none */
  readonly allow?: readonly string[];
  /** Names of properties that are never kept, wherever they stand. @default none */
  readonly deny?: readonly string[];
}

/**
 * Local part and domain, also with the `at` that is to keep machines off. `react@18.2.0` is none. Letters are ranges here and
 * in the numbers: classes by Unicode property take milliseconds to compile.
 */
const EMAIL =
  /(?:"[^"@]{1,64}"|[^\s"'<>()[\],;:/?&#@\\]{1,64})(?:@| ?[([]at[)\]] ?| at (?=\S{1,63} dot (?:com|net|org|de|fr|io|uk)\b))(?:(?:[\w\u00a1-\uffff-]{1,63}(?:\.| ?[([]dot[)\]] ?| dot )){1,8}(?:xn--[\w-]{1,59}|[a-z\u00a1-\uffff]{2,63})|\[[^\]\s]{3,64}\])/gi;

const JWT = /\beyJ[\w-]+\.[\w.-]+/g;

const IBAN = /\b[A-Z]{2}\d\d(?:[ -]?[A-Z\d]{4}){2,7}(?:[ -]?[A-Z\d]{1,3})?\b/gi;
const MOST_OF_AN_IBAN = /(?:\d\D*){12}/;

/** Four groups of four, and the older ones of 4-6-5 and 4-6-4; until when, and the number on the back. */
const CARD =
  /(?<!\d)[2-69]\d{3}([ ._-]{1,3})(?:\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3}(?![\d/]))?|\d{6}\1\d{4,5})(?:[ /]{1,3}\d\d ?[/-] ?\d{2,4}(?: \d{3,4})?)?(?!\d)/g;

/**
 * National ids that have letters: Italy; Mexico; the United Kingdom; India; Spain and Germany; Singapore and Ireland;
 * Finland; China; Taiwan; Kenya; Hong Kong.
 */
const NATIONAL =
  /(?<![\w-])(?:[A-Z]{6}\d\d[A-Z]\d\d[A-Z]\d{3}[A-Z]|[A-Z]{4}\d\d[01]\d[0-3]\d(?:[HMX][A-Z]{5}[A-Z\d]\d|[A-Z\d]{3})|[A-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D]|[A-Z]{3}P[A-Z]\d{4}[A-Z]|\d{8}-?[A-Z](?:\d{3})?|[XYZ]-?\d{7}-?[A-Z]|[STFGM]?\d{7}[A-W][A-I]?|[0-3]\d[01]\d{3}[-+A-FU-Y]\d{3}[\dA-Y]|[1-8]\d{5}(?:19|20)\d\d[01]\d[0-3]\d{4}[\dX]|[A-Z][12]\d{8}|[AP]\d{9}[A-Z]|[A-Z]{1,2}\d{6}\([\dA]\))(?![\w-])/gi;

/** IP and MAC addresses. What has fewer digits, or ends in a zero, is a version. */
const NETWORK =
  /(?<![\w.:-])(?:(?=(?:\.?\d){7})(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?!0\b)(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w-]|[./]\d)|(?:[\da-f]{1,4}[:-]){5,7}[\da-f]{1,4}(?![\w:-])|[\da-f:]{0,30}::[\da-f:]{0,30}\d[\da-f:.]{0,30})/gi;

/** What is said to be secret. */
const SECRET =
  /((?:pass(?:w(?:or)?d|code|phrase|port)|pwd|\bpin|secret|token|(?:api.?|\b)key|session.?id|\bsid|\botp|\bauth|nonce|\bsig(?:nature)?|(?:verification|security|login|access|otp).code)["']?(?: ?[=:] ?| is )["']?|bearer )(?:(?<==["' ]{0,2})|(?=[^\s&"',;]{0,64}\d))[^\s&"',;]{4,}/gi;

/** Whether there can be anything: most paths and titles have nothing of it, and none of the rest is compiled for them. */
const ANYTHING = /[\d@=]|[([ ]at[)\] ]|[\w-]{20}/i;

/** What is sure to be personal, whatever it stands in. */
const certain = (text: string): string =>
  text
    .replace(EMAIL, MASK)
    .replace(JWT, MASK)
    .replace(IBAN, (found) => (MOST_OF_AN_IBAN.test(found) ? MASK : found))
    .replace(CARD, MASK);

/** What is likely to be: where the site did not mean to tell it. */
const likely = (text: string): string =>
  maskNumbers(
    maskTokens(
      text
        .replace(SECRET, `$1${MASK}`)
        .replace(NETWORK, MASK)
        .replace(NATIONAL, (found, at: number) =>
          isThing(text.slice(Math.max(0, at - 28), at)) ? found : MASK,
        ),
      MASK,
    ),
    MASK,
  );

const asItIs = (text: string) => text;
const unlessSame = (text: string, plain: string, masked: string) => (masked === plain ? text : masked);

/** Text of the page without what is personal in it; text without any comes back as it was, to the character. */
export const maskText = (text: string, query: readonly string[] = []): string => {
  const maskPlain = (text: string): string => {
    const plain = legible(text);
    if (!ANYTHING.test(plain)) return text;
    return unlessSame(text, plain, likely(certain(reduceAddresses(plain, query, asItIs))));
  };
  return reduceAddresses(text, query, maskPlain);
};

/** Text that the site told itself: without what is sure to be personal. */
const maskTold = (text: string): string => {
  const plain = legible(text);
  return unlessSame(text, plain, certain(plain));
};

/**
 * Whose words they are. `captured`: read from the page. `told`: handed in by a call, so only what is sure to be personal
 * is masked. `traits`: what the site says of the visitor stays as it is.
 */
export type Origin = 'captured' | 'told' | 'traits';

/**
 * The props without what is personal in them, and without what the site denies. What stands under `*_id` is the site's
 * name of a thing, and stays.
 */
export const maskProps = (props: JsonObject, rules: Privacy, origin: Origin): JsonObject => {
  const { query, allow, deny } = rules;
  const maskHere = { captured: (text: string) => maskText(text, query), told: maskTold, traits: asItIs };
  const stays = (name: string) => allow?.includes(name) || name.endsWith('_id');
  const visit = (value: Json, mask: (text: string) => string): Json => {
    if (typeof value === 'string') return mask(value);
    if (Array.isArray(value)) return value.map((element) => visit(element, mask));
    return typeof value === 'object' && value !== null ? inside(value as JsonObject, mask) : value;
  };
  const inside = (object: JsonObject, mask: (text: string) => string): JsonObject =>
    Object.fromEntries(
      Object.entries(object)
        .filter(([name]) => !deny?.includes(name))
        .map(([name, value]) => [name, visit(value, stays(name) ? asItIs : mask)]),
    );
  return inside(props, maskHere[origin]);
};
