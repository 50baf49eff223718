import { EthogramError } from '../base/errors.js';
import { isObject, type Json } from '../base/json.js';
import { NEVER } from '../base/time.js';
import { type Event, SET } from '../event/types.js';
import type { SegmentChange } from '../segment/types.js';
import type { CompiledPlan, SegmentPlan } from './compile.js';
import { Core, type State } from './core.js';
import { History, inOrder, isBefore } from './history.js';
import { pathInto } from './paths.js';
import { flaw } from './record.js';
import {
  isPartial,
  loadPositions,
  loadState,
  loadStreams,
  savePositions,
  saveState,
  saveStreams,
} from './snapshot.js';
import type { Engine, EngineOptions, Plan } from './types.js';

type Reason = SegmentChange['reason'];

/** A settled state to which a record that comes late can go back. */
interface Mark {
  readonly state: State;
  /** How far each stream reached, and the first position of it that is needed from here. */
  readonly ends: readonly number[];
  readonly needs: readonly number[];
}

/** A mark is set after this many records; between the oldest and now lie at least the last 1,000. */
const STRIDE = 512;
const MARKS = 3;

/** Snapshots of another form are not read: a wrong membership is worse than a slow one. */
const FORM = 1;

/** An engine for one visitor over compiled definitions; continues from a snapshot if one is given. */
export const createEngine = (compiled: Plan, options: EngineOptions = {}): Engine => {
  const plan = compiled as CompiledPlan;
  const history = new History();
  /** What was told last of each segment. */
  const told = new Map<string, { readonly isIn: boolean; readonly time: number }>();
  let marks: Mark[] = [];
  let sinceMark = 0;
  /** Records that came too late to be put in their place. */
  let waiting: Event[] = [];
  /** Segments of which the snapshot knew nothing: nothing is told of them until the log is handed in. */
  let unfilled = new Set<number>();
  let needsReplay = false;
  /** Just loaded: the first call tells what the new definitions changed. */
  let loaded = false;
  let sets = 0;

  /** Where changes are told to; undefined while the past is gone through again. */
  let changes: SegmentChange[] | undefined;
  let reason: Reason = 'time';

  const tell = (id: string, isIn: boolean, time: number, why: Reason): void => {
    const type = isIn ? 'enter' : 'exit';
    told.set(id, { isIn, time });
    changes?.push({ id: `${id}:${type}:${time}`, segment: id, type, time, reason: why });
  };

  const newCore = (): Core =>
    new Core(plan, options, (index, isIn, time) => {
      if (changes && !unfilled.has(index))
        tell((plan.segmentPlans[index] as SegmentPlan).id, isIn, time, reason);
    });
  let core = newCore();

  /** Tells the net difference between what was told and what is. */
  const reconcile = (why: Reason): void => {
    plan.segmentPlans.forEach((segment, index) => {
      if (!segment || unfilled.has(index)) return;
      const { entered, since } = core.standing(index);
      const last = told.get(segment.id);
      if (entered === (last?.isIn ?? false)) return;
      tell(segment.id, entered, since > (last?.time ?? Number.NEGATIVE_INFINITY) ? since : core.now, why);
    });
    changes?.sort((a, b) => a.time - b.time);
  };

  const quietly = (work: () => void): void => {
    const outside = changes;
    changes = undefined;
    work();
    changes = outside;
  };

  /** Collects the changes that a call brings about. */
  const during = (work: () => void): SegmentChange[] => {
    const collected: SegmentChange[] = [];
    changes = collected;
    if (loaded) {
      loaded = false;
      const ids = new Set(plan.segments);
      for (const [id, { isIn }] of told) if (isIn && !ids.has(id)) tell(id, false, core.now, 'removed');
      reconcile('definitions');
    }
    work();
    changes = undefined;
    return collected;
  };

  const mark = (): void => {
    marks.push({ needs: core.needs(), ends: core.streams.map(({ end }) => end), state: core.save() });
    sinceMark = 0;
    if (marks.length > MARKS) marks.shift();
    const { state, needs } = marks[0] as Mark;
    history.forget(state.now);
    core.streams.forEach((stream, index) => {
      stream.trim(needs[index] as number);
    });
  };

  /** Takes in a record that comes after all others. */
  const append = (event: Event): void => {
    if (event.time > core.now) {
      reason = 'time';
      core.passUntil(event.time);
      if (sinceMark >= STRIDE) mark();
    }
    sinceMark++;
    reason = event.name === SET ? 'traits' : 'event';
    core.record(event);
    core.settle(event.time);
  };

  const passTo = (now: number): void => {
    if (now <= core.now) return;
    reason = 'time';
    core.passUntil(now);
    core.settle(now);
  };

  /** Goes back to before an instant and takes in anew what the history has since; false if no mark is old enough. */
  const redo = (time: number): boolean => {
    const older = marks.filter(({ state }) => state.now < time);
    const last = older.at(-1);
    if (!last) return false;
    const { ends, state } = last;
    const { now } = core;
    marks = older;
    sinceMark = 0;
    core.streams.forEach((stream, index) => {
      stream.truncate(ends[index] as number);
    });
    core.load(state);
    quietly(() => {
      for (const event of history.events.filter((event) => event.time > state.now)) append(event);
      passTo(now);
    });
    return true;
  };

  const apply = (event: Event): SegmentChange[] => {
    const wrong = flaw(event);
    if (wrong) {
      throw new EthogramError(
        'invalid-event',
        `An event needs ${wrong}. It was left out: ${String(event?.name)} (${String(event?.id)}).`,
      );
    }
    return during(() => {
      let moved = false;
      if (history.knows(event.id)) {
        const known = history.find(event.id);
        if (!known || !isBefore(event, known)) return;
        history.remove(known); // of records with one id the earliest counts
        moved = true;
      }
      const last = history.events.at(-1);
      const isLate = event.time < core.now;
      history.add(event);
      if (!isLate && !moved && (!last || isBefore(last, event))) {
        if (event.time > core.now) append(event);
        else {
          // the instant is settled anew, as if its records had come together
          quietly(() => append(event));
          reconcile(reason);
        }
      } else if (redo(event.time)) reconcile(isLate ? 'late' : 'event');
      else {
        history.remove(event);
        waiting.push(event);
        needsReplay = true;
      }
    });
  };

  const replay = (events: Iterable<Event>): SegmentChange[] =>
    during(() => {
      const why = unfilled.size ? 'definitions' : 'late';
      const { now } = core;
      const log = inOrder([...events, ...history.events, ...waiting]).filter((event) => !flaw(event));
      core = newCore();
      marks = [];
      history.clear();
      mark();
      quietly(() => {
        for (const event of log) {
          history.add(event);
          append(event);
        }
        passTo(now);
      });
      waiting = [];
      unfilled = new Set();
      needsReplay = false;
      reconcile(why);
    });

  const snapshot = (): Json => {
    const [oldest] = marks;
    return {
      form: FORM,
      zone: [plan.timeZone ?? null, plan.weekStart],
      sets,
      told: [...told].map(([id, { isIn, time }]) => [id, isIn, time]),
      ids: history.ids,
      tail: history.events as unknown as Json,
      waiting: [...waiting] as unknown as Json,
      needsReplay,
      sinceMark,
      streams: saveStreams(plan, core),
      state: saveState(plan, core.save()),
      // a mark from before the first record needs no keeping: it is what an engine starts with
      mark: oldest
        ? oldest.state.life === NEVER || {
            state: saveState(plan, oldest.state),
            ends: savePositions(plan, oldest.ends),
            needs: savePositions(plan, oldest.needs),
          }
        : null,
    };
  };

  const load = (json: Json): void => {
    const saved = json as { readonly [key: string]: Json };
    if (!isObject(json) || saved.form !== FORM) {
      needsReplay = true;
      return;
    }
    for (const [id, isIn, time] of saved.told as [string, boolean, number][]) told.set(id, { isIn, time });
    sets = Number(saved.sets);
    for (const id of saved.ids as string[]) history.remember(id);
    for (const event of saved.tail as unknown as Event[]) history.add(event);
    waiting = [...(saved.waiting as unknown as Event[])];
    needsReplay = saved.needsReplay === true;
    sinceMark = Number(saved.sinceMark);
    loaded = true;

    const sameZone = JSON.stringify(saved.zone) === JSON.stringify([plan.timeZone ?? null, plan.weekStart]);
    const state = loadState(plan, saved.state as Json);
    const complete = sameZone && loadStreams(plan, core, saved.streams as Json) && !isPartial(plan, state);
    if (complete || state.life === NEVER) {
      core.load(state);
      const { mark } = saved as { mark: true | null | { state: Json; ends: Json; needs: Json } };
      if (mark === null) marks = [];
      else if (mark !== true) {
        marks = [
          {
            state: loadState(plan, mark.state),
            ends: loadPositions(plan, mark.ends),
            needs: loadPositions(plan, mark.needs),
          },
        ];
      }
      return;
    }
    core.now = state.now;
    core.world.traits = state.traits;
    unfilled = new Set(plan.segmentPlans.keys());
    needsReplay = true;
  };

  mark();
  if (options.snapshot !== undefined) load(options.snapshot);

  return {
    apply,
    setTraits: (traits, time) =>
      apply({
        id: `$set-${String(++sets).padStart(12, '0')}`,
        name: SET,
        time,
        session: core.world.session,
        props: traits,
      }),
    advance: (now) => during(() => passTo(now)),
    nextDueAt: () => {
      const due = core.nextDue();
      return due === NEVER ? undefined : due;
    },
    get needsReplay() {
      return needsReplay;
    },
    replay,
    segments: () => new Set([...told].flatMap(([id, { isIn }]) => (isIn ? id : []))),
    metric: (name) => {
      const index = plan.named.get(name);
      return index === undefined ? undefined : core.metric(index);
    },
    trait: (path) => {
      let found: Json | undefined;
      pathInto(path)(core.world.traits, (value) => {
        found = value as Json;
        return true;
      });
      return found;
    },
    snapshot,
  };
};
