/** Twenty characters or more that may stand in a token, hyphens and underscores among them. */
const CANDIDATE = /(?<![\w-])[\w-]{20,}/g;

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** As people build words and numbers into one: `iPhone`, `S24`, `256GB`, `SKU12345`, `gddr6x`. */
const WORD = /^[A-Z]*[a-z]*\d*[A-Z]*[a-z]*$/;

/** How many characters of a piece no word explains. */
const unexplained = (piece: string): number => {
  if (piece.length >= 20) return piece.length;
  return WORD.test(piece) ? 0 : piece.replace(/[A-Z]?[a-z]{4,}/g, '').length;
};

/** Whether letters and digits are mixed as chance mixes them: a token, a hash, a random id. A slug is none. */
const isToken = (text: string): boolean =>
  UUID.test(text) ||
  (/[a-z]/i.test(text) &&
    /\d/.test(text) &&
    text.split(/[-_]/).reduce((sum, piece) => sum + unexplained(piece), 0) > 11);

/** The text without its tokens: JWTs, UUIDs, hexadecimal, base64 and random ids of 20 characters or more. */
export const maskTokens = (text: string, mask: string): string =>
  text.replace(CANDIDATE, (found) => (isToken(found) ? mask : found));
