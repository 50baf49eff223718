/** Precedence of versions by semver 2.0.0; a leading `v` and missing parts are let through. */

interface Version {
  core: bigint[];
  pre: string[];
}

const WHOLE = /^(0|[1-9]\d*)$/;
const SHAPE =
  /^v?(\d+(?:\.\d+){0,2})(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

function parse(text: unknown): Version | undefined {
  const found = typeof text === 'string' ? SHAPE.exec(text) : null;
  if (found === null) return undefined;
  const core = (found[1] as string).split('.');
  const pre = found[2]?.split('.') ?? [];
  if (!core.every((part) => WHOLE.test(part))) return undefined;
  if (!pre.every((part) => !/^\d+$/.test(part) || WHOLE.test(part))) return undefined;
  while (core.length < 3) core.push('0');
  return { core: core.map(BigInt), pre };
}

const order = <T extends bigint | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

function orderParts(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  const [x, y] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (x && y) return order(BigInt(a), BigInt(b));
  if (x !== y) return x ? -1 : 1;
  return order(a, b);
}

/** Negative, zero or positive; undefined where either is no version. */
export function compareVersions(left: unknown, right: unknown): number | undefined {
  const a = parse(left);
  const b = parse(right);
  if (a === undefined || b === undefined) return undefined;
  for (const i of [0, 1, 2]) {
    const difference = order(a.core[i] as bigint, b.core[i] as bigint);
    if (difference !== 0) return difference;
  }
  if (a.pre.length === 0 || b.pre.length === 0)
    return b.pre.length - a.pre.length === 0 ? 0 : a.pre.length === 0 ? 1 : -1;
  for (let i = 0; i < Math.max(a.pre.length, b.pre.length); i++) {
    const difference = orderParts(a.pre[i], b.pre[i]);
    if (difference !== 0) return difference;
  }
  return 0;
}
