/** Drives an engine through a scenario and keeps what it told. */
import {
  compile,
  createEngine,
  type Engine,
  type Event,
  type Plan,
  type SegmentChange,
} from '../../src/engine.js';
import type { Definitions, Value } from '../oracle/language.js';
import { logUpTo } from '../oracle/log.js';
import type { Call, Scenario } from '../oracle/random-scenario.js';

export const planOf = (definitions: Definitions): Plan =>
  compile(definitions as unknown as Parameters<typeof compile>[0]);

export class Driver {
  engine: Engine;
  /** Every record handed in so far. */
  readonly arrived: Event[] = [];
  /** What each call answered. */
  readonly told: { late: boolean; changes: SegmentChange[] }[] = [];
  /** The latest instant the engine has heard of. */
  clock = Number.NEGATIVE_INFINITY;
  /** Calls of `setTraits` to this engine, and engines before it. */
  #sets = 0;
  #lives = 0;

  constructor(
    readonly plan: Plan,
    readonly options: Scenario['options'],
  ) {
    this.engine = createEngine(plan, options);
  }

  call(call: Call): SegmentChange[] {
    if (call.do === 'apply') return this.apply(call.event);
    if (call.do === 'setTraits') return this.setTraits(call.traits, call.time);
    if (call.do === 'advance') return this.advance(call.now);
    if (call.do === 'restore') {
      const snapshot = JSON.parse(JSON.stringify(this.engine.snapshot()));
      this.engine = createEngine(this.plan, { ...this.options, snapshot });
      return this.#tell(false, []);
    }
    this.#nameSetsOfBefore();
    this.engine = createEngine(this.plan, this.options);
    this.engine.replay(this.arrived);
    if (this.clock > Number.NEGATIVE_INFINITY) this.engine.advance(this.clock);
    return [];
  }

  apply(event: Event): SegmentChange[] {
    const late = event.time < this.clock;
    const known = this.arrived.some(({ id, time }) => id === event.id && time <= event.time);
    if (!known) this.clock = Math.max(this.clock, event.time);
    this.arrived.push(event);
    return this.#tell(late, this.engine.apply(event));
  }

  /** The record that such a call makes: its identifier counts the calls, its session is that of the last event. */
  setTraits(traits: Event['props'], time: number): SegmentChange[] {
    const late = time < this.clock;
    const session =
      logUpTo(this.arrived, this.clock)
        .filter(({ name }) => name !== '$set')
        .at(-1)?.session ?? '';
    const id = `$set-${String(++this.#sets).padStart(12, '0')}`;
    this.clock = Math.max(this.clock, time);
    this.arrived.push({ id, name: '$set', time, session, props: traits });
    return this.#tell(late, this.engine.setTraits(traits, time));
  }

  /** A new engine counts from one again: the records of the one before get other names, which come before its own. */
  #nameSetsOfBefore(): void {
    const isTaken = ({ id }: Event) => id.startsWith(`$set+${String(this.#lives).padStart(4, '0')}`);
    do this.#lives++;
    while (this.arrived.some(isTaken));
    for (const [i, record] of this.arrived.entries())
      if (record.id.startsWith('$set-'))
        this.arrived[i] = {
          ...record,
          id: record.id.replace('-', `+${String(this.#lives).padStart(4, '0')}-`),
        };
    this.#sets = 0;
  }

  applyAll(events: readonly Event[]): SegmentChange[] {
    this.clock = Math.max(this.clock, ...events.map(({ time }) => time));
    this.arrived.push(...events);
    return this.#tell(true, this.engine.applyAll(events));
  }

  advance(now: number): SegmentChange[] {
    this.clock = Math.max(this.clock, now);
    return this.#tell(false, this.engine.advance(now));
  }

  #tell(late: boolean, changes: SegmentChange[]): SegmentChange[] {
    const all = this.engine.needsReplay ? [...changes, ...this.engine.replay(this.arrived)] : changes;
    if (all.length > 0) this.told.push({ late, changes: all });
    return all;
  }

  get changes(): SegmentChange[] {
    return this.told.flatMap(({ changes }) => changes);
  }

  get segments(): string[] {
    return [...this.engine.segments()].sort();
  }

  metrics(names: Iterable<string>): { [name: string]: Value } {
    return Object.fromEntries([...names].map((name) => [name, this.engine.metric(name)]));
  }
}

export type Told = Pick<SegmentChange, 'segment' | 'type' | 'time'>;

/** What is left of changes when those of one segment at one instant that undo each other are taken away. */
export function net(changes: readonly Told[]): Told[] {
  const open = new Map<string, Told>();
  for (const change of changes) {
    const key = `${change.time} ${change.segment}`;
    if (open.has(key)) open.delete(key);
    else open.set(key, change);
  }
  return [...open.values()];
}

/** One line a change, in an order of its own. */
export const lines = (changes: readonly Told[]): string[] =>
  changes.map(({ segment, type, time }) => `${new Date(time).toISOString()} ${type} ${segment}`).sort();
