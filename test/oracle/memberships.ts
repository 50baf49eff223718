/** Who is in which segment from the first record on: a fold over the instants at which anything may change. */
import { holds } from './conditions.js';
import { instantsOf, leafConditions } from './instants.js';
import { instant, type Segment, span } from './language.js';
import { bucket } from './sample.js';
import type { World } from './world.js';

export interface Transition {
  segment: string;
  type: 'enter' | 'exit';
  time: number;
}

interface State {
  /** In by the segment's own rules, whatever its group says. */
  in: boolean;
  /** Since when the way in, or the way out, has held without a break. */
  qualifies: number | undefined;
  leaves: number | undefined;
  left: number | undefined;
}

const references = ({ when, until }: Segment): string[] =>
  [when, ...(until === undefined ? [] : [until])]
    .flatMap(leafConditions)
    .map((leaf) => leaf.segment)
    .filter((id) => id !== undefined);

/** Groups and lone segments, each after all to which it refers; within a group the order of the file. */
function units(segments: readonly Segment[]): Segment[][] {
  const groups = new Map<string, Segment[]>();
  for (const segment of segments) {
    const key = segment.exclusive === undefined ? `segment ${segment.id}` : `group ${segment.exclusive}`;
    groups.set(key, [...(groups.get(key) ?? []), segment]);
  }
  const done: Segment[][] = [];
  const visit = (unit: Segment[]) => {
    if (done.includes(unit)) return;
    for (const id of unit.flatMap(references)) {
      const other = [...groups.values()].find((members) => members.some((member) => member.id === id));
      if (other === undefined || other === unit) throw new Error(`bad reference: ${id}`);
      visit(other);
    }
    done.push(unit);
  };
  for (const unit of groups.values()) visit(unit);
  return done;
}

/** Instants in order, more of which may be put in while they are gone through. */
class Agenda {
  readonly #later: number[] = [];
  #next = 0;
  constructor(readonly known: readonly number[]) {}
  add(t: number, after: number): void {
    if (t > after && !this.#later.includes(t)) this.#later.push(t);
  }
  take(): number | undefined {
    const planned = this.known[this.#next];
    const soonest = Math.min(planned ?? Number.POSITIVE_INFINITY, ...this.#later);
    if (soonest === Number.POSITIVE_INFINITY) return undefined;
    if (planned === soonest) this.#next++;
    const i = this.#later.indexOf(soonest);
    if (i >= 0) this.#later.splice(i, 1);
    return soonest;
  }
}

export function memberships(world: World, at: number): { segments: string[]; transitions: Transition[] } {
  const segments = world.definitions.segments ?? [];
  const order = units(segments);
  const agenda = new Agenda(instantsOf(world, segments, at));
  const states = new Map<string, State>(
    segments.map(({ id }) => [id, { in: false, qualifies: undefined, leaves: undefined, left: undefined }]),
  );
  const transitions: Transition[] = [];
  let shown = new Set<string>();

  /** Brings one segment to an instant by its own rules. */
  const step = (segment: Segment, t: number, isIn: (id: string) => boolean): boolean => {
    const state = states.get(segment.id) as State;
    const { activeFrom, activeTo, sample, cooldown, until } = segment;
    const when = holds(world, segment.when, t, isIn);
    const ends = until !== undefined && holds(world, until, t, isIn);
    const active =
      (activeFrom === undefined || t >= instant(activeFrom)) &&
      (activeTo === undefined || t < instant(activeTo));
    const sampled =
      sample === undefined ||
      bucket(sample.salt ?? segment.id, world.visitorId) < Math.round(sample.percent * 100);
    const rested =
      state.left === undefined ||
      cooldown === undefined ||
      (cooldown !== 'forever' && t >= state.left + span(cooldown));
    const qualifies = when && !ends && active && sampled && rested;
    const leaves = (until === undefined ? !when : ends) || !active;

    state.qualifies = qualifies ? (state.qualifies ?? t) : undefined;
    state.leaves = leaves ? (state.leaves ?? t) : undefined;
    if (!state.in && state.qualifies !== undefined) {
      const due = state.qualifies + span(segment.enterAfter ?? '0ms');
      if (t >= due) state.in = true;
      else agenda.add(due, t);
    } else if (state.in && state.leaves !== undefined) {
      const due = active ? state.leaves + span(segment.exitAfter ?? '0ms') : t;
      if (t >= due) {
        state.in = false;
        state.left = t;
        if (cooldown !== undefined && cooldown !== 'forever') agenda.add(t + span(cooldown), t);
      } else agenda.add(due, t);
    }
    return state.in;
  };

  for (let t = agenda.take(); t !== undefined && t <= at; t = agenda.take()) {
    const now = new Set<string>();
    for (const unit of order) {
      const entered = unit.filter((segment) => step(segment, t, (id) => now.has(id)));
      for (const { id } of unit[0]?.exclusive === undefined ? entered : entered.slice(0, 1)) now.add(id);
    }
    for (const { id } of segments) {
      if (now.has(id) !== shown.has(id))
        transitions.push({ segment: id, type: now.has(id) ? 'enter' : 'exit', time: t });
    }
    shown = now;
  }
  return { segments: segments.map(({ id }) => id).filter((id) => shown.has(id)), transitions };
}
