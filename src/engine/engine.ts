import { EthogramError } from '../base/errors.js';
import { type Json, own } from '../base/json.js';
import { NEVER } from '../base/time.js';
import { type Event, SET } from '../event/types.js';
import type { SegmentChange } from '../segment/types.js';
import type { CompiledPlan } from './compile.js';
import { History, inOrder, isBefore } from './history.js';
import { instantOf, Machine, type Mark } from './machine.js';
import { pathInto } from './paths.js';
import { flaw } from './record.js';
import type { Engine, EngineOptions, Plan } from './types.js';

/** A mark is set after this many records; between the oldest and now lie at least the last 1,000. */
const STRIDE = 512;
const MARKS = 3;

/** Snapshots of another form are not read: a wrong membership is worse than a slow one. */
const FORM = 1;

interface Snapshot {
  readonly form: number;
  /** What the calendar is read by: another one means other days. */
  readonly zone: string;
  readonly told: readonly [segment: string, isIn: boolean, time: number][];
  readonly ids: readonly string[];
  readonly tail: readonly Event[];
  readonly waiting: readonly Event[];
  readonly needsReplay: boolean;
  readonly sinceMark: number;
  readonly sets: number;
  readonly now: Mark;
  readonly streams: { readonly [canon: string]: Json };
  /** The oldest mark, unless it is the one from before the first record, which needs no keeping. */
  readonly mark: Mark | boolean;
}

/** An engine for one visitor over compiled definitions; continues from a snapshot if one is given. */
export const createEngine = (compiled: Plan, options: EngineOptions = {}): Engine => {
  const plan = compiled as CompiledPlan;
  const history = new History();
  /** What was told last of each segment. */
  const told = new Map<string, readonly [isIn: boolean, time: number]>();
  /** Settled states to which a record that comes late can go back. */
  let marks: Mark[] = [];
  let sinceMark = 0;
  /** Records that came too late to be put in their place. */
  let waiting: Event[] = [];
  /** The snapshot lacked something: nothing is told until the log is handed in. */
  let unfilled = false;
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

  const newMachine = (): Machine =>
    new Machine(plan, options, ({ id, member }) => {
      if (!quiet && !unfilled) tell(id, member.entered, member.since as number);
    });
  let machine = newMachine();
  const now = (): number => machine.world.now;

  const answer = (): SegmentChange[] => {
    const all = changes.sort((a, b) => a.time - b.time);
    changes = [];
    return all;
  };

  /** Goes through something without telling of it, then tells the net difference. */
  const net = (why: SegmentChange['reason'], work: () => void): void => {
    quiet = true;
    work();
    quiet = false;
    if (unfilled) return;
    reason = why;
    for (const { id, member } of machine.segments) {
      const [wasIn, time] = told.get(id) ?? [false, -NEVER];
      const { entered, since = -NEVER } = member;
      if (entered !== wasIn) tell(id, entered, since > time ? since : now());
    }
  };

  const mark = (): void => {
    marks.push(machine.mark());
    sinceMark = 0;
    if (marks.length > MARKS) marks.shift();
    const [oldest] = marks as [Mark];
    history.forget(instantOf(oldest));
    machine.live.streams.forEach((stream, index) => {
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

  /** Takes in records after a mark, and lets time pass to where it was. */
  const again = (events: readonly Event[], end: number): void => {
    sinceMark = 0;
    for (const event of events) append(event);
    passTo(end);
  };

  const apply = (event: Event): SegmentChange[] => {
    const wrong = flaw(event);
    if (wrong)
      throw new EthogramError(
        'invalid-event',
        `This is no ${wrong} of an event: ${String(event?.[wrong])}. The event was left out.`,
      );
    const known = history.knows(event.id) && history.events.find(({ id }) => id === event.id);
    if (history.knows(event.id) && !(known && isBefore(event, known))) return answer();
    if (known) history.drop(known); // of records with one id the earliest counts
    const last = history.events.at(-1);
    const late = event.time < now();
    history.add(event);
    if (!late && !known && !(last && isBefore(event, last))) {
      if (event.time > now()) append(event);
      // the instant is settled anew, as if its records had come together
      else net(event.name === SET ? 'traits' : 'event', () => append(event));
      return answer();
    }
    const older = marks.filter((mark) => instantOf(mark) < event.time);
    const back = older.at(-1);
    if (back) {
      marks = older;
      const end = now();
      net(late ? 'late' : 'event', () => {
        machine.load(back);
        again(
          history.events.filter(({ time }) => time > instantOf(back)),
          end,
        );
      });
    } else {
      history.drop(event);
      waiting.push(event);
      needsReplay = true;
    }
    return answer();
  };

  const replay = (events: Iterable<Event>): SegmentChange[] => {
    const log = inOrder([...events, ...history.events, ...waiting]).filter((event) => !flaw(event));
    const end = now();
    const why = unfilled ? 'definitions' : 'late';
    machine = newMachine();
    marks = [];
    history.events = [];
    waiting = [];
    unfilled = needsReplay = false;
    mark();
    net(why, () => {
      for (const event of log) history.add(event);
      again(log, end);
    });
    return answer();
  };

  const zone = `${plan.timeZone} ${machine.world.sunday}`;

  const snapshot = (): Snapshot => ({
    form: FORM,
    zone,
    told: [...told].map(([id, [isIn, time]]) => [id, isIn, time]),
    ids: history.ids,
    tail: history.events,
    waiting,
    needsReplay,
    sinceMark,
    sets,
    now: machine.mark(),
    streams: Object.fromEntries(machine.live.streams.map((stream) => [stream.canon, stream.save()])),
    mark: marks[0] && instantOf(marks[0]) > -NEVER ? marks[0] : marks.length > 0,
  });

  const load = (saved: Snapshot): void => {
    if (saved?.form !== FORM) {
      unfilled = needsReplay = true;
      return;
    }
    for (const [id, isIn, time] of saved.told) told.set(id, [isIn, time]);
    for (const id of saved.ids) history.remember(id);
    for (const event of saved.tail) history.add(event);
    ({ sets, sinceMark, needsReplay } = saved);
    waiting = [...saved.waiting];
    const { streams } = machine.live;
    const canons = streams.map(({ canon }) => canon);
    // the places in a mark go by the order of the streams, which another plan may not share
    const ends = canons.map((canon) => saved.now.ends[Object.keys(saved.streams).indexOf(canon)] as number);
    const complete =
      saved.zone === zone &&
      canons.every((canon, index) => {
        const rows = own(saved.streams, canon);
        if (rows) streams[index]?.load(rows);
        return rows;
      }) &&
      machine.load({ ...saved.now, ends });
    if (!complete && instantOf(saved.now) > -NEVER) {
      machine = newMachine();
      const { traits } = saved.now.world as { traits: {} };
      Object.assign(machine.world, { now: instantOf(saved.now), traits });
      unfilled = needsReplay = true;
    } else if (canons.join() !== Object.keys(saved.streams).join()) marks = [];
    else if (saved.mark !== true) marks = saved.mark ? [saved.mark] : [];
    reason = 'removed';
    for (const [id, [isIn]] of told) if (isIn && !plan.segments.includes(id)) tell(id, false, now());
    net('definitions', () => {});
  };

  mark();
  if (options.snapshot !== undefined) load(options.snapshot as unknown as Snapshot);

  return {
    apply,
    setTraits: (traits, time) =>
      apply({
        id: `$set-${String(++sets).padStart(12, '0')}`,
        name: SET,
        time,
        session: machine.world.session,
        props: traits,
      }),
    advance: (time) => {
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
    metric: (name) => (plan.metrics.includes(name) ? machine.live.named(name).read() : undefined),
    trait: (path) => {
      let found: Json | undefined;
      pathInto(path)(machine.world.traits, (value) => {
        found = value as Json;
        return true;
      });
      return found;
    },
    snapshot: () => snapshot() as unknown as Json,
  };
};
