import type { Json } from '../base/json.js';
import type { Undo } from '../base/listen.js';
import { NEVER } from '../base/time.js';
import { createEngine } from '../engine/engine.js';
import { inOrder } from '../engine/history.js';
import type { Engine, EngineOptions, Plan } from '../engine/types.js';
import type { Event } from '../event/types.js';
import { type Clock, nextTask } from '../platform/browser.js';
import { isHidden } from '../segment/hidden.js';
import type { SegmentChange } from '../segment/types.js';
import type { Recalled } from './archive.js';

interface Parts extends Pick<EngineOptions, 'timeZone' | 'sessionTimeout'> {
  readonly clock: Clock;
  /** Whether the page may be told of segments. */
  mayTell(): boolean;
  readLog(): Promise<readonly Event[]>;
  /** Hears of the net of each call, if there is any. */
  tell(changes: readonly SegmentChange[]): void;
  /** Somebody came or went, be it where nobody is told of it. */
  moved(): void;
  /** The memberships of a visitor, or those by other definitions, are known. */
  known(): void;
  /** Hears of a record that cannot be one, or of a log that cannot be read. */
  fail(error: unknown): void;
}

export interface Memberships {
  /** As they were told last. */
  readonly told: ReadonlySet<string>;
  engine(): Engine | undefined;
  /** Whether anybody is ever told of it. */
  isTold(segment: string): boolean;
  /** Takes up a visitor where the last page left off; what `more` applies is told together with that. */
  begin(recalled: Recalled, more: () => void): void;
  /** Goes on with other definitions. */
  define(plan: Plan): void;
  apply(events: readonly Event[]): void;
  advance(): void;
  /** Looks again at whether the page may be told. */
  settle(): void;
  /** The engine's state, and the latest time that it was told of; undefined while something waits for it. */
  state(): { readonly snapshot: Json; readonly time: number } | undefined;
  stop(): void;
}

/** Events taken in one task: more would hold up the page. */
const MOST_AT_ONCE = 200;

/** Of a visitor that earlier pages knew, what happened before this page was told there; not what other definitions bring. */
const isNews = ({ reason }: SegmentChange) => reason === 'definitions' || reason === 'removed';

/** Keeps the engine and the one timer: makes a new engine for other definitions or another visitor, and tells what came of it. */
export const createMemberships = (parts: Parts): Memberships => {
  const { clock, mayTell, readLog, tell, moved, known, fail, ...options } = parts;
  let plan: Plan | undefined;
  let recalled: Recalled | undefined;
  let engine: Engine | undefined;
  /** What the engine is yet to be given: what was known before this page, and then the rest. */
  let earlier: Event[] = [];
  let unseen: Event[] = [];
  let pause: Undo | undefined;
  let reached = 0;
  /** What the engine said and nobody was told yet. */
  let changes: SegmentChange[] = [];
  /** No visitor that earlier pages knew was taken up yet. */
  let isFirst = true;
  /** While one visitor is exchanged for another nothing is told. */
  let isBetween = false;
  /** By other definitions than before. */
  let isFresh = false;
  let due: number | undefined;
  let alarm: Undo | undefined;
  const told = new Set<string>();

  const isTold = (segment: string) => !isHidden(segment, (plan as Plan).definitions);
  const note = (segment: string, isIn: boolean) =>
    isIn && isTold(segment) ? told.add(segment) : told.delete(segment);

  const settle = () => {
    if (isBetween) return;
    const latest = new Map(changes.map((change) => [change.segment, change]));
    changes = [];
    const current = new Set([...((mayTell() && engine?.segments()) || [])].filter(isTold));
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
    moved();
    setAlarm(engine?.nextDueAt());
  };

  /** Most events change nothing, and are not made to pay for a comparison. */
  const settleChanges = () => (changes.length ? settle() : setAlarm(engine?.nextDueAt()));

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
    if (!engine || pause) return;
    reached = Math.max(reached, Math.floor(clock.now()));
    changes.push(...engine.advance(reached));
    settleChanges();
  };

  const take = (events: readonly Event[]) => {
    try {
      if (engine) changes.push(...engine.applyAll(events));
    } catch (error) {
      fail(error);
    }
    for (const { time } of events) reached = Math.max(reached, time);
  };

  /** What was told on earlier pages is not told again. */
  const remember = () => {
    if (isFirst && mayTell()) {
      for (const segment of engine?.segments() ?? []) note(segment, true);
      for (const { segment, type } of changes.filter(isNews)) note(segment, type === 'exit');
    }
    // one that is kept in memory has no earlier pages
    isFirst = !recalled?.born;
  };

  /** Gives the engine what waits for it, if need be in several tasks. */
  const feed = () => {
    pause = undefined;
    if (!engine) return;
    const before = earlier.splice(0, MOST_AT_ONCE);
    take(before);
    if (!earlier.length) {
      remember();
      take(unseen.splice(0, MOST_AT_ONCE - before.length));
    }
    if (earlier.length || unseen.length) {
      pause = nextTask(feed);
      return;
    }
    const wasBetween = isBetween;
    isBetween = false;
    if (wasBetween) {
      advance();
      settle();
    } else settleChanges();
    if (isFresh || engine.needsReplay) catchUp();
    isFresh = false;
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
    const { visitorId } = recalled;
    const make = (from: Json | undefined) =>
      createEngine(plan as Plan, { ...options, visitorId, snapshot: from } as EngineOptions);
    try {
      engine = make(snapshot);
    } catch (error) {
      // any script of the origin can write there; an unreadable snapshot makes the engine ask for the log
      fail(error);
      engine = make(null);
    }
    isFresh = true;
    // lets no time pass, but says what came of other definitions
    changes.push(...engine.advance(-NEVER));
  };

  return {
    told,
    isTold,
    engine: () => engine,
    begin(next, more) {
      recalled = next;
      earlier = inOrder(next.events);
      unseen = [];
      isBetween = true;
      pause?.();
      build(next.snapshot);
      more();
      // a store has let the page wait already: the engine and what it is fed are a task each
      if (isFirst && next.born) pause = nextTask(feed);
      else feed();
    },
    define(next) {
      plan = next;
      build(engine ? engine.snapshot() : recalled?.snapshot);
      if (!pause) feed();
    },
    apply(events) {
      unseen.push(...events);
      if (!pause && !isBetween) feed();
    },
    advance,
    settle,
    state: () => (engine && !pause ? { snapshot: engine.snapshot(), time: reached } : undefined),
    stop() {
      pause?.();
      setAlarm(undefined);
    },
  };
};
