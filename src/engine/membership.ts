/** When a visitor comes in and goes out, beside the conditions. Milliseconds; never is infinity. */
export interface Rules {
  readonly enterAfter: number;
  readonly exitAfter: number;
  readonly cooldown: number;
  readonly activeFrom: number;
  readonly activeTo: number;
  /** Whether the visitor is in the sample. */
  readonly sampled: boolean;
  /** There are none of these: in exactly while the condition holds. */
  readonly plain: boolean;
}

/** One visitor's standing in one segment. */
interface Standing {
  /** By the segment's own rules. */
  in: boolean;
  /** Since when the way in, and the way out, has held without a break. */
  qualifies: number | undefined;
  leaves: number | undefined;
  /** When the visitor went out last. */
  out: number | undefined;
  /** Whether that counts as entered, and since when. */
  entered: boolean;
  since: number | undefined;
}

export interface Membership extends Standing {
  /** The instant that was decided last, and the standing before it: another record of that instant decides it anew. */
  at: number | undefined;
  was: Partial<Standing> | undefined;
}

export const outside = (): Membership => ({
  in: false,
  qualifies: undefined,
  leaves: undefined,
  out: undefined,
  entered: false,
  since: undefined,
  at: undefined,
  was: undefined,
});

/** Undefined plus a number is NaN, which is neither reached nor to come. */
const after = (since: number | undefined, wait: number): number => (since as number) + wait;

/** Takes the standing to an instant (SEGMENTS section 1). `until` is undefined where the segment has none. */
export const step = (
  member: Membership,
  rules: Rules,
  now: number,
  when: boolean,
  until: boolean | undefined,
): void => {
  const { was } = member;
  // JSON leaves out what is undefined
  if (member.at === now) Object.assign(member, outside(), was, { was });
  else member.was = { ...member, was: undefined } as Standing;
  member.at = now;
  const active = now >= rules.activeFrom && now < rules.activeTo;
  const cools = now < after(member.out, rules.cooldown);
  const leaves = !active || (until ?? !when);
  member.qualifies =
    when && !until && active && rules.sampled && !cools ? (member.qualifies ?? now) : undefined;
  member.leaves = leaves ? (member.leaves ?? now) : undefined;
  if (!member.in) member.in = after(member.qualifies, rules.enterAfter) <= now;
  else if (!active || after(member.leaves, rules.exitAfter) <= now) {
    member.in = false;
    member.out = now;
  }
};

/** The next instant at which the standing may change though no condition does. */
export const nextStep = (member: Membership, rules: Rules, now: number): number =>
  Math.min(
    ...[
      rules.activeFrom,
      rules.activeTo,
      member.in ? after(member.leaves, rules.exitAfter) : after(member.qualifies, rules.enterAfter),
      after(member.out, rules.cooldown),
    ].filter((instant) => instant > now),
  );
