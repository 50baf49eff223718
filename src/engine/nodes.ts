import type { Json } from '../base/json.js';
import { holds, type Step } from './conditions.js';
import { type Membership, nextStep, type Rules, step } from './membership.js';
import type { World } from './world.js';

/** Something of which others are made. */
export interface Feed {
  /** What is to be decided anew when it changes. */
  readonly nodes: Node[];
  /** Of a stream, for each of these: before it has come to this position, its events change nothing. */
  readonly rests?: number[];
}

/** Something that is decided anew when what it is made of changes, or when it is due. */
export interface Node extends Feed {
  /** Its place among all: leaves come first, then segments after those that they refer to. */
  place: number;
  /** It waits to be decided. */
  touched: boolean;
  /** It holds as it was last decided, because no form tells when it changes. */
  readonly free: boolean;
  /** Decides, and says whether that changed it. */
  decide(): boolean;
  /** The next instant at which it is to be decided anew though nothing comes in; asked after `decide`. Not there: never. */
  readonly next: (() => number) | undefined;
}

export const nodeOf = (decide: () => boolean, next?: () => number, free = false): Node => ({
  place: 0,
  touched: false,
  nodes: [],
  free,
  decide,
  next,
});

/** Whether something held when it was last decided. */
export interface Answer {
  readonly held: boolean;
}

/** A condition without others in it, and what tells that its answer is another. */
export interface Leaf {
  readonly feed: Feed;
  readonly answer: Answer;
}

/** One segment at work. */
export interface Segment {
  readonly id: string;
  /** As it stands in the definitions. */
  readonly json: { readonly [key: string]: Json };
  /** Its rules in canonical form, together with those of the segments before it in its group. */
  readonly canon: string;
  readonly when: Step;
  readonly until: Step | undefined;
  readonly rules: Rules;
  readonly member: Membership;
}

/** A segment without rules: in exactly while its condition holds. */
const plain = ({ when, member }: Segment, world: World, onChange: () => void): Node =>
  nodeOf(() => {
    const held = holds(when);
    if (held === member.in) return false;
    const { now } = world;
    const { entered, since } = member;
    const before = member.at === now ? member.was : { entered, since };
    member.was = before;
    member.at = now;
    member.in = member.entered = held;
    // what turned twice in one instant did not turn
    member.since = before?.entered === held ? before.since : now;
    onChange();
    return true;
  });

/** Segments that are decided together: of several, at most the first that is in counts as entered. */
export const groupOf = (
  segments: readonly Segment[],
  world: World,
  onChange: (segment: Segment) => void,
): Node => {
  const [first] = segments as [Segment];
  if (first.rules.plain) return plain(first, world, () => onChange(first));
  return nodeOf(
    () => {
      const { now } = world;
      let taken = false;
      let changes = false;
      for (const segment of segments) {
        const { member, rules, when, until } = segment;
        const before = member.entered;
        step(member, rules, now, holds(when), until === undefined ? undefined : holds(until));
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
    () => Math.min(...segments.map(({ member, rules }) => nextStep(member, rules, world.now))),
  );
};
