import type { Json } from '../base/json.js';
import { NEVER, parseDuration, SESSION_TIMEOUT } from '../base/time.js';
import { type Event, SET, type Traits } from '../event/types.js';
import { Calendar } from './calendar.js';
import type { CompiledPlan } from './compile.js';
import { readCondition } from './conditions.js';
import { Live } from './live.js';
import { outside } from './membership.js';
import { groupOf, type Node, type Segment } from './nodes.js';
import { bucket, fingerprint } from './sample.js';
import type { Stream } from './streams.js';
import { Timers } from './timers.js';
import type { EngineOptions } from './types.js';
import { parseInstant } from './windows.js';
import { BEFORE_ALL, currentSession, type Moment, type World } from './world.js';

type Entries = { readonly [key: string]: Json };

/** A settled state that can be gone back to: all but the events in the streams. Plain JSON. */
export interface Mark {
  readonly moment: Moment;
  readonly states: string;
  /** Of each stream, by its canonical form: what is needed of it, and how far it reaches. */
  readonly streams: { readonly [canon: string]: readonly [need: number, end: number] };
}

/**
 * The state machine: takes records in log order and time in its order, and knows at every instant who is in. It has
 * no idea of lateness, duplicates or what was told; the engine around it has.
 */
export class Machine {
  readonly live: Live;
  readonly world: World;
  readonly segments: Segment[] = [];
  /** The states that were filled from a log that does not go back to the first record, and where that began. */
  filled: { readonly [name: string]: number } = {};
  readonly #nodes: readonly Node[];
  #timers: Timers;
  readonly #byName = new Map<string, readonly Stream[]>();

  constructor(
    { definitions, timeZone, metrics, order }: CompiledPlan,
    options: EngineOptions,
    onChange: (segment: Segment) => void,
  ) {
    const file = definitions as unknown as Entries;
    this.world = {
      calendar: new Calendar(timeZone ?? options.timeZone ?? 'UTC'),
      fixedZone: timeZone !== undefined,
      sunday: file.weekStart === 'sunday',
      timeout: options.sessionTimeout ?? SESSION_TIMEOUT,
      visitorId: options.visitorId ?? '',
      now: BEFORE_ALL,
      life: undefined,
      records: 0,
      traits: {},
      session: '',
      seen: undefined,
    };
    const live = new Live(file, this.world);
    this.live = live;
    const groups: Node[] = [];
    for (const name of metrics) live.named(name);
    for (const places of order) {
      const uses = new Set<Node>();
      let before = '';
      const segments = places.map((index) => {
        const segment = this.#segment((file.segments as Entries[])[index] as Entries, before, uses);
        before = segment.canon;
        return segment;
      });
      const group = groupOf(segments, this.world, onChange);
      for (const node of uses) node.nodes.add(group);
      for (const segment of segments) live.segments.set(segment.id, { segment, group, unit: segments });
      this.segments.push(...segments);
      groups.push(group);
    }
    // another zone means other days
    live.states.keep(`zone ${timeZone} ${this.world.sunday}`, {});
    this.#nodes = [...live.leaves, ...groups];
    this.#nodes.forEach((node, place) => {
      node.place = place;
    });
    this.#timers = new Timers(this.#nodes.length);
  }

  #segment(json: Entries, before: string, uses: Set<Node>): Segment {
    const { live, world } = this;
    const { id, name, description, exclusive, ...rules } = json as { [key: string]: Json } & { id: string };
    const { sample } = json as { sample?: { percent: number; salt?: string } };
    const canon = fingerprint(before + live.canon(sample ? { ...rules, id } : rules));
    const condition = (part: Json) => readCondition(part, live, (node) => uses.add(node));
    const duration = (key: string) => parseDuration(json[key]) ?? 0;
    return {
      id,
      json,
      canon,
      when: condition(json.when as Json),
      until: json.until === undefined ? undefined : condition(json.until),
      rules: {
        enterAfter: duration('enterAfter'),
        exitAfter: duration('exitAfter'),
        cooldown: json.cooldown === 'forever' ? NEVER : duration('cooldown'),
        activeFrom: parseInstant(json.activeFrom) ?? -NEVER,
        activeTo: parseInstant(json.activeTo) ?? NEVER,
        sampled: !sample || bucket(sample.salt ?? id, world.visitorId) < Math.round(sample.percent * 100),
      },
      member: live.states.keep(`member ${canon}`, outside()),
    };
  }

  /** To be decided at this instant. */
  #touch(nodes: Iterable<Node>): void {
    for (const { place } of nodes) this.#timers.set(place, this.world.now);
  }

  /** Takes a record in; its instant is settled by `settle`. It must not come before one that was taken in. */
  record(event: Event): void {
    const { world, live } = this;
    const { name, time, session, props } = event;
    this.#turn(time);
    world.records++;
    if (world.life === undefined) {
      world.life = time;
      this.#touch(this.#nodes);
    }
    if (name === SET) {
      world.traits = merge(world.traits, props);
      this.#touch(live.traits.nodes);
    } else {
      const resumes = currentSession(world) !== session;
      Object.assign(world, { session, seen: time });
      this.#touch(live.session.nodes.filter(({ free }) => resumes || free));
    }
    for (const stream of this.#streamsOf(name)) if (stream.feed(event)) this.#touch(stream.nodes);
  }

  /** Goes on to an instant. One that was settled before is settled anew. */
  #turn(now: number): void {
    const { world } = this;
    if (now === world.now)
      for (const { segment, group } of this.live.segments.values())
        if (segment.member.at === now) this.#touch([group]);
    world.now = now;
    this.live.tick++;
  }

  /** Lets time pass, settling every instant at which something is due, up to but without `end`. */
  passUntil(end: number): void {
    for (let due = this.nextDue(); due < end; due = this.nextDue()) this.settle(due);
  }

  /** Decides everything that is due at an instant, with every record of that instant taken in so far. */
  settle(now: number): void {
    if (now !== this.world.now) this.#turn(now);
    for (let place = this.#timers.first(now); place !== undefined; place = this.#timers.first(now)) {
      const node = this.#nodes[place] as Node;
      const changes = node.decide();
      this.#timers.set(place, node.next());
      if (changes) this.#touch(node.nodes);
    }
  }

  #streamsOf(name: string): readonly Stream[] {
    let streams = this.#byName.get(name);
    if (!streams) {
      streams = this.live.streams.filter(({ selector }) => selector.fits(name));
      if (this.#byName.size > 999) this.#byName.clear();
      this.#byName.set(name, streams);
    }
    return streams;
  }

  /** The next instant at which anything may change by itself. */
  nextDue(): number {
    return this.#timers.next();
  }

  mark(): Mark {
    const { streams, cursors, states } = this.live;
    const { now, life, records, session, seen, traits } = this.world;
    for (const cursor of cursors) cursor.pull();
    const needs = new Map(streams.map((stream) => [stream, stream.end]));
    for (const { stream, state } of cursors)
      needs.set(stream, Math.min(needs.get(stream) as number, state.from));
    return {
      moment: { now, life, records, session, seen, traits },
      states: states.save(),
      streams: Object.fromEntries([...needs].map(([{ canon, end }, need]) => [canon, [need, end]])),
    };
  }

  /** Goes to a mark; the streams must hold its events. False, with all in disorder, if it lacks a part. */
  load({ moment, states, streams }: Mark): boolean {
    const { live, world } = this;
    if (live.states.load(states).length) return false;
    for (const stream of live.streams) {
      const reach = streams[stream.canon];
      if (!reach) return false;
      stream.truncate(reach[1]);
    }
    Object.assign(world, { life: undefined, seen: undefined }, moment);
    live.tick++;
    this.#timers = new Timers(this.#nodes.length);
    if (world.life !== undefined) for (const { place, next } of this.#nodes) this.#timers.set(place, next());
    return true;
  }

  /** Decides everything anew at the instant that is settled. */
  settleAll(): void {
    this.#touch(this.#nodes);
    this.settle(this.world.now);
  }
}

/** Top level over top level; null removes. Without a prototype, so that no name is there that was not put there. */
const merge = (traits: Traits, more: Traits): Traits => {
  const merged: { [key: string]: Json } = Object.assign(Object.create(null), traits, more);
  for (const key of Object.keys(merged)) if (merged[key] === null) delete merged[key];
  return merged;
};
