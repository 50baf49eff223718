import { EthogramError } from '../base/errors.js';
import { isObject, type Json } from '../base/json.js';
import { NEVER } from '../base/time.js';
import { type Event, SET, type Traits } from '../event/types.js';
import type { SegmentChange } from '../segment/types.js';
import type { CompiledPlan } from './compile.js';
import { History, inOrder, isBefore } from './history.js';
import { Machine, type Saved } from './machine.js';
import { pathInto } from './paths.js';
import { flaw } from './record.js';
import type { Engine, EngineOptions, Plan } from './types.js';

type Reason = SegmentChange['reason'];

/** A settled state to which a record that comes late can go back: how far each stream reached, and what it needs. */
interface Mark {
  readonly now: number;
  readonly state: Saved;
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
  /** The snapshot lacked something: nothing is told until the log is handed in. */
  let unfilled = false;
  let needsReplay = false;
  /** Just loaded: the first call tells what the new definitions changed. */
  let loaded = false;
  let sets = 0;

  /** Where changes are told to; undefined while the past is gone through again. */
  let changes: SegmentChange[] | undefined;
  let reason: Reason = 'time';

  const tell = (segment: string, isIn: boolean, time: number, reason: Reason): void => {
    const type = isIn ? 'enter' : 'exit';
    told.set(segment, { isIn, time });
    changes?.push({ id: `${segment}:${type}:${time}`, segment, type, time, reason });
  };

  const newMachine = (): Machine =>
    new Machine(plan, options, ({ id, shown }) => {
      if (changes && !unfilled) tell(id, shown.entered, shown.since as number, reason);
    });
  let machine = newMachine();
  const now = () => machine.world.now;

  /** Tells the net difference between what was told and what is. */
  const reconcile = (why: Reason): void => {
    if (unfilled) return;
    for (const { id, shown } of machine.segments) {
      const last = told.get(id);
      if (shown.entered === (last?.isIn ?? false)) continue;
      const since = shown.since ?? -NEVER;
      tell(id, shown.entered, since > (last?.time ?? -NEVER) ? since : now(), why);
    }
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
      for (const [id, { isIn }] of told) if (isIn && !plan.segments.includes(id)) tell(id, false, now(), 'removed');
      reconcile('definitions');
    }
    work();
    changes = undefined;
    return collected;
  };

  const mark = (): void => {
    const { streams, cursors } = machine.live;
    const state = machine.save();
    const needs = streams.map((stream) =>
      Math.min(stream.end, ...cursors.filter((cursor) => cursor.stream === stream).map((cursor) => cursor.need())),
    );
    marks.push({ now: now(), state, needs, ends: streams.map(({ end }) => end) });
    sinceMark = 0;
    if (marks.length > MARKS) marks.shift();
    const [oldest] = marks as [Mark];
    history.forget(oldest.now);
    streams.forEach((stream, index) => {
      stream.trim(oldest.needs[index] as number);
    });
  };

  /** Takes in a record that comes after all others. */
  const append = (event: Event): void => {
    if (event.time > now()) {
      reason = 'time';
      machine.passUntil(event.time);
      if (sinceMark >= STRIDE) mark();
    }
    sinceMark++;
    reason = event.name === SET ? 'traits' : 'event';
    machine.record(event);
    machine.settle(event.time);
  };

  const passTo = (time: number): void => {
    if (!(time > now())) return;
    reason = 'time';
    machine.passUntil(time);
    machine.settle(time);
  };

  /** Goes back to before an instant and takes in anew what the history has since; false if no mark is old enough. */
  const redo = (time: number): boolean => {
    const older = marks.filter((mark) => mark.now < time);
    const last = older.at(-1);
    if (!last) return false;
    const end = now();
    marks = older;
    sinceMark = 0;
    machine.live.streams.forEach((stream, index) => {
      stream.truncate(last.ends[index] as number);
    });
    machine.load(last.state);
    quietly(() => {
      for (const event of history.events.filter((event) => event.time > last.now)) append(event);
      passTo(end);
    });
    return true;
  };

  const apply = (event: Event): SegmentChange[] => {
    const wrong = flaw(event);
    if (wrong) throw new EthogramError('invalid-event', `An event needs ${wrong}. It was left out: ${String(event?.name)} (${String(event?.id)}).`);
    return during(() => {
      const known = history.knows(event.id) && history.events.find(({ id }) => id === event.id);
      if (history.knows(event.id) && !(known && isBefore(event, known))) return;
      if (known) history.drop(known); // of records with one id the earliest counts
      const last = history.events.at(-1);
      const late = event.time < now();
      history.add(event);
      if (late || known || (last && isBefore(event, last))) {
        if (redo(event.time)) return reconcile(late ? 'late' : 'event');
        history.drop(event);
        waiting.push(event);
        needsReplay = true;
      } else if (event.time > now()) append(event);
      else {
        // the instant is settled anew, as if its records had come together
        quietly(() => append(event));
        reconcile(reason);
      }
    });
  };

  const replay = (events: Iterable<Event>): SegmentChange[] =>
    during(() => {
      const why = unfilled ? 'definitions' : 'late';
      const end = now();
      const log = inOrder([...events, ...history.events, ...waiting]).filter((event) => !flaw(event));
      machine = newMachine();
      marks = [];
      history.events = [];
      mark();
      quietly(() => {
        for (const event of log) {
          history.add(event);
          append(event);
        }
        passTo(end);
      });
      waiting = [];
      unfilled = needsReplay = false;
      reconcile(why);
    });

  const streamsByName = () => machine.live.streams.map((stream): [string, Json] => [stream.canon, stream.save()]);
  const zone = () => JSON.stringify([plan.timeZone, machine.world.sunday]);

  const snapshot = (): Json => {
    const [oldest] = marks;
    return {
      form: FORM,
      zone: zone(),
      sets,
      told: [...told].map(([id, { isIn, time }]) => [id, isIn, time]),
      ids: history.ids,
      tail: history.events as unknown as Json,
      waiting: waiting as unknown as Json,
      needsReplay,
      sinceMark,
      state: machine.save(),
      streams: Object.fromEntries(streamsByName()),
      // a mark from before the first record needs no keeping: it is what an engine starts with
      mark: oldest && oldest.now > -NEVER ? (oldest as unknown as Json) : oldest ? 'start' : null,
    };
  };

  const load = (snapshot: Json): void => {
    const saved = snapshot as { readonly [key: string]: Json };
    needsReplay = true;
    unfilled = true;
    if (!isObject(snapshot) || saved.form !== FORM) return;
    for (const [id, isIn, time] of saved.told as [string, boolean, number][]) told.set(id, { isIn, time });
    sets = saved.sets as number;
    for (const id of saved.ids as string[]) history.remember(id);
    for (const event of saved.tail as unknown as Event[]) history.add(event);
    waiting = [...(saved.waiting as unknown as Event[])];
    loaded = true;
    const { streams } = machine.live;
    const rows = saved.streams as { readonly [canon: string]: Json };
    const complete =
      zone() === saved.zone &&
      streams.every((stream) => {
        const found = rows[stream.canon];
        if (found) stream.load(found);
        return found;
      }) &&
      machine.load(saved.state as Saved);
    const end = (saved.state as { world: { now?: number } }).world.now ?? -NEVER;
    if (complete || end === -NEVER) {
      unfilled = false;
      needsReplay = saved.needsReplay === true;
      // marks go by the order of the streams: another plan has none until it sets its own
      const same = Object.keys(rows).join() === streams.map(({ canon }) => canon).join();
      if (saved.mark !== 'start' || !same) marks = saved.mark && same ? [saved.mark as unknown as Mark] : [];
      sinceMark = saved.sinceMark as number;
    } else {
      machine = newMachine();
      machine.world.now = end;
      machine.world.traits = (saved.state as { traits: Traits }).traits;
    }
  };

  mark();
  if (options.snapshot !== undefined) load(options.snapshot);

  return {
    apply,
    setTraits: (traits, time) =>
      apply({ id: `$set-${String(++sets).padStart(12, '0')}`, name: SET, time, session: machine.world.session, props: traits }),
    advance: (time) => during(() => passTo(time)),
    nextDueAt: () => {
      const due = machine.nextDue();
      return due < NEVER ? due : undefined;
    },
    get needsReplay() {
      return needsReplay;
    },
    replay,
    segments: () => new Set([...told].flatMap(([id, { isIn }]) => (isIn ? id : []))),
    metric: (name) => (plan.metrics.includes(name) ? machine.live.named(name).read() : undefined),
    trait: (path) => {
      let found: Json | undefined;
      pathInto(path)(machine.world.traits, (value) => {
        found = value as Json;
        return true;
      });
      return found;
    },
    snapshot,
  };
};
