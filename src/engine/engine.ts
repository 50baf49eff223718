import { EthogramError } from '../base/errors.js';
import { type Json, own } from '../base/json.js';
import { NEVER } from '../base/time.js';
import { type Event, SET } from '../event/types.js';
import type { SegmentChange } from '../segment/types.js';
import type { CompiledPlan } from './compile.js';
import { explain } from './explain.js';
import { fill, type Known } from './fill.js';
import { foresee } from './foresee.js';
import { History, inOrder, isBefore } from './history.js';
import { Machine, type Mark } from './machine.js';
import { pathInto } from './paths.js';
import { flaw, LATEST } from './record.js';
import type { Engine, EngineOptions, Plan, Value } from './types.js';
import { BEFORE_ALL } from './world.js';

/** A mark is set after this many records; between the oldest and now lie at least the last 1,000. */
const STRIDE = 512;
const MARKS = 3;

/** Snapshots of another form are not read: a wrong membership is worse than a slow one. */
const FORM = 5;

interface Snapshot extends Known {
  readonly form: number;
  readonly told: readonly [segment: string, told: readonly [isIn: boolean, time: number]][];
  readonly ids: History['ids'];
  readonly tail: readonly Event[];
  readonly needsReplay: boolean;
  readonly sets: number;
  readonly now: Mark;
}

/** An engine for one visitor over compiled definitions; continues from a snapshot if one is given. */
export const createEngine = (compiled: Plan, options: EngineOptions = {}): Engine => {
  const plan = compiled as CompiledPlan;
  const history = new History();
  /** What was told last of each segment. */
  const told = new Map<string, readonly [isIn: boolean, time: number]>();
  /** The snapshot lacked something: nothing is told until the log is handed in. */
  let unfilled: Snapshot | true | undefined;
  let needsReplay = false;
  let sets = 0;

  /** Changes that no call has answered with yet. */
  let changes: SegmentChange[] = [];
  let reason: SegmentChange['reason'] = 'time';
  /** The past is gone through again. */
  let quiet = false;

  const tell = (segment: string, isIn: boolean, time: number): void => {
    const type = isIn ? 'enter' : 'exit';
    told.set(segment, [isIn, time]);
    changes.push({ id: `${segment}:${type}:${time}`, segment, type, time, reason });
  };

  const machine = new Machine(plan, options, ({ id, member }) => {
    if (!quiet && !unfilled) tell(id, member.entered, member.since as number);
  });
  const { live, world } = machine;
  /** Settled states to which a record that comes late can go back; the first is that from before all records. */
  const birth = machine.mark();
  let marks = [birth];
  let sinceMark = 0;

  const answer = (): SegmentChange[] => {
    const all = changes;
    changes = [];
    return all;
  };

  const quietly = <T>(work: () => T): T => {
    quiet = true;
    const found = work();
    quiet = false;
    return found;
  };

  /** Goes through something without telling of it, then tells the net difference. */
  const net = (why: SegmentChange['reason'], work: () => void): void => {
    quietly(work);
    if (unfilled) return;
    reason = why;
    for (const { id, member } of machine.segments) {
      const [wasIn, time] = told.get(id) ?? [false, -NEVER];
      const { entered, since = -NEVER } = member;
      if (entered !== wasIn) tell(id, entered, since > time ? since : world.now);
    }
    changes.sort((a, b) => a.time - b.time);
  };

  const mark = (): void => {
    sinceMark = 0;
    marks = [...marks, machine.mark()].slice(-MARKS);
    const [{ moment, streams }] = marks as [Mark];
    // a record that waits for the log must not be lost
    if (!needsReplay) history.events = history.since(moment.now);
    for (const stream of live.streams) stream.trim(own(streams, stream.canon)?.[0] ?? 0);
  };

  const passTo = (time: number): void => {
    if (!(time > world.now)) return;
    reason = 'time';
    machine.passUntil(time);
    machine.settle(time);
  };

  /** Takes in a record that comes after all others. */
  const append = (event: Event): void => {
    if (event.time > world.now) {
      reason = 'time';
      machine.passUntil(event.time);
      if (sinceMark >= STRIDE) mark();
    }
    sinceMark++;
    reason = event.name === SET ? 'traits' : 'event';
    machine.record(event);
    machine.settle(event.time);
  };

  /** Goes back to before an instant and from there through all records anew. */
  const goBack = (why: SegmentChange['reason'], time: number): void => {
    const older = marks.filter(({ moment }) => moment.now < time);
    const back = older.at(-1);
    if (!back) {
      needsReplay = true;
      return;
    }
    const { now } = world;
    marks = older;
    sinceMark = 0;
    net(why, () => {
      machine.load(back);
      for (const event of history.since(back.moment.now)) append(event);
      passTo(now);
    });
  };

  const applyAll = (events: readonly Event[]): SegmentChange[] => {
    for (const event of events) {
      const wrong = flaw(event);
      if (wrong)
        throw new EthogramError('invalid-event', `No ${wrong} of an event: ${String(event?.[wrong])}`);
    }
    /** The earliest of those that come late: they go back together. */
    let late = NEVER;
    let why: SegmentChange['reason'] = 'event';
    const catchUp = () => {
      if (late < NEVER) goBack(why, late);
      late = NEVER;
    };
    for (const event of events.length > 1 ? inOrder(events) : events) {
      const { id, time, name } = event;
      const known = history.timeOf(id);
      // of records with one id the earliest counts
      if (known !== undefined && known <= time) continue;
      const last = history.events.at(-1);
      const isLate = known !== undefined || time < world.now || (last && isBefore(event, last));
      if (known !== undefined) history.events = history.events.filter((other) => other.id !== id);
      if (!isLate) catchUp();
      if (late === NEVER || why !== 'late')
        why = time < world.now ? 'late' : name === SET ? 'traits' : 'event';
      history.add(event);
      if (isLate) late = Math.min(late, time);
      else if (time > world.now) append(event);
      // the instant is settled anew, as if its records had come together
      else net(why, () => append(event));
    }
    catchUp();
    return answer();
  };

  const replay = (events: Iterable<Event>): SegmentChange[] => {
    const log = inOrder([...events, ...history.events].filter((event) => !flaw(event)));
    const why = unfilled ? 'definitions' : 'late';
    const { moment }: Mark = Object(unfilled).mark ?? marks[0];
    const old = log.filter(({ time }) => time <= moment.now);
    // of the records that were taken in some are gone: what was made of them stays
    const known = old.length < moment.records && snapshot();
    unfilled = undefined;
    needsReplay = false;
    marks = [birth];
    machine.filled = {};
    history.events = log;
    for (const { id, time } of log) history.remember(id, time);
    if (known) {
      const { now } = world;
      // changes of traits are kept for longer than all else
      const since = old.find(({ name }) => name !== SET)?.time ?? moment.now;
      quietly(() => fill(machine, birth, old, since, known));
      marks = [machine.mark()];
      history.events = history.since(moment.now);
      world.now = now;
    }
    goBack(why, NEVER);
    return answer();
  };

  const snapshot = (): Snapshot => ({
    streams: Object.fromEntries(live.streams.map((stream) => [stream.canon, stream.save()])),
    now: machine.mark(),
    mark: marks[0] as Mark,
    filled: machine.filled,
    // what lacked something is kept until it is filled
    ...Object(unfilled),
    form: FORM,
    told: [...told],
    ids: history.ids,
    tail: [...history.events],
    needsReplay,
    sets,
  });

  const restore = (saved: Snapshot): void => {
    if ([...saved.tail].some(flaw)) throw new TypeError();
    machine.filled = { ...saved.filled };
    for (const [id, last] of saved.told) told.set(id, last);
    for (const [id, time] of saved.ids) history.remember(id, time);
    history.events = [...saved.tail];
    ({ sets, needsReplay } = saved);
    for (const stream of live.streams) {
      const old = own(saved.streams, stream.canon);
      if (old) stream.load(old);
    }
    if (machine.load(saved.now)) marks = [saved.mark];
    else {
      machine.load(birth);
      const { now, traits } = saved.now.moment;
      machine.stand({ now, traits });
      needsReplay = now > BEFORE_ALL;
      if (needsReplay) unfilled = saved;
    }
    sinceMark = history.events.length;
    reason = 'removed';
    for (const [id, [isIn]] of told) if (isIn && !plan.segments.includes(id)) tell(id, false, world.now);
    net('definitions', () => {});
  };

  const saved = options.snapshot as unknown as Snapshot | undefined;
  if (saved !== undefined)
    try {
      if (saved.form === FORM) restore(saved);
      else unfilled = needsReplay = true;
    } catch {
      // damaged: nothing of it is believed
      return createEngine(compiled, { ...options, snapshot: false });
    }

  return {
    apply: (event) => applyAll([event]),
    applyAll,
    setTraits: (traits, time) =>
      applyAll([
        {
          id: `$set-${String(++sets).padStart(12, '0')}`,
          name: SET,
          time,
          session: world.session,
          props: traits,
        },
      ]),
    advance: (time) => {
      if (typeof time !== 'number' || !(time < LATEST))
        throw new EthogramError('invalid-options', `No time: ${time}. Expected milliseconds since 1970.`);
      passTo(time);
      return answer();
    },
    nextDueAt: () => {
      const due = machine.nextDue();
      return due < NEVER ? due : undefined;
    },
    get needsReplay() {
      return needsReplay;
    },
    replay,
    segments: () => new Set([...told].flatMap(([id, [isIn]]) => (isIn ? id : []))),
    metric: (name) => (plan.metrics.includes(name) ? (live.named(name).read() as Value) : undefined),
    trait: (path) => [pathInto(path)(world.traits)].flat()[0] as Json | undefined,
    foresee: () => quietly(() => foresee(machine)),
    explain: (id) => quietly(() => explain(machine, id, told.get(id)?.[0] ?? false, needsReplay)),
    snapshot: () => snapshot() as unknown as Json,
  };
};
