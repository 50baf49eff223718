/** Semver 2.0.0 (https://semver.org); a leading `v` is allowed and missing parts are 0. */
const VERSION =
  /^v?(0|[1-9]\d*)(?:\.(0|[1-9]\d*))?(?:\.(0|[1-9]\d*))?(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*))*))?(?:\+[\da-zA-Z-]+(?:\.[\da-zA-Z-]+)*)?$/;

/** Later than every text that a version can hold. */
const LAST = '\uffff';

/**
 * A text that stands among others as the version does by semver precedence (section 11 of the specification): numbers
 * by their length and then their digits, words after numbers, and no pre-release after all of them. NaN, which
 * compares with nothing, for what is no version.
 */
export const versionKey = (text: unknown): string | number => {
  const match = typeof text === 'string' && text.length <= 256 && VERSION.exec(text);
  if (!match) return Number.NaN;
  const [, major, minor = '0', patch = '0', before = LAST] = match;
  return [major as string, minor, patch, ...before.split('.')]
    .map((part) => (/\D/.test(part) ? LAST : String.fromCharCode(part.length)) + part)
    .join('\0');
};
