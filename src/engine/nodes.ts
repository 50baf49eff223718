import type { Json } from '../base/json.js';
import { NEVER } from '../base/time.js';
import { type Membership, nextStep, type Rules, step } from './membership.js';
import type { World } from './world.js';

/** Something of which others are made. */
export interface Feed {
  /** What is to be decided anew when it changes. */
  readonly nodes: Node[];
}

/** Something that is decided anew when what it is made of changes, or when it is due. */
export interface Node extends Feed {
  /** Its place among all: leaves come first, then segments after those that they refer to. */
  place: number;
  /** It waits to be decided. */
  touched: boolean;
  /** Before its stream has come to this position, events change nothing. */
  rests: number;
  /** It holds as it was last decided, because no form tells when it changes. */
  readonly free: boolean;
  /** Decides, and says whether that changed it. */
  decide(): boolean;
  /** The next instant at which it is to be decided anew though nothing comes in; asked after `decide`. */
  next(): number;
}

export const nodeOf = (decide: () => boolean, next: () => number, free = false): Node => ({
  place: 0,
  touched: false,
  nodes: [],
  rests: 0,
  free,
  decide,
  next,
});

/** A condition without others in it: whether it holds now, and what tells that this may have changed. */
export interface Leaf {
  readonly feed: Feed;
  held(): boolean;
}

/** One segment at work. */
export interface Segment {
  readonly id: string;
  /** As it stands in the definitions. */
  readonly json: { readonly [key: string]: Json };
  /** Its rules in canonical form, together with those of the segments before it in its group. */
  readonly canon: string;
  readonly when: () => boolean;
  readonly until: (() => boolean) | undefined;
  readonly rules: Rules;
  readonly member: Membership;
}

/** Segments that are decided together: of several, at most the first that is in counts as entered. */
export const groupOf = (
  segments: readonly Segment[],
  world: World,
  onChange: (segment: Segment) => void,
): Node => {
  const [first] = segments as [Segment];
  return nodeOf(
    () => {
      if (first.rules.plain && first.when() === first.member.in) return false;
      const { now } = world;
      let taken = false;
      let changes = false;
      for (const segment of segments) {
        const { member, rules, when, until } = segment;
        const before = member.entered;
        step(member, rules, now, when(), until?.());
        const entered: boolean = member.in && !taken;
        taken ||= entered;
        if (entered !== member.entered) {
          member.entered = entered;
          member.since = now;
        }
        if (entered === before) continue;
        onChange(segment);
        changes = true;
      }
      return changes;
    },
    () =>
      first.rules.plain
        ? NEVER
        : Math.min(...segments.map(({ member, rules }) => nextStep(member, rules, world.now))),
  );
};
