import { NEVER } from '../base/time.js';
import { type Membership, nextStep, type Rules, step } from './membership.js';
import type { Feed } from './streams.js';
import type { Timed } from './timers.js';
import type { World } from './world.js';

/** Something that is decided anew when what it is made of changes, or when it is due. */
export abstract class Node implements Timed {
  due = NEVER;
  filed = NEVER;
  place = 0;
  /** What is made of it. */
  readonly nodes = new Set<Node>();
  /** Leaves come first, then segments after those that they refer to. */
  abstract readonly rank: number;
  /** Decides, and says whether that changed it. */
  abstract decide(): boolean;
  /** The next instant at which it is to be decided anew though nothing comes in; asked after `decide`. */
  abstract next(): number;
}

/** How a leaf is decided. */
export interface Decision {
  readonly feeds: readonly Feed[];
  /** It holds as it was last decided, because no form tells when it changes. */
  readonly free?: boolean;
  holds(): boolean;
  next(): number;
}

/** A condition that is decided by itself. */
export class Leaf extends Node {
  readonly rank = -1;

  constructor(
    readonly decision: Decision,
    readonly state: { held: boolean },
  ) {
    super();
    for (const feed of new Set(decision.feeds)) feed.nodes.push(this);
  }

  decide(): boolean {
    const held = this.decision.holds();
    const changes = held !== this.state.held;
    this.state.held = held;
    return changes;
  }

  next(): number {
    return this.decision.next();
  }
}

/** One segment at work. */
export interface Segment {
  readonly id: string;
  /** Its rules in canonical form, together with those of the segments before it in its group. */
  readonly place: string;
  readonly when: () => boolean;
  readonly until: (() => boolean) | undefined;
  readonly rules: Rules;
  readonly sampled: boolean;
  readonly member: Membership;
}

/** Segments that are decided together: of several, at most the first that is in counts as entered. */
export class Group extends Node {
  constructor(
    readonly rank: number,
    readonly segments: readonly Segment[],
    private readonly world: World,
    private readonly onChange: (segment: Segment) => void,
  ) {
    super();
  }

  decide(): boolean {
    const { now } = this.world;
    let taken = false;
    let changes = false;
    for (const segment of this.segments) {
      const { member, when, until } = segment;
      const { entered: before } = member;
      step(member, segment.rules, now, when(), until?.(), segment.sampled);
      const entered: boolean = member.in && !taken;
      taken ||= entered;
      if (entered !== member.entered) Object.assign(member, { entered, since: now });
      if (entered === before) continue;
      this.onChange(segment);
      changes = true;
    }
    return changes;
  }

  next(): number {
    return Math.min(...this.segments.map(({ member, rules }) => nextStep(member, rules, this.world.now)));
  }
}
