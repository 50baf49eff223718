import type { Json } from '../base/json.js';
import type { Undo } from '../base/listen.js';
import { NEVER } from '../base/time.js';
import { createEngine } from '../engine/engine.js';
import type { Engine, EngineOptions, Plan } from '../engine/types.js';
import type { Event } from '../event/types.js';
import type { Clock } from '../platform/browser.js';
import type { SegmentChange } from '../segment/types.js';
import type { Recalled } from './archive.js';

interface Parts extends Pick<EngineOptions, 'timeZone' | 'sessionTimeout'> {
  readonly clock: Clock;
  /** Whether the page may be told of segments. */
  mayTell(): boolean;
  readLog(): Promise<readonly Event[]>;
  /** Hears of the net of each call, if there is any. */
  tell(changes: readonly SegmentChange[]): void;
  /** The memberships of a visitor, or those by other definitions, are known. */
  known(): void;
  /** Hears of a record that cannot be one, or of a log that cannot be read. */
  fail(error: unknown): void;
}

export interface Memberships {
  /** As they were told last. */
  readonly told: ReadonlySet<string>;
  engine(): Engine | undefined;
  /** Takes up a visitor where the last page left off; what `more` applies is told together with that. */
  begin(recalled: Recalled, more: () => void): void;
  /** Goes on with other definitions. */
  define(plan: Plan): void;
  apply(events: readonly Event[]): void;
  advance(): void;
  /** Looks again at whether the page may be told. */
  settle(): void;
  stop(): void;
}

/** Of a visitor that earlier pages knew, what happened before this page was told there; not what other definitions bring. */
const isNews = ({ reason }: SegmentChange) => reason === 'definitions' || reason === 'removed';

/** Keeps the engine and the one timer: makes a new engine for other definitions or another visitor, and tells what came of it. */
export const createMemberships = (parts: Parts): Memberships => {
  const { clock, mayTell, readLog, tell, known, fail, ...options } = parts;
  let plan: Plan | undefined;
  let recalled: Recalled | undefined;
  let engine: Engine | undefined;
  /** What the engine is to be given once it is there. */
  let unseen: Event[] = [];
  /** What the engine said and nobody was told yet. */
  let changes: SegmentChange[] = [];
  let isFirst = true;
  /** While one visitor is exchanged for another nothing is told. */
  let isBetween = false;
  let due: number | undefined;
  let alarm: Undo | undefined;
  const told = new Set<string>();

  const note = (segment: string, isIn: boolean) => (isIn ? told.add(segment) : told.delete(segment));

  const settle = () => {
    if (isBetween) return;
    const latest = new Map(changes.map((change) => [change.segment, change]));
    changes = [];
    const current = (mayTell() && engine?.segments()) || new Set<string>();
    const net = [...new Set([...told, ...current])]
      .filter((segment) => told.has(segment) !== current.has(segment))
      .map((segment): SegmentChange => {
        const type = current.has(segment) ? 'enter' : 'exit';
        const change = latest.get(segment);
        // none is at hand if the visitor or the permission changed, not the behaviour
        if (change?.type === type) return change;
        const time = Math.floor(clock.now());
        return { id: `${segment}:${type}:${time}`, segment, type, time, reason: 'late' };
      })
      .sort((one, other) => one.time - other.time);
    for (const { segment, type } of net) note(segment, type === 'enter');
    if (net.length) tell(net);
    setAlarm(engine?.nextDueAt());
  };

  const setAlarm = (next: number | undefined) => {
    if (next === due) return;
    alarm?.();
    due = next;
    if (next === undefined) return;
    alarm = clock.wake(next, () => {
      due = undefined;
      advance();
    });
  };

  const advance = () => {
    if (!engine) return;
    changes.push(...engine.advance(Math.floor(clock.now())));
    settle();
  };

  const take = (event: Event) => {
    try {
      if (engine) changes.push(...engine.apply(event));
    } catch (error) {
      fail(error);
    }
  };

  /** Gives the engine the log, if it asks for that. */
  const catchUp = async () => {
    const mine = engine;
    if (mine?.needsReplay)
      try {
        const log = await readLog();
        if (mine === engine) changes.push(...mine.replay(log));
        settle();
      } catch (error) {
        fail(error);
      }
    if (mine && mine === engine) known();
  };

  const build = (snapshot: Json | undefined) => {
    if (!plan || !recalled) return;
    const { visitorId, events } = recalled;
    const make = (from: Json | undefined) =>
      createEngine(plan as Plan, { ...options, visitorId, snapshot: from } as EngineOptions);
    try {
      engine = make(snapshot);
    } catch (error) {
      // any script of the origin can write there; an unreadable snapshot makes the engine ask for the log
      fail(error);
      engine = make(null);
    }
    // lets no time pass, but says what came of other definitions
    changes.push(...engine.advance(-NEVER));
    events.forEach(take);
    if (isFirst && mayTell()) {
      for (const segment of engine.segments()) note(segment, true);
      for (const { segment, type } of changes.filter(isNews)) note(segment, type === 'exit');
    }
    isFirst = false;
    unseen.forEach(take);
    recalled = { ...recalled, events: [] };
    unseen = [];
    settle();
  };

  return {
    told,
    engine: () => engine,
    begin(next, more) {
      recalled = next;
      unseen = [];
      isBetween = true;
      build(next.snapshot);
      more();
      isBetween = false;
      settle();
      catchUp();
    },
    define(next) {
      plan = next;
      build(engine ? engine.snapshot() : recalled?.snapshot);
      catchUp();
    },
    apply(events) {
      if (!engine) unseen.push(...events);
      events.forEach(take);
      settle();
      if (engine?.needsReplay) catchUp();
    },
    advance,
    settle,
    stop: () => setAlarm(undefined),
  };
};
