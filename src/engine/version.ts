/** Semver 2.0.0 (https://semver.org); a leading `v` is allowed and missing parts are 0. */
const VERSION =
  /^v?(0|[1-9]\d*)(?:\.(0|[1-9]\d*))?(?:\.(0|[1-9]\d*))?(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*))*))?(?:\+[\da-zA-Z-]+(?:\.[\da-zA-Z-]+)*)?$/;

interface Version {
  readonly parts: readonly string[];
  readonly before: readonly string[] | undefined;
}

export const parseVersion = (text: unknown): Version | undefined => {
  const match = typeof text === 'string' && text.length <= 256 && VERSION.exec(text);
  if (!match) return undefined;
  return { parts: [1, 2, 3].map((part) => match[part] ?? '0'), before: match[4]?.split('.') };
};

/** Numbers of any length, without leading zeros. */
const byNumber = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);

/** Semver precedence (section 11 of the specification); NaN where either is no version. */
export const compareVersions = (left: unknown, right: unknown): number => {
  const a = parseVersion(left);
  const b = parseVersion(right);
  if (!a || !b) return Number.NaN;
  for (let part = 0; part < 3; part++) {
    const order = byNumber(a.parts[part] as string, b.parts[part] as string);
    if (order) return order;
  }
  if (!a.before || !b.before) return a.before ? -1 : b.before ? 1 : 0;
  for (let field = 0; field < Math.max(a.before.length, b.before.length); field++) {
    const x = a.before[field];
    const y = b.before[field];
    if (x === undefined || y === undefined) return x === undefined ? -1 : 1;
    const digits = [/^\d+$/.test(x), /^\d+$/.test(y)];
    const order =
      digits[0] && digits[1] ? byNumber(x, y) : digits[0] ? -1 : digits[1] ? 1 : x < y ? -1 : x > y ? 1 : 0;
    if (order) return order;
  }
  return 0;
};
