import type { Json } from '../base/json.js';
import { createEngine } from '../engine/engine.js';
import type { Engine, EngineOptions, Plan } from '../engine/types.js';
import type { Event } from '../event/types.js';
import type { SegmentChange } from '../segment/types.js';
import type { Recalled } from './recall.js';

interface Parts extends Pick<EngineOptions, 'timeZone' | 'sessionTimeout'> {
  now(): number;
  /** Whether the page may be told of segments. */
  mayTell(): boolean;
  readLog(): Promise<readonly Event[]>;
  /** Hears of the net of each call, even if that is nothing. */
  tell(changes: readonly SegmentChange[]): void;
  /** Hears of a record that cannot be one, or of a log that cannot be read. */
  fail(error: unknown): void;
}

export interface Memberships {
  /** As they were told last. */
  readonly told: ReadonlySet<string>;
  engine(): Engine | undefined;
  /** Takes up a visitor where the last page left off; what `more` applies is told together with that. Resolves when the memberships are known. */
  begin(recalled: Recalled, more: () => void): Promise<void> | undefined;
  /** Goes on with other definitions. */
  define(plan: Plan): Promise<void> | undefined;
  apply(events: readonly Event[]): void;
  advance(): void;
  /** Looks again at whether the page may be told. */
  settle(): void;
}

/** Of a visitor that earlier pages knew, what happened before this page was told there. */
const toldEarlier = ({ reason }: SegmentChange) => reason !== 'definitions' && reason !== 'removed';

/** Keeps the engine: makes a new one for other definitions or another visitor, and tells what came of it. */
export const createMemberships = ({ now, mayTell, readLog, tell, fail, ...options }: Parts): Memberships => {
  let plan: Plan | undefined;
  let recalled: Recalled | undefined;
  let engine: Engine | undefined;
  /** What the engine is to be given once it is there. */
  let unseen: Event[] = [];
  let isFirst = true;
  /** Changes that are told as one, while one visitor is exchanged for another. */
  let together: SegmentChange[] | undefined;
  const told = new Set<string>();

  const note = ({ segment, type }: SegmentChange) =>
    type === 'enter' ? told.add(segment) : told.delete(segment);

  const settle = (changes: readonly SegmentChange[] = []) => {
    if (together) {
      together.push(...changes);
      return;
    }
    const latest = new Map(changes.map((change) => [change.segment, change]));
    const current = (mayTell() && engine?.segments()) || new Set<string>();
    const net = [...new Set([...told, ...current])]
      .filter((segment) => told.has(segment) !== current.has(segment))
      .map((segment): SegmentChange => {
        const type = current.has(segment) ? 'enter' : 'exit';
        const change = latest.get(segment);
        // none is at hand if the visitor or the permission changed, not the behaviour
        if (change?.type === type) return change;
        const time = now();
        return { id: `${segment}:${type}:${time}`, segment, type, time, reason: 'late' };
      })
      .sort((one, other) => one.time - other.time);
    net.forEach(note);
    tell(net);
  };

  const take = (event: Event): SegmentChange[] => {
    try {
      return engine?.apply(event) ?? [];
    } catch (error) {
      fail(error);
      return [];
    }
  };

  const replay = async (mine: Engine) => {
    try {
      const log = await readLog();
      if (mine === engine && mine.needsReplay) settle(mine.replay(log));
    } catch (error) {
      fail(error);
    }
  };
  const replayIfNeeded = () => (engine?.needsReplay ? replay(engine) : undefined);

  const build = (snapshot: Json | undefined) => {
    if (!plan || !recalled) return undefined;
    const { visitorId, events } = recalled;
    const make = (from: Json | undefined) =>
      createEngine(plan as Plan, { ...options, visitorId, ...(from !== undefined && { snapshot: from }) });
    try {
      engine = make(snapshot);
    } catch (error) {
      // any script of the origin can write there; an unreadable snapshot makes the engine ask for the log
      fail(error);
      engine = make(null);
    }
    const before = engine.segments();
    const changes = events.flatMap(take);
    if (isFirst && mayTell()) {
      for (const segment of before) told.add(segment);
      changes.filter(toldEarlier).forEach(note);
    }
    isFirst = false;
    settle([...changes, ...unseen.flatMap(take)]);
    recalled = { ...recalled, events: [] };
    unseen = [];
    return replayIfNeeded();
  };

  return {
    told,
    engine: () => engine,
    begin(next, more) {
      recalled = next;
      unseen = [];
      together = [];
      const known = build(next.snapshot);
      more();
      const changes = together;
      together = undefined;
      settle(changes);
      return known;
    },
    define(next) {
      plan = next;
      return build(engine ? engine.snapshot() : recalled?.snapshot);
    },
    apply(events) {
      if (!engine) unseen.push(...events);
      else {
        settle(events.flatMap(take));
        replayIfNeeded();
      }
    },
    advance: () => engine && settle(engine.advance(now())),
    settle,
  };
};
