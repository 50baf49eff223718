import type { Json } from '../base/json.js';
import { type Membership, nextStep, type Rules, step } from './membership.js';
import type { World } from './world.js';

/** Something that is decided anew when what it is made of changes, or when it is due. */
export interface Node {
  /** Its place among all: leaves come first, then segments after those that they refer to. */
  place: number;
  /** What is made of it. */
  readonly nodes: Set<Node>;
  /** Decides, and says whether that changed it. */
  decide(): boolean;
  /** The next instant at which it is to be decided anew though nothing comes in; asked after `decide`. */
  next(): number;
}

export const nodeOf = (decide: () => boolean, next: () => number): Node => ({
  place: 0,
  nodes: new Set(),
  decide,
  next,
});

/** A condition that is decided by itself. */
export interface Leaf extends Node {
  readonly state: { held: boolean };
  /** It holds as it was last decided, because no form tells when it changes. */
  readonly free: boolean;
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
): Node =>
  nodeOf(
    () => {
      const { now } = world;
      let taken = false;
      let changes = false;
      for (const segment of segments) {
        const { member, rules, when, until } = segment;
        const before = member.entered;
        step(member, rules, now, when(), until?.());
        const entered: boolean = member.in && !taken;
        taken ||= entered;
        if (entered !== member.entered) Object.assign(member, { entered, since: now });
        if (entered === before) continue;
        onChange(segment);
        changes = true;
      }
      return changes;
    },
    () => Math.min(...segments.map(({ member, rules }) => nextStep(member, rules, world.now))),
  );
