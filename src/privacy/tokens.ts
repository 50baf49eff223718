/** Twenty characters or more that may stand in a token, hyphens and underscores among them. */
const CANDIDATE = /(?<![\w-])[\w+-]{20,}/g;

/** The same without them: behind a prefix. */
const UNBROKEN = /[A-Z\d]{20,}/gi;

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Letters of one case with digits among them, as in hexadecimal and base32. */
const ONE_CASE = /(?=\D*\d)(?=\d*[A-Z])[A-Z\d]{20}|(?=[a-z]*\d+[a-z]+\d)[a-z\d]{20}/;

/** Characters of a candidate that tell what it is. */
const LOOKED_AT = 128;

/** What reads as one: a word, an abbreviation, a number. */
const PIECE = /[A-Z]?[a-z]+|[A-Z]+|\d+/g;

/** Whether letters and digits are mixed as chance mixes them: a token, a hash, a random id. A slug is none. */
const isToken = (text: string): boolean => {
  const count = (what: RegExp) => text.match(what)?.length ?? 0;
  return UUID.test(text) || ONE_CASE.test(text) || count(PIECE) - count(/[_-]/g) > text.length / 4.2;
};

/** The text without its tokens: UUIDs, hexadecimal, base64 and random ids of 20 characters or more. */
export const maskTokens = (text: string, mask: string): string => {
  const masked = (found: string) => (isToken(found.slice(0, LOOKED_AT)) ? mask : found);
  return text.replace(CANDIDATE, masked).replace(UNBROKEN, masked);
};
