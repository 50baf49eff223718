import { type Json, own } from '../base/json.js';
import { NEVER, parseDuration, SESSION_TIMEOUT } from '../base/time.js';
import { type Event, SET, type Traits } from '../event/types.js';
import { Calendar } from './calendar.js';
import type { CompiledPlan } from './compile.js';
import { readCondition } from './conditions.js';
import { Live } from './live.js';
import { outside } from './membership.js';
import { Group, type Node, type Segment } from './nodes.js';
import { bucket, fingerprint } from './sample.js';
import { freeze, type State, thaw } from './state.js';
import type { Stream } from './streams.js';
import { Timers } from './timers.js';
import type { EngineOptions } from './types.js';
import { parseInstant } from './windows.js';
import { currentSession, type World } from './world.js';

type Entries = { readonly [key: string]: Json };

/** All that an engine knows at an instant but the events in its streams, as JSON. */
export type Saved = { readonly [part: string]: Json };

/**
 * The state machine: takes records in log order and time in its order, and knows at every instant who is in. It has
 * no idea of lateness, duplicates or what was told; the engine around it has.
 */
export class Machine {
  readonly live: Live;
  readonly world: World;
  readonly segments: Segment[] = [];
  readonly #groups: Group[] = [];
  readonly #timers = new Timers<Node>();
  #touched: Node[] = [];
  readonly #byName = new Map<string, readonly Stream[]>();
  /** The instant that was settled last and how the groups stood before it: another record of that instant settles it anew. */
  #instant = Number.NaN;
  #before = new Map<Group, Json>();

  constructor(plan: CompiledPlan, options: EngineOptions, onChange: (segment: Segment) => void) {
    const file = plan.definitions as unknown as Entries;
    const { visitorId = '', timeZone = 'UTC', sessionTimeout: timeout = SESSION_TIMEOUT } = options;
    const world: World = {
      calendar: new Calendar(plan.timeZone ?? timeZone),
      fixedZone: plan.timeZone !== undefined,
      sunday: file.weekStart === 'sunday',
      timeout,
      visitorId,
      now: -NEVER,
      life: undefined,
      traits: {},
      session: '',
      seen: undefined,
    };
    this.world = world;
    this.live = new Live(file, world);
    for (const name of plan.metrics) this.live.named(name);

    const groupOf = new Map<Segment, Node>();
    plan.order.forEach((places, rank) => {
      const made = new Set<Node>();
      let place = '';
      const segments = places.map((index) => {
        const json = (file.segments as Entries[])[index] as Entries;
        const rules = RULES.map((key) => json[key]);
        const canon = fingerprint(this.live.canon([json.when, json.until, ...rules, json.sample && [json.sample, json.id]] as Json));
        place = fingerprint(place + canon);
        const condition = (part: Json) => readCondition(part, this.live, groupOf, (node) => made.add(node));
        return segmentOf(json, canon, place, this.live, condition);
      });
      const group = new Group(rank, segments, world, onChange);
      for (const node of made) node.nodes.add(group);
      for (const segment of segments) {
        groupOf.set(segment, group);
        this.live.segments.set(segment.id, segment);
      }
      this.segments.push(...segments);
      this.#groups.push(group);
    });
  }

  /** Takes a record in; its instant is settled by `settle`. It must not come before one that was taken in. */
  record(event: Event): void {
    const { world, live } = this;
    live.tick++;
    world.now = event.time;
    if (world.life === undefined) {
      world.life = event.time;
      for (const node of [...live.leaves, ...this.#groups]) this.#touch(node);
    }
    if (event.name === SET) {
      world.traits = merge(world.traits, event.props);
      for (const node of live.traits.nodes) this.#touch(node);
    } else {
      const resumes = currentSession(world) !== event.session;
      world.session = event.session;
      world.seen = event.time;
      for (const leaf of live.session.nodes) if (resumes || leaf.decision.free) this.#touch(leaf);
    }
    for (const stream of this.#streamsOf(event.name)) {
      if (stream.feed(event)) for (const node of stream.nodes) this.#touch(node);
    }
  }

  /** Lets time pass, settling every instant at which something is due, up to but without `end`. */
  passUntil(end: number): void {
    for (let due = this.nextDue(); due < end; due = this.nextDue()) this.settle(due);
  }

  /** Decides everything that is touched or due at an instant, with every record of that instant taken in so far. */
  settle(now: number): void {
    const { world, live } = this;
    live.tick++;
    world.now = now;
    if (now === this.#instant) {
      for (const [group, states] of this.#before) {
        restore(group, states);
        this.#touch(group);
      }
    } else this.#before.clear();
    this.#instant = now;
    if (world.life === undefined) return;
    for (let node = this.#timers.take(now); node; node = this.#timers.take(now)) this.#touch(node);
    const touched = this.#touched;
    for (let node = next(touched); node; node = next(touched)) {
      node.touched = false;
      if (node instanceof Group && !this.#before.has(node)) this.#before.set(node, statesOf(node));
      if (node.decide()) for (const other of node.nodes) this.#touch(other);
      this.#timers.set(node, node.next());
    }
  }

  #touch(node: Node): void {
    if (!node.touched) this.#touched.push(node);
    node.touched = true;
  }

  #streamsOf(name: string): readonly Stream[] {
    let streams = this.#byName.get(name);
    if (!streams) {
      if (this.#byName.size > 1_000) this.#byName.clear();
      streams = this.live.streams.filter(({ selector }) => selector.fits(name));
      this.#byName.set(name, streams);
    }
    return streams;
  }

  /** The next instant at which anything may change by itself. */
  nextDue(): number {
    return this.#timers.next();
  }

  save(): Saved {
    const { now, life, traits, session, seen } = this.world;
    for (const cursor of this.live.cursors) cursor.pull();
    const before = [...this.#before].map(([group, states]): [string, Json] => [nameOf(group), states]);
    return { world: freeze({ now: finite(now), life, session, seen }), traits, states: this.live.states.save(), before: Object.fromEntries(before) };
  }

  /** Goes to a state; the streams must hold its events and no later ones. False, with nothing changed, if it lacks a part. */
  load(saved: Saved): boolean {
    if (!this.live.states.load(saved.states as Entries)) return false;
    Object.assign(this.world, { now: -NEVER, life: undefined, seen: undefined, traits: saved.traits }, saved.world);
    const { now, life } = this.world;
    this.live.tick++;
    this.#timers.clear();
    for (const node of this.#touched) node.touched = false;
    this.#touched = [];
    this.#instant = now;
    this.#before.clear();
    for (const group of this.#groups) {
      const states = own(saved.before as Entries, nameOf(group));
      if (states) this.#before.set(group, states);
    }
    for (const leaf of this.live.leaves) if (!leaf.decision.free) leaf.state.held = life !== undefined && leaf.decision.holds();
    if (life !== undefined) for (const node of [...this.live.leaves, ...this.#groups]) this.#timers.set(node, node.next());
    return true;
  }
}

const RULES = ['enterAfter', 'exitAfter', 'cooldown', 'activeFrom', 'activeTo'];

const segmentOf = (
  json: Entries,
  canon: string,
  place: string,
  { states, world }: Live,
  condition: (json: Json) => () => boolean,
): Segment => {
  const { id, when, until, sample, cooldown } = json as { id: string; when: Json; until?: Json; cooldown?: string; sample?: { percent: number; salt?: string } };
  const duration = (key: string) => parseDuration(json[key]) ?? 0;
  return {
    id,
    place,
    when: condition(when),
    until: until === undefined ? undefined : condition(until),
    rules: {
      enterAfter: duration('enterAfter'),
      exitAfter: duration('exitAfter'),
      cooldown: cooldown === 'forever' ? NEVER : duration('cooldown'),
      activeFrom: parseInstant(json.activeFrom) ?? -NEVER,
      activeTo: parseInstant(json.activeTo) ?? NEVER,
    },
    sampled: !sample || bucket(sample.salt ?? id, world.visitorId) < Math.round(sample.percent * 100),
    member: states.keep(`member ${canon}`, outside()),
    shown: states.keep(`shown ${place}`, { entered: false, since: undefined }),
  };
};

/** The touched node to be decided first, which is taken out: leaves as they come, then groups by rank. */
const next = (touched: Node[]): Node | undefined => {
  let best = 0;
  for (let index = 1; index < touched.length && touched[best]?.rank !== -1; index++) {
    if ((touched[index] as Node).rank < (touched[best] as Node).rank) best = index;
  }
  const node = touched[best];
  const last = touched.pop();
  if (best < touched.length) touched[best] = last as Node;
  return node;
};

const nameOf = (group: Group): string => group.segments.map(({ place }) => place).join();
const statesOf = (group: Group): Json => freeze(group.segments.map(({ member, shown }) => [member, shown]));
const restore = (group: Group, saved: Json): void => {
  (thaw(saved) as [State, State][]).forEach(([member, shown], index) => {
    const segment = group.segments[index] as Segment;
    Object.assign(segment.member, outside(), member);
    Object.assign(segment.shown, { since: undefined }, shown);
  });
};

const finite = (time: number): number | undefined => (Number.isFinite(time) ? time : undefined);

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

