import { isObject, type Json, own } from '../base/json.js';
import { NEVER } from '../base/time.js';
import type { CompiledPlan } from './compile.js';
import type { Core, Standing, State } from './core.js';
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

const saveStanding = ({ membership, entered, since }: Standing): Json => [
  saveMembership(membership),
  entered,
  finite(since),
];
const loadStanding = (saved: Json): Standing => {
  const [membership, entered, since] = saved as [Json, boolean, number | null];
  return { membership: loadMembership(membership), entered, since: instant(since, Number.NEGATIVE_INFINITY) };
};

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
  standings: keyed(plan.segmentPlans, state.standings, saveStanding),
  before: keyed(plan.segmentPlans, state.before, saveStanding),
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
    standings: unkeyed(plan.segmentPlans, saved.standings, loadStanding),
    before: unkeyed(plan.segmentPlans, saved.before, loadStanding),
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
