/**
 * Numbers that belong to a person (telephones, cards, accounts, national ids) among those that belong to things. What
 * tells them apart is how the digits are grouped, what they begin with, and the word before them.
 */

/** Digits with what may stand between those of one number; bounded, so the whole is linear in the text. */
const RUN =
  /(?<![\p{Ll}\p{Lu}\d_]|\d[.,-]|[\p{Ll}\p{Lu}]-)(?:[+(]{1,2} ?)?\d(?:[ ()./_-]{0,3}\d){5,18}(?![\p{Ll}\p{Lu}\d_]|-[\p{Ll}\p{Lu}])/gu;

/** The number behind it is a person's. */
const PERSON =
  /(?:^|[^a-z])(?:t[eé]l|phone|mob|m[oó]v|handy|cell|fax|fon|gsm|sms|call|whats|kom[oó]r|тел|電|电|ssn|social|pesel|dni|ni[efr]|cpf|bsn|sin|tfn|nhs|pass|person|steuer|tax|card|konto)\D{0,24}$/i;

/** The number behind it is a thing's. */
const THING =
  /(?:(?:^|[^a-z])(?:order|inv|bestell|rech|sku|is[bs]n|ean|gtin|upc|item|art|ref|track|parcel|zam|faktur|pedido|commande|prod|code|model|part|batch|lot|serial|ticket|case|news|id)\D{0,12}|\b(?:[dpiv]|dp|po|rma)[^a-z\d]{0,3}|[#№$€£¥₹] ?)$/i;

/** The zero that is dialled before an area. */
const TRUNK = /^\(?0(?:[1-9]|\) ?[1-9]| \(?[1-9]\d\d)/;

/** Its separators hold it together. */
const PUNCTUATED = /\d[()/-]|\(|\d{13}/;

/** Whether that is what a number is introduced with which belongs to a thing. */
export const isThing = (before: string): boolean => THING.test(before);

/** Money or a measure. */
const UNIT = /^ ?(?:[$€£¥₹%]|zł|K[cč]|(?:[A-Z]{3}|kr|Ft|[ckm]m|kg|GB)\b)/;

/** A day in front: then it is an instant, or something that is numbered by days. */
const DAY = /^(?:20[0-4]\d[ ./-]?[01]\d[ ./-]?[0-3]\d|[0-3]?\d[ ./-][01]?\d[ ./-](?:19|20)\d\d)/;

/** How telephones and national ids are grouped: the lengths of the groups, then what else must be so. */
const SHAPES: readonly (readonly [lengths: RegExp, whole: RegExp])[] = [
  // North America with its area code; Italy, Brazil, Mexico, China, India
  [/^1?334$|^37$|^2[45]4$|^1?344$/, /^(?:\+|1.)?\(?[1-9]/],
  // Poland, Spain, Czechia, Portugal; Canada's and Australia's ids
  [/^333$|^2322$|^234$/, /^\(?[1-9][\d ()-]+$(?<!000)/],
  // Norway, Spain, Turkey, Russia
  [/^3[23]22$|^1332?2$|^13322$|^323$/, /^[4-9][\d ()-]+$/],
  // India, Hong Kong, Singapore
  [/^55$/, /^[6-9]\d+ /],
  [/^44$/, /^(?!19|20)[2-9]\d+ /],
  // Chile, Brazil, Australia
  [/^2?144$|^433$/, /^(?:\d\d )?9 |^1[38]00/],
  // Denmark, Norway
  [/^2222$/, /^[2-9]\d \d+ \d+ \d+$/],
  // USA; Brazil, Belgium, Switzerland, Chile
  [/^324$/, /^\d+[- ]\d+[- ]\d+$/],
  [/^3332$|^[12]331$/, /-\d+$/],
  [/^22232$|^3442$/, /^\d\d\.|^756/],
  // Sweden, Denmark, Korea, Latvia, Czechia, Norway, Iceland: the day of birth in front
  [/^6[34578]$|^84$/, /^(?:19|20)?(?:\d\d(?:[0156]\d)[0-3]\d|[0-3]\d[01]\d\d\d)[-+/ ]\d+$/],
  // India, Japan, Germany; France
  [/^444$|^2333$|^1222332$/, /^[1-9][\d -]+$/],
];

/** The sum of what each digit weighs, the last one first. */
const weigh = (digits: string, weight: (digit: number, place: number) => number) =>
  [...digits].reverse().reduce((sum, digit, place) => sum + weight(Number(digit), place), 0);

/** GS1's check digit: what stands in a barcode. */
const isBarcode = (digits: string) => weigh(digits, (digit, place) => digit * (place % 2 ? 3 : 1)) % 10 === 0;

/** ISBN-10. */
const isBook = (digits: string) => weigh(digits, (digit, place) => digit * (place + 1)) % 11 === 0;

/** Luhn's check digit: what stands on a card. */
const isCard = (digits: string) =>
  weigh(digits, (digit, place) => (place % 2 ? digit * 2 - (digit > 4 ? 9 : 0) : digit)) % 10 === 0;

/** By itself, without any grouping. */
const BARE: { readonly [length: number]: (digits: string) => boolean } = {
  9: (digits) => /^[5-9]/.test(digits),
  10: (digits) =>
    /^0[1-9]|^3[2-9]|^[6-9]/.test(digits) || (/^[245]\d\d[2-9]/.test(digits) && !isBook(digits)),
  11: () => true,
  12: (digits) => /^[2-59]|^01[5-7]/.test(digits) || !isBarcode(digits),
  13: (digits) => !/^1[4-9]/.test(digits) && (/^00|^491[5-7]|^55|^861/.test(digits) || !isBarcode(digits)),
  15: (digits) => /^[12]\d\d(?:0\d|1[0-2])/.test(digits),
  18: (digits) => /^[1-8]\d{5}(?:19|20)\d\d[01]\d[0-3]/.test(digits),
};

const isAscending = (groups: readonly string[]) =>
  groups.every((group, i) => i === 0 || Number(group) > Number(groups[i - 1]));

const isPersonal = (run: string, before: string, after: string): boolean => {
  const digits = run.replace(/\D/g, '');
  const { length } = digits;
  const groups = run.match(/\d+/g) ?? [];
  const isLong = length > 13 || (length > 12 && !isBarcode(digits));
  if (isLong && /^(?:[2-6]|9792)[\d -]+$/.test(run) && isCard(digits)) return true;
  if (run.includes('+')) return length > 7 && !/^\+\d{1,3}\.\d{4,} ?[,+-] ?[+-]?\d/.test(run + after);
  if (DAY.test(run)) return false;
  if (PERSON.test(before)) return length > 6;
  if (isThing(before) || UNIT.test(after)) return false;
  if (/^\(?00[1-9]/.test(run) && length > 9 && length < 18) return true;
  if (groups.length < 2) return !!BARE[length]?.(digits);
  if (TRUNK.test(run) && length > 8 && length < 13 && (groups[0] as string).length < 6) return true;
  const lengths = groups.map((group) => group.length).join('');
  return (
    !(lengths === '2222' && isAscending(groups)) &&
    SHAPES.some(([shape, whole]) => shape.test(lengths) && whole.test(run))
  );
};

/** The text without numbers that belong to a person. */
export const maskNumbers = (text: string, mask: string): string =>
  text.replace(RUN, (run, at: number) => {
    const before = text.slice(Math.max(0, at - 28), at);
    const after = text.slice(at + run.length, at + run.length + 8);
    if (isPersonal(run, before, after)) return mask;
    // two numbers with no more between them than one number has
    for (const { index } of run.matchAll(/[ /]/g)) {
      const [head, tail] = [run.slice(0, index), run.slice(index + 1)];
      if (PUNCTUATED.test(head) && isPersonal(head, before, ` ${tail}`)) return mask + run.slice(index);
      if (PUNCTUATED.test(tail) && isPersonal(tail, `${before}${head} `, after))
        return run.slice(0, index + 1) + mask;
    }
    return run;
  });
