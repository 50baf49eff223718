const DIGIT = /\p{Nd}/u;

/** A decimal digit of any script as 0–9: those of a script stand in one row, the zero first. */
const inAscii = (digit: string): string => {
  const code = digit.codePointAt(0) as number;
  let value = 0;
  while (DIGIT.test(String.fromCodePoint(code - value - 1))) value++;
  return String(value % 10);
};

const decoded = (run: string): string => {
  try {
    return decodeURIComponent(run);
  } catch {
    return run;
  }
};

/** A page may encode an address that goes into another address, and that again. */
const ROUNDS = 4;

/**
 * The text as a reader takes it: percent-encoding undone, however often it was done; digits of every script, wide
 * letters and every kind of blank as plain ones; nothing that cannot be seen.
 */
export const legible = (text: string): string => {
  let plain = text;
  for (let round = 0; round < ROUNDS && plain.includes('%'); round++)
    plain = plain.replace(/(?:%[\da-f]{2})+/gi, decoded);
  return plain
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s/g, ' ')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/(?![0-9])\p{Nd}/gu, inAscii);
};
