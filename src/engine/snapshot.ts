import { isObject, type Json, own } from '../base/json.js';
import { NEVER } from '../base/time.js';
import type { CompiledPlan } from './compile.js';
import type { Core, State } from './core.js';
import { loadMembership, saveMembership } from './membership.js';
import { fingerprint } from './sample.js';

/** Snapshots of another form are not read: a wrong membership is worse than a slow one. */
export const FORM = 1;

const finite = (time: number): number | null => (Number.isFinite(time) ? time : null);
const instant = (time: unknown, otherwise: number): number => (typeof time === 'number' ? time : otherwise);

const keyed = <T, P extends { readonly canon: string }>(
  plans: readonly (P | undefined)[],
  values: readonly (T | undefined)[],
  save: (value: T) => Json,
): Json => {
  const saved: Record<string, Json> = {};
  plans.forEach((plan, index) => {
    const value = values[index];
    if (plan && value !== undefined) saved[fingerprint(plan.canon)] = save(value);
  });
  return saved;
};

const unkeyed = <T, P extends { readonly canon: string }>(
  plans: readonly (P | undefined)[],
  saved: unknown,
  load: (value: Json) => T,
): (T | undefined)[] =>
  plans.map((plan) => {
    const value =
      plan && isObject(saved) ? own(saved as Record<string, Json>, fingerprint(plan.canon)) : undefined;
    return value === undefined ? undefined : load(value);
  });

const same = (value: Json): Json => value;

/** Standings by the rules of each segment alone; whether and since when it counts as entered, by its place in its group. */
const saveStandings = (plan: CompiledPlan, standings: State['standings']): Json => [
  keyed(plan.segmentPlans, standings, ({ membership }) => saveMembership(membership)),
  keyed(places(plan), standings, ({ entered, since }) => [entered, finite(since)]),
];
const loadStandings = (plan: CompiledPlan, json: Json): State['standings'] => {
  const [rules, place] = json as readonly Json[];
  const memberships = unkeyed(plan.segmentPlans, rules, loadMembership);
  const counted = unkeyed(places(plan), place, (saved) => saved as [boolean, number | null]);
  return memberships.map((membership, index) => {
    const known = counted[index];
    return (
      membership &&
      known && { membership, entered: known[0], since: instant(known[1], Number.NEGATIVE_INFINITY) }
    );
  });
};
const places = (plan: CompiledPlan) =>
  plan.segmentPlans.map((segment) => segment && { canon: segment.place });

/** A state as JSON, each part under the canonical form of what it belongs to. */
export const saveState = (plan: CompiledPlan, state: State): Json => ({
  now: finite(state.now),
  life: finite(state.life),
  traits: state.traits,
  session: state.session,
  sessionTime: finite(state.sessionTime),
  finders: keyed(plan.streams, state.finders, same),
  metrics: keyed(plan.metricPlans, state.metrics, same),
  free: keyed(plan.leaves, state.free, same),
  standings: saveStandings(plan, state.standings),
  before: saveStandings(plan, state.before),
});

/** A state for this plan: parts that the JSON knows nothing of are undefined. */
export const loadState = (plan: CompiledPlan, json: Json): State => {
  const saved = json as { [key: string]: Json };
  return {
    now: instant(saved.now, Number.NEGATIVE_INFINITY),
    life: instant(saved.life, NEVER),
    traits: saved.traits as State['traits'],
    session: String(saved.session),
    sessionTime: instant(saved.sessionTime, Number.NEGATIVE_INFINITY),
    finders: unkeyed(plan.streams, saved.finders, same),
    metrics: unkeyed(plan.metricPlans, saved.metrics, same),
    free: unkeyed(plan.leaves, saved.free, (value) => value === true),
    standings: loadStandings(plan, saved.standings as Json),
    before: loadStandings(plan, saved.before as Json),
  };
};

/** Whether a state lacks something that the plan asks for. */
export const isPartial = (plan: CompiledPlan, state: State): boolean =>
  state.metrics.includes(undefined) ||
  plan.segmentPlans.some((segment, index) => segment && !state.standings[index]) ||
  plan.leaves.some(({ free }, index) => free && state.free[index] === undefined);

export const saveStreams = (plan: CompiledPlan, core: Core): Json =>
  keyed(plan.streams, core.streams, (stream) => stream.save());

/** Fills the streams; false if the JSON lacks one. */
export const loadStreams = (plan: CompiledPlan, core: Core, saved: Json): boolean =>
  unkeyed(plan.streams, saved, same).every(
    (state, index) => state !== undefined && core.streams[index]?.load(state) === true,
  );

/** A number for each stream, as JSON. */
export const savePositions = (plan: CompiledPlan, positions: readonly number[]): Json =>
  keyed(plan.streams, positions, same);
export const loadPositions = (plan: CompiledPlan, saved: Json): number[] =>
  unkeyed(plan.streams, saved, Number).map((position) => position ?? 0);
