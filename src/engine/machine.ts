import type { Json } from '../base/json.js';
import { NEVER, parseDuration, SESSION_TIMEOUT } from '../base/time.js';
import { type Event, SET, type Traits } from '../event/types.js';
import { Calendar } from './calendar.js';
import type { CompiledPlan } from './compile.js';
import { readCondition } from './conditions.js';
import { Live } from './live.js';
import { outside } from './membership.js';
import { Group, type Node, type Segment } from './nodes.js';
import { bucket, fingerprint } from './sample.js';
import type { Stream } from './streams.js';
import { Timers } from './timers.js';
import type { EngineOptions } from './types.js';
import { parseInstant } from './windows.js';
import { currentSession, type World } from './world.js';

type Entries = { readonly [key: string]: Json };

/** A settled state that can be gone back to: all but the events in the streams, how far these reach, what is needed of them. */
export interface Mark {
  readonly world: Json;
  readonly states: Entries;
  readonly ends: readonly number[];
  readonly needs: readonly number[];
}

/** The instant of a mark. */
export const instantOf = ({ world }: Mark): number => (world as { now?: number | null }).now ?? -NEVER;

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
  readonly #touched = new Set<Node>();
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
      now: -NEVER,
      life: undefined,
      traits: {},
      session: '',
      seen: undefined,
    };
    this.live = new Live(file, this.world);
    for (const name of metrics) this.live.named(name);
    order.forEach((places, rank) => {
      let place = '';
      const uses = new Set<Node>();
      const segments = places.map((index) => {
        const segment = this.#segment((file.segments as Entries[])[index] as Entries, place, uses);
        place = segment.place;
        return segment;
      });
      const group = new Group(rank, segments, this.world, onChange);
      for (const node of uses) node.nodes.add(group);
      for (const segment of segments) this.live.segments.set(segment.id, { segment, group });
      this.segments.push(...segments);
      this.#groups.push(group);
    });
  }

  #segment(json: Entries, before: string, uses: Set<Node>): Segment {
    const { live, world } = this;
    const { id, name, description, meta, exclusive, ...rules } = json as { [key: string]: Json } & {
      id: string;
    };
    const { sample } = json as { sample?: { percent: number; salt?: string } };
    const place = fingerprint(before + live.canon(sample ? { ...rules, id } : rules));
    const condition = (part: Json) => readCondition(part, live, (node) => uses.add(node));
    const duration = (key: string) => parseDuration(json[key]) ?? 0;
    return {
      id,
      place,
      when: condition(json.when as Json),
      until: json.until === undefined ? undefined : condition(json.until),
      rules: {
        enterAfter: duration('enterAfter'),
        exitAfter: duration('exitAfter'),
        cooldown: json.cooldown === 'forever' ? NEVER : duration('cooldown'),
        activeFrom: parseInstant(json.activeFrom) ?? -NEVER,
        activeTo: parseInstant(json.activeTo) ?? NEVER,
      },
      sampled: !sample || bucket(sample.salt ?? id, world.visitorId) < Math.round(sample.percent * 100),
      member: live.states.keep(`member ${place}`, outside()),
    };
  }

  /** Takes a record in; its instant is settled by `settle`. It must not come before one that was taken in. */
  record(event: Event): void {
    const { world, live } = this;
    const { name, time, session, props } = event;
    this.#turn(time);
    if (world.life === undefined) {
      world.life = time;
      for (const node of [...live.leaves, ...this.#groups]) this.#touched.add(node);
    }
    if (name === SET) {
      world.traits = merge(world.traits, props);
      for (const leaf of live.traits.nodes) this.#touched.add(leaf);
    } else {
      const resumes = currentSession(world) !== session;
      Object.assign(world, { session, seen: time });
      for (const leaf of live.session.nodes) if (resumes || leaf.decision.free) this.#touched.add(leaf);
    }
    for (const stream of this.#streamsOf(name)) {
      if (stream.feed(event)) for (const leaf of stream.nodes) this.#touched.add(leaf);
    }
  }

  /** Goes on to an instant. One that was settled before is settled anew. */
  #turn(now: number): void {
    if (now === this.world.now) {
      for (const group of this.#groups) if (group.segments[0]?.member.at === now) this.#touched.add(group);
    }
    this.world.now = now;
    this.live.tick++;
  }

  /** Lets time pass, settling every instant at which something is due, up to but without `end`. */
  passUntil(end: number): void {
    for (let due = this.nextDue(); due < end; due = this.nextDue()) this.settle(due);
  }

  /** Decides everything that is touched or due at an instant, with every record of that instant taken in so far. */
  settle(now: number): void {
    if (now !== this.world.now) this.#turn(now);
    for (let node = this.#timers.take(now); node; node = this.#timers.take(now)) this.#touched.add(node);
    while (this.#touched.size) {
      // leaves as they come, then groups after those that they refer to
      let next: Node | undefined;
      for (const node of this.#touched) {
        if (!next || node.rank < next.rank) next = node;
        if (next.rank < 0) break;
      }
      const node = next as Node;
      this.#touched.delete(node);
      if (node.decide()) for (const other of node.nodes) this.#touched.add(other);
      this.#timers.set(node, node.next());
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
    const { now, life, session, seen, traits } = this.world;
    // several cursors may serve one metric: another session starts it anew before any of them gives to it
    for (const cursor of cursors) cursor.turn();
    for (const cursor of cursors) cursor.pull();
    const needs = new Map(streams.map((stream) => [stream, stream.end]));
    for (const { stream, need } of cursors) needs.set(stream, Math.min(needs.get(stream) as number, need()));
    return {
      world: {
        now: Number.isFinite(now) ? now : null,
        life: life ?? null,
        session,
        seen: seen ?? null,
        traits,
      },
      states: states.save(),
      ends: streams.map(({ end }) => end),
      needs: [...needs.values()],
    };
  }

  /** Goes to a mark; the streams must hold its events. False, with nothing changed, if it lacks a part. */
  load(mark: Mark): boolean {
    const { streams, states, leaves } = this.live;
    if (!states.load(mark.states)) return false;
    const { life, seen, ...world } = mark.world as Entries;
    Object.assign(this.world, world, {
      life: life ?? undefined,
      seen: seen ?? undefined,
      now: instantOf(mark),
    });
    streams.forEach((stream, index) => {
      stream.truncate(mark.ends[index] as number);
    });
    this.live.tick++;
    this.#timers.clear();
    this.#touched.clear();
    const lives = this.world.life !== undefined;
    for (const { decision, state } of leaves) if (!decision.free) state.held = lives && decision.holds();
    if (lives) for (const node of [...leaves, ...this.#groups]) this.#timers.set(node, node.next());
    return true;
  }
}

/** Top level over top level; null removes. Without a prototype, so that no name is there that was not put there. */
const merge = (traits: Traits, more: Traits): Traits => {
  const merged: { [key: string]: Json } = Object.assign(Object.create(null), traits, more);
  for (const key of Object.keys(merged)) if (merged[key] === null) delete merged[key];
  return merged;
};
