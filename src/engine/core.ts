import type { Json } from '../base/json.js';
import { NEVER, SESSION_TIMEOUT } from '../base/time.js';
import { type Event, SET, type Traits } from '../event/types.js';
import { Calendar } from './calendar.js';
import type { CompiledPlan, SegmentPlan } from './compile.js';
import type { Held } from './conditions.js';
import type { Leaf } from './leaves.js';
import { type Membership, nextStep, OUTSIDE, step } from './membership.js';
import type { Metric, Parts } from './metrics/types.js';
import type { Part } from './parts.js';
import { matchesName } from './selectors.js';
import { Stream } from './streams.js';
import { type Timed, Timers } from './timers.js';
import type { EngineOptions, Value } from './types.js';
import { World } from './world.js';

/** A leaf or a segment, with the instant at which it is to be looked at again. */
interface Watched extends Timed {
  readonly leaf: boolean;
  readonly index: number;
  touched: boolean;
}

const watched = (leaf: boolean, index: number): Watched => ({
  leaf,
  index,
  touched: false,
  due: NEVER,
  filed: NEVER,
  place: 0,
});

/** Called when a visitor has come in or gone out, in time order. */
export type OnChange = (segment: number, isIn: boolean, time: number) => void;

/** How a visitor stands with a segment: by its own rules, counted as entered or not, and since when. */
export interface Standing {
  readonly membership: Membership;
  readonly entered: boolean;
  readonly since: number;
}

const STRANGER: Standing = { membership: OUTSIDE, entered: false, since: Number.NEGATIVE_INFINITY };

/** All that an engine knows at an instant but the events themselves, in the order of the plan; undefined: not known. */
export interface State {
  readonly now: number;
  readonly life: number;
  readonly traits: Traits;
  readonly session: string;
  readonly sessionTime: number;
  readonly finders: readonly (Json | undefined)[];
  readonly metrics: readonly (Json | undefined)[];
  /** How the leaves that hold as they were last decided were decided. */
  readonly free: readonly (boolean | undefined)[];
  readonly standings: readonly (Standing | undefined)[];
  /** Standings before this instant, of the segments that were looked at in it. */
  readonly before: readonly (Standing | undefined)[];
}

/**
 * The state machine: takes records in log order and time in its order, and knows at every instant who is in. It has
 * no idea of lateness, duplicates or what was told; the engine around it has.
 */
export class Core {
  /** The last instant seen. */
  now = Number.NEGATIVE_INFINITY;
  /** The instant of the first record; before it there are no memberships. */
  life = NEVER;
  readonly world: World;
  readonly #plan: CompiledPlan;
  readonly #parts: Parts;
  readonly #leaves: Leaf[];
  readonly #leafStates: boolean[];
  readonly #standings: Standing[];
  readonly #entered: boolean[];
  readonly #held: Held;
  readonly #sampled: boolean[];

  readonly #timers = new Timers<Watched>();
  readonly #watchedLeaves: Watched[];
  readonly #watchedSegments: Watched[];
  #touched: Watched[] = [];
  #instant = Number.NaN;
  /** Standings before the instant that is being settled: another record of that instant settles it anew. */
  #before = new Map<number, Standing>();

  /** Who looks at what: leaves by stream, by session, by traits; segments by leaf and by segment. */
  readonly #byName = new Map<string, readonly number[]>();
  readonly #byStream: number[][];
  readonly #bySession: number[];
  readonly #byTraits: number[];
  readonly #byLeaf: number[][];
  readonly #bySegment: number[][];
  readonly #groupOf: (readonly number[])[] = [];

  constructor(
    plan: CompiledPlan,
    options: EngineOptions,
    private readonly onChange: OnChange,
  ) {
    this.#plan = plan;
    const { visitorId = '', timeZone = 'UTC', sessionTimeout = SESSION_TIMEOUT } = options;
    const world = new World(
      new Calendar(plan.timeZone ?? timeZone),
      plan.timeZone !== undefined,
      sessionTimeout,
      plan.weekStart,
      visitorId,
    );
    this.world = world;
    const finders = plan.streams.map((stream) => stream.create(world));
    const streams = plan.streams.map(
      ({ canon, columns }, index) =>
        new Stream(canon, finders[index] as (typeof finders)[number], columns, world),
    );
    const metrics: Metric[] = [];
    this.#parts = { world, finders, streams, metrics };
    for (const metric of plan.metricPlans) metrics.push(metric.create(this.#parts));
    this.#leaves = plan.leaves.map((leaf) => leaf.create(this.#parts));
    this.#leafStates = plan.leaves.map(() => false);
    this.#standings = plan.segmentPlans.map(() => STRANGER);
    this.#entered = plan.segmentPlans.map(() => false);
    this.#held = { leaves: this.#leafStates, segments: this.#entered };
    this.#sampled = plan.segmentPlans.map((segment) => segment?.sampled(visitorId) ?? false);
    this.#watchedLeaves = plan.leaves.map((_, index) => watched(true, index));
    this.#watchedSegments = plan.segmentPlans.map((_, index) => watched(false, index));

    const lists = (length: number): number[][] => Array.from({ length }, () => []);
    this.#byStream = lists(plan.streams.length);
    this.#bySession = [];
    this.#byTraits = [];
    this.#byLeaf = lists(plan.leaves.length);
    this.#bySegment = lists(plan.segmentPlans.length);
    plan.leaves.forEach(({ streams, session, traits }, leaf) => {
      for (const stream of streams) this.#byStream[stream]?.push(leaf);
      if (session) this.#bySession.push(leaf);
      if (traits) this.#byTraits.push(leaf);
    });
    for (const group of plan.order) {
      for (const index of group) {
        this.#groupOf[index] = group;
        const { when, until } = plan.segmentPlans[index] as SegmentPlan;
        for (const leaf of new Set([...when.leaves, ...(until?.leaves ?? [])]))
          this.#byLeaf[leaf]?.push(index);
        for (const other of new Set([...when.segments, ...(until?.segments ?? [])]))
          this.#bySegment[other]?.push(index);
      }
    }
  }

  /** Takes a record in; its instant is settled by `settle`. It must not come before one that was taken in. */
  record(event: Event): void {
    if (this.life === NEVER) this.#begin(event.time);
    const { world } = this;
    if (event.name === SET) {
      world.traits = merge(world.traits, event.props);
      for (const leaf of this.#byTraits) this.#touch(this.#watchedLeaves[leaf] as Watched);
    } else {
      const resumes = world.currentSession(event.time) !== event.session;
      world.session = event.session;
      world.sessionTime = event.time;
      for (const leaf of this.#bySession) {
        if (resumes || this.#plan.leaves[leaf]?.free) this.#touch(this.#watchedLeaves[leaf] as Watched);
      }
    }
    for (const stream of this.#streamsOf(event.name)) {
      if (!(this.#parts.streams[stream] as Stream).feed(event)) continue;
      for (const leaf of this.#byStream[stream] as number[])
        this.#touch(this.#watchedLeaves[leaf] as Watched);
    }
  }

  /** Lets time pass, settling every instant at which something is due, up to but without `end`. */
  passUntil(end: number): void {
    for (let due = this.#timers.next(); due < end; due = this.#timers.next()) this.settle(due);
  }

  /** Decides everything that is touched or due at an instant, with every record of that instant taken in so far. */
  settle(now: number): void {
    if (now === this.#instant) {
      for (const [index, standing] of this.#before) {
        this.#stand(index, standing);
        this.#touch(this.#watchedSegments[index] as Watched);
      }
    } else {
      this.#instant = now;
      this.#before.clear();
    }
    this.now = now;
    if (this.life === NEVER) return;
    for (let due = this.#timers.take(now); due; due = this.#timers.take(now)) this.#touch(due);
    const segments = new Set<number>();
    for (const { leaf, index } of this.#touched) {
      if (leaf) this.#decide(index, now, segments);
      else segments.add(index);
    }
    for (const each of this.#touched) each.touched = false;
    this.#touched = [];
    if (segments.size) this.#decideSegments(segments, now);
  }

  #touch(each: Watched): void {
    if (each.touched) return;
    each.touched = true;
    this.#touched.push(each);
  }

  #begin(life: number): void {
    this.life = life;
    for (const leaf of this.#watchedLeaves) this.#touch(leaf);
    for (const group of this.#plan.order)
      for (const index of group) this.#touch(this.#watchedSegments[index] as Watched);
  }

  #streamsOf(name: string): readonly number[] {
    let streams = this.#byName.get(name);
    if (!streams) {
      streams = this.#plan.streams.flatMap((stream, index) => (matchesName(stream.names, name) ? index : []));
      if (this.#byName.size > 1_000) this.#byName.clear();
      this.#byName.set(name, streams);
    }
    return streams;
  }

  #decide(index: number, now: number, segments: Set<number>): void {
    const leaf = this.#leaves[index] as Leaf;
    const holds = leaf.decide(now);
    this.#timers.set(this.#watchedLeaves[index] as Watched, leaf.next(now));
    if (holds === this.#leafStates[index]) return;
    this.#leafStates[index] = holds;
    for (const segment of this.#byLeaf[index] as number[]) segments.add(segment);
  }

  #decideSegments(touched: Set<number>, now: number): void {
    for (const group of this.#plan.order) {
      if (!group.some((index) => touched.has(index))) continue;
      for (const index of group) {
        const standing = this.#standings[index] as Standing;
        if (!this.#before.has(index)) this.#before.set(index, standing);
        if (!touched.has(index)) continue;
        const { when, until, rules } = this.#plan.segmentPlans[index] as SegmentPlan;
        const membership = step(standing.membership, rules, now, {
          when: when.holds(this.#held),
          until: until?.holds(this.#held),
          sampled: this.#sampled[index] as boolean,
        });
        this.#standings[index] = { ...standing, membership };
        this.#timers.set(this.#watchedSegments[index] as Watched, nextStep(membership, rules, now));
      }
      this.#enter(group, now, touched);
    }
  }

  /** Of segments that exclude one another, only the first that is in counts as entered. */
  #enter(group: readonly number[], now: number, touched: Set<number>): void {
    let taken: boolean = false;
    for (const index of group) {
      const { membership, entered } = this.#standings[index] as Standing;
      const isIn: boolean = membership.in && !taken;
      taken ||= isIn && group.length > 1;
      if (isIn === entered) continue;
      this.#stand(index, { membership, entered: isIn, since: now });
      for (const other of this.#bySegment[index] as number[]) touched.add(other);
      this.onChange(index, isIn, now);
    }
  }

  #stand(index: number, standing: Standing): void {
    this.#standings[index] = standing;
    this.#entered[index] = standing.entered;
  }

  /** The next instant at which anything may change by itself; NEVER if there is none. */
  nextDue(): number {
    return this.#timers.next();
  }

  standing(index: number): Standing {
    return this.#standings[index] as Standing;
  }

  metric(index: number): Value {
    return (this.#parts.metrics[index] as Metric).read(this.now);
  }

  get streams(): readonly Stream[] {
    return this.#parts.streams;
  }

  /** The first position of each stream that is still needed. */
  needs(): number[] {
    const needs = this.streams.map((stream) => stream.end);
    const tell = (stream: Stream, position: number) => {
      const index = this.streams.indexOf(stream);
      if (position < (needs[index] as number)) needs[index] = position;
    };
    for (const metric of this.#parts.metrics) {
      metric.read(this.now);
      metric.needs(tell);
    }
    return needs;
  }

  save(): State {
    const { now, life, world } = this;
    return {
      now,
      life,
      traits: world.traits,
      session: world.session,
      sessionTime: world.sessionTime,
      finders: this.#parts.finders.map((finder) => (finder as Partial<Part>).save?.()),
      metrics: this.#parts.metrics.map((metric) => metric.save()),
      free: this.#plan.leaves.map(({ free }, index) => (free ? this.#leafStates[index] : undefined)),
      standings: [...this.#standings],
      before: this.#standings.map((_, index) => this.#before.get(index)),
    };
  }

  /** Goes to a state at which every record and instant was settled; the streams must hold its events and no later ones. */
  load(state: State): void {
    const { world } = this;
    this.now = state.now;
    this.life = state.life;
    world.traits = state.traits;
    world.session = state.session;
    world.sessionTime = state.sessionTime;
    const put = (part: Partial<Part>, saved: Json | undefined) => {
      if (saved !== undefined) part.load?.(saved);
    };
    this.#parts.finders.forEach((finder, index) => {
      put(finder as Partial<Part>, state.finders[index]);
    });
    this.#parts.metrics.forEach((metric, index) => {
      put(metric, state.metrics[index]);
    });
    this.#timers.clear();
    for (const each of this.#touched) each.touched = false;
    this.#touched = [];
    this.#instant = state.now;
    this.#before.clear();
    state.before.forEach((standing, index) => {
      if (standing) this.#before.set(index, standing);
    });
    if (this.life === NEVER) {
      for (const [index] of this.#standings.entries()) this.#stand(index, STRANGER);
      this.#leafStates.fill(false);
      return;
    }
    this.#leaves.forEach((leaf, index) => {
      const holds = leaf.decide(this.now);
      this.#leafStates[index] = state.free[index] ?? holds;
      this.#timers.set(this.#watchedLeaves[index] as Watched, leaf.next(this.now));
    });
    for (const group of this.#plan.order) {
      for (const index of group) {
        const standing = state.standings[index] ?? STRANGER;
        this.#stand(index, standing);
        const { rules } = this.#plan.segmentPlans[index] as SegmentPlan;
        this.#timers.set(
          this.#watchedSegments[index] as Watched,
          nextStep(standing.membership, rules, this.now),
        );
      }
    }
  }
}

/** Top level over top level; null removes. Without a prototype, so that no name is there that was not put there. */
const merge = (traits: Traits, more: Traits): Traits => {
  const merged: Record<string, Json> = Object.assign(Object.create(null), traits);
  for (const key of Object.keys(more)) {
    const value = more[key];
    if (value === null || value === undefined) delete merged[key];
    else merged[key] = value;
  }
  return merged;
};
