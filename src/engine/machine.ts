import type { Json } from '../base/json.js';
import { NEVER, parseDuration, SESSION_TIMEOUT } from '../base/time.js';
import { type Event, SET, type Traits } from '../event/types.js';
import { Calendar } from './calendar.js';
import type { CompiledPlan } from './compile.js';
import { readCondition } from './conditions.js';
import { Live } from './live.js';
import { outside } from './membership.js';
import { type Feed, groupOf, type Node, type Segment } from './nodes.js';
import { UNREADABLE } from './paths.js';
import { bucket, fingerprint } from './sample.js';
import { byName } from './selectors.js';
import type { Saved } from './state.js';
import type { Stream } from './streams.js';
import { Timers } from './timers.js';
import type { EngineOptions } from './types.js';
import { parseInstant } from './windows.js';
import { BEFORE_ALL, currentSession, type Moment, type World } from './world.js';

type Entries = { readonly [key: string]: Json };

/** A settled state that can be gone back to: all but the events in the streams. Plain JSON. */
export interface Mark extends Saved {
  readonly moment: Moment;
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
  /** What is to be decided at this instant: leaves, and from which place on groups, which go in order. */
  readonly #leaves: Node[] = [];
  #group = NEVER;
  readonly #streamsOf: (name: string) => readonly Stream[];

  constructor(
    { definitions, timeZone, metrics, order }: CompiledPlan,
    options: EngineOptions,
    onChange: (segment: Segment) => void,
  ) {
    const file = definitions as unknown as Entries;
    this.world = {
      asked: new Map(),
      calendar: new Calendar(timeZone ?? options.timeZone ?? 'UTC'),
      fixedZone: timeZone !== undefined,
      sunday: file.weekStart === 'sunday',
      timeout: options.sessionTimeout ?? SESSION_TIMEOUT,
      visitorId: options.visitorId ?? '',
      now: BEFORE_ALL,
      life: undefined,
      records: 0,
      traits: bare({}),
      session: '',
      seen: undefined,
    };
    const live = new Live(file, this.world);
    this.live = live;
    const groups: Node[] = [];
    for (const name of metrics) live.named(name);
    for (const places of order) {
      const uses = new Set<Feed>();
      let before = '';
      const segments = places.map((index) => {
        const segment = this.#segment((file.segments as Entries[])[index] as Entries, before, uses);
        before = segment.canon;
        return segment;
      });
      const group = groupOf(segments, this.world, onChange);
      for (const { nodes } of uses) nodes.push(group);
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
    this.#streamsOf = byName(live.streams);
  }

  #segment(json: Entries, before: string, uses: Set<Feed>): Segment {
    const { live, world } = this;
    const { id, name, description, exclusive, ...rules } = json as { [key: string]: Json } & { id: string };
    const { sample } = json as { sample?: { percent: number; salt?: string } };
    const canon = fingerprint(before + live.canon(sample ? { ...rules, id } : rules));
    const condition = (part: Json) => readCondition(part, live, (feed) => uses.add(feed));
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
        plain: !exclusive && Object.keys(rules).join() === 'when',
      },
      member: live.states.keep(`member ${canon}`, outside()),
    };
  }

  /** To be decided at this instant. */
  #touch(node: Node): void {
    if (node.touched) return;
    node.touched = true;
    if (node.place < this.live.leaves.length) this.#leaves.push(node);
    else this.#group = Math.min(this.#group, node.place);
  }

  #touchAll(nodes: readonly Node[] = []): void {
    for (const node of nodes) this.#touch(node);
  }

  /** Takes a record in; its instant is settled by `settle`. It must not come before one that was taken in. */
  record(event: Event): void {
    const { world, live } = this;
    const { name, time, session, props } = event;
    this.#turn(time);
    world.records++;
    if (world.life === undefined) {
      world.life = time;
      this.#touchAll(this.#nodes);
    }
    if (name === SET) {
      const { traits } = world;
      // top level over top level; null removes
      for (const key of Object.keys(props)) {
        const value = props[key] as Json;
        // an object may have been changed inside
        if ((value === traits[key] && typeof value !== 'object') || UNREADABLE.has(key)) continue;
        if (value === null) delete traits[key];
        else traits[key] = value;
        const field = live.fields.get(key);
        if (!field) continue;
        field.value = traits[key];
        for (const fact of field.facts) if (fact.decide(field.value)) this.#touchAll(fact.nodes);
        this.#touchAll(field.nodes);
      }
      for (const leaf of live.sets.nodes) if (leaf.free) this.#touch(leaf);
    } else {
      const resumes = currentSession(world) !== session;
      world.session = session;
      world.seen = time;
      for (const leaf of live.session.nodes) if (resumes || leaf.free) this.#touch(leaf);
    }
    for (const stream of this.#streamsOf(name)) {
      if (!stream.feed(event)) continue;
      const { nodes, rests, falls, end } = stream;
      for (let at = 0; at < nodes.length; at++)
        if (falls || end >= (rests[at] as number)) this.#touch(nodes[at] as Node);
    }
  }

  /** Goes on to an instant. One that was settled before is settled anew. */
  #turn(now: number): void {
    const { world } = this;
    if (now === world.now)
      for (const { segment, group } of this.live.segments.values())
        if (segment.member.at === now) this.#touch(group);
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
      this.#timers.set(place, NEVER);
      this.#touch(this.#nodes[place] as Node);
    }
    for (const leaf of this.#leaves) this.#decide(leaf);
    this.#leaves.length = 0;
    // groups that are touched meanwhile come later
    for (let place = this.#group; place < this.#nodes.length; place++) {
      const group = this.#nodes[place] as Node;
      if (group.touched) this.#decide(group);
    }
    this.#group = NEVER;
  }

  #decide(node: Node): void {
    node.touched = false;
    const changes = node.decide();
    if (node.next) this.#timers.set(node.place, node.next());
    if (changes) this.#touchAll(node.nodes);
  }

  /** The next instant at which anything may change by itself. */
  nextDue(): number {
    return this.#timers.next();
  }

  mark(): Mark {
    const { streams, cursors, states } = this.live;
    const { now, life, records, session, seen, traits } = this.world;
    for (const cursor of cursors) cursor.pull();
    for (const stream of streams) stream.need = stream.end;
    for (const { stream, state } of cursors) if (state.from < stream.need) stream.need = state.from;
    return {
      moment: { now, life, records, session, seen, traits: { ...traits } },
      ...states.save(),
      streams: Object.fromEntries(streams.map(({ canon, need, end }) => [canon, [need, end]])),
    };
  }

  /** Goes to a mark; the streams must hold its events. False, with all in disorder, if it lacks a part. */
  load(mark: Mark): boolean {
    const { live, world } = this;
    const { moment, streams } = mark;
    if (live.states.load(mark).length) return false;
    for (const stream of live.streams) {
      const reach = streams[stream.canon];
      if (!reach || !(reach[1] <= stream.end)) return false;
      stream.truncate(reach[1]);
    }
    // JSON has no undefined
    this.stand({ ...moment, life: moment.life, seen: moment.seen });
    this.#timers = new Timers(this.#nodes.length);
    if (world.life !== undefined)
      for (const { place, next } of this.#nodes) if (next) this.#timers.set(place, next());
    return true;
  }

  /** Takes over what time and the log have made of things. */
  stand(moment: Partial<Moment> & Pick<Moment, 'traits'>): void {
    this.live.tick++;
    Object.assign(this.world, moment, { traits: bare(moment.traits) });
    for (const [key, field] of this.live.fields) {
      field.value = this.world.traits[key];
      for (const fact of field.facts) fact.decide(field.value);
    }
  }

  /** Decides everything anew at the instant that is settled. */
  settleAll(): void {
    this.#touchAll(this.#nodes);
    this.settle(this.world.now);
  }
}

/** A copy without a prototype, so that no name is there that was not put there. */
const bare = (traits: Traits): { [key: string]: Json } => Object.assign(Object.create(null), traits);
