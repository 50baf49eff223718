import type { Json } from '../base/json.js';
import { NEVER } from '../base/time.js';

/** When a visitor comes in and goes out, beside the conditions. Times in milliseconds. */
export interface Rules {
  readonly enterAfter: number;
  readonly exitAfter: number;
  /** `NEVER`: does not come back. */
  readonly cooldown: number;
  readonly activeFrom: number;
  readonly activeTo: number;
}

/** One visitor's standing in one segment. NEVER stands for "not now". */
export interface Membership {
  readonly in: boolean;
  /** Since when the way in, and the way out, has held without a break. */
  readonly qualifies: number;
  readonly leaves: number;
  /** When the visitor went out last. */
  readonly out: number;
}

export const OUTSIDE: Membership = { in: false, qualifies: NEVER, leaves: NEVER, out: NEVER };

const coolsUntil = ({ cooldown }: Rules, { out }: Membership): number =>
  out === NEVER ? Number.NEGATIVE_INFINITY : out + cooldown;

/**
 * The standing at an instant (SEGMENTS section 1), from the one before it. `until` is undefined where the segment
 * has none; `sampled` is whether the visitor is in the sample.
 */
export const step = (
  before: Membership,
  rules: Rules,
  now: number,
  { when, until, sampled }: { when: boolean; until: boolean | undefined; sampled: boolean },
): Membership => {
  const active = now >= rules.activeFrom && now < rules.activeTo;
  const willQualify = when && until !== true && active && sampled && coolsUntil(rules, before) <= now;
  const willLeave = (until ?? !when) || !active;
  const qualifies = willQualify ? Math.min(before.qualifies, now) : NEVER;
  const leaves = willLeave ? Math.min(before.leaves, now) : NEVER;
  if (!before.in) return { ...before, in: qualifies + rules.enterAfter <= now, qualifies, leaves };
  const goes = willLeave && (!active || leaves + rules.exitAfter <= now);
  return goes ? { in: false, qualifies, leaves, out: now } : { ...before, qualifies, leaves };
};

/** The next instant at which the standing may change though no condition does. */
export const nextStep = (standing: Membership, rules: Rules, now: number): number => {
  const instants = [
    rules.activeFrom,
    rules.activeTo,
    standing.in ? standing.leaves + rules.exitAfter : standing.qualifies + rules.enterAfter,
    coolsUntil(rules, standing),
  ];
  return Math.min(...instants.filter((instant) => instant > now));
};

const finite = (time: number): number | null => (time === NEVER ? null : time);

export const saveMembership = ({ in: inside, qualifies, leaves, out }: Membership): Json => [
  inside,
  finite(qualifies),
  finite(leaves),
  finite(out),
];

export const loadMembership = (state: Json): Membership => {
  const [inside, qualifies, leaves, out] = state as [boolean, number | null, number | null, number | null];
  return { in: inside, qualifies: qualifies ?? NEVER, leaves: leaves ?? NEVER, out: out ?? NEVER };
};
