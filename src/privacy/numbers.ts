/**
 * Numbers that belong to a person (telephones, cards, accounts, national ids) among those that belong to things. People
 * write theirs in more shapes than can be told, so what has as many digits is a person's, unless it is known for a
 * thing's: by the word before it, the unit behind it, its check digit, or how it is grouped.
 */

/**
 * Digits with what may stand between those of one number; bounded, so the whole is linear in the text. It does not begin
 * with a day, an instant or a year.
 */
const RUN =
  /(?<![\w\u00c0-\u052f]|\d[.,-]|[a-z\u00c0-\u052f]-)(?:[+(]{1,2} ?)?(?!20[0-4]\d[01]\d[0-3]\d(?!\d|-\d{4}\b)|[0-3]?\d[ ./-]{1,2}[0-3]?\d[ ./-]{1,2}(?:19|20)\d\d|[01]?\d[./](?:19|20)\d\d\b|(?:1[89]|20)\d\d ?(?:[./-]|(?:19|20)\d\d\b)|[012]\d\.[0-5]\d ?-)\d(?:[ ()./_-]{0,3}\d){5,18}(?![\w\u00c0-\u052f]|-[a-z\u00c0-\u052f])/gi;

/** The number behind it is a person's. */
const PERSON =
  /(?:^|[^a-z])(?:t[eé]l|phone|mob|m[oó]v|handy|cell|fax|fon|gsm|sms|call|whats|kom[oó]r|тел|電|电|ssn|social|pesel|dni|ni[efr]|cpf|bsn|sin|tfn|nhs|pass|person|steuer|tax|card|konto|c[eé]dula)\D{0,24}$/i;

/** The number behind it is a thing's. */
const THING =
  /(?:(?:^|[^a-z])(?:order|inv|bestell|rech|sku|is[bs]n|nsn|ean|gtin|upc|ite?m|art|ref|track|parcel|zam|faktur|pedido|commande|prod|code|model|part|batch|lot|serial|ticket|case|news)\D{0,12}|\b(?:[dpiv]|dp|po|rma)[^a-z\d]{0,3}|[#№$€£¥₹] ?)$/i;

/** Money or a measure. */
const UNIT = /^ ?(?:[$€£¥₹%]|zł|K[cč]|(?:[A-Z]{3}|kr|Ft|[ckm]m|kg|GB)\b)/;

/**
 * Grouped as what belongs to things is: thousands; decimals, versions and catalogue numbers with dots; coordinates; a ZIP
 * code; an order of Amazon's.
 */
const GROUPED =
  /^(?:97[89][ -].*|[1-9]\d?([ .])\d{3}(?:\1\d{3})?|(?!0\d)(?:\d+\.\d+|[\d.]{1,11}|[\d.]*\b\d\b[\d.]*)|\d{5}-\d{4}|\d{4}\/\d{4}|\d{3}(-\d{7}){2}|\d+[ .]000|\d[ /.]\d[ /.].*|\d{1,3}\.\d{4,} .*|\d[\d ]+000)$/;

/** GS1's check digit: what stands in a barcode. */
const isBarcode = (digits: string) =>
  [...digits].reverse().reduce((sum, digit, place) => sum + +digit * (place % 2 ? 3 : 1), 0) % 10 === 0;

/** Luhn's check digit: what stands on a card. */
const isCard = (digits: string) =>
  [...digits]
    .reverse()
    .reduce((sum, digit, place) => sum + (place % 2 ? +digit * 2 - (digit > '4' ? 9 : 0) : +digit), 0) %
    10 ===
  0;

/** What a number of so many digits looks like that counts or names things. */
const BARE: { readonly [length: number]: (digits: string) => boolean } = {
  9: (digits) => /^[1-4]/.test(digits),
  // an instant in seconds
  10: (digits) => /^1[5-8]/.test(digits),
  // a UPC, but for what begins as telephones in Asia do
  12: (digits) => /^(?:0[0-79]|[167](?!28|39)|8(?!1[789]0|2|4|869))/.test(digits) && isBarcode(digits),
  // an instant in milliseconds; an EAN, but for what begins as telephones in Brazil, Germany, China, Indonesia and Nigeria do
  13: (digits) =>
    /^1[5-8](?!\d[01]\d[0-3])/.test(digits) ||
    (!/^(?:00|234|491[5-7]|55|628|861)/.test(digits) && isBarcode(digits)),
  14: (digits) => /^20[0-4]\d[01]\d[0-3]/.test(digits) || isBarcode(digits),
};

/** Whether that is what a number is introduced with which belongs to a thing. */
export const isThing = (before: string): boolean => !PERSON.test(before) && THING.test(before);

/** Sizes and counts, in equal steps. */
const isRow = (groups: readonly string[]) => {
  const steps = groups.slice(1).map((group, i) => +group - Number(groups[i]));
  return groups.every((group) => /^[1-9]\d?$/.test(group)) && steps.every((step) => step === steps[0]);
};

const isPersonal = (run: string, before: string, after: string): boolean => {
  const digits = run.replace(/\D/g, '');
  const { length } = digits;
  const groups = run.match(/\d+/g) as string[];
  if (run.includes('+')) return length > 6 && !/^\+\d{1,3}\.\d{4,} ?[,+-] ?[+-]?\d/.test(run + after);
  if (length > 12 && /^[2-69][\d -]+$/.test(run) && isCard(digits) && !(length === 13 && isBarcode(digits)))
    return true;
  if (PERSON.test(before)) return true;
  if (isThing(before) || UNIT.test(after)) return false;
  if (groups.length < 2 && !run.includes('('))
    return length > 8 && length < 19 && (/^00[1-9]/.test(digits) || !BARE[length]?.(digits));
  return length > 7 && !GROUPED.test(run) && !isRow(groups);
};

/** The text without numbers that belong to a person. */
export const maskNumbers = (text: string, mask: string): string =>
  text.replace(RUN, (run, at: number) =>
    isPersonal(run, text.slice(Math.max(0, at - 28), at), text.slice(at + run.length, at + run.length + 8))
      ? mask
      : run,
  );
