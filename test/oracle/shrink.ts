/** Smaller scenarios than one that failed, so that what is printed can be read. */
import type { Condition, Definitions, Metric, Segment } from './language.js';
import type { Call, Scenario } from './random-scenario.js';

function* without<T>(list: readonly T[]): Generator<T[]> {
  for (let size = Math.ceil(list.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let i = 0; i < list.length; i += size) yield [...list.slice(0, i), ...list.slice(i + size)];
  }
}

function* simplerConditions(condition: Condition): Generator<Condition> {
  if (condition.not !== undefined) {
    yield condition.not;
    for (const not of simplerConditions(condition.not)) yield { not };
  }
  for (const key of ['all', 'any'] as const) {
    const list = condition[key];
    if (list === undefined) continue;
    yield* list;
    for (const [i, one] of list.entries()) {
      if (list.length > 1) yield { [key]: list.filter((_, j) => j !== i) };
      for (const simpler of simplerConditions(one))
        yield { [key]: list.map((old, j) => (j === i ? simpler : old)) };
    }
  }
  if (condition.atLeast !== undefined) {
    const list = condition.of as Condition[];
    yield* list;
    for (const [i, one] of list.entries()) {
      for (const simpler of simplerConditions(one)) {
        yield { ...condition, of: list.map((old, j) => (j === i ? simpler : old)) };
      }
    }
  }
  const keys = Object.keys(condition);
  for (const key of ['over', 'times', 'within', 'same', 'halfLife'] as const) {
    if (keys.includes(key)) yield omit(condition, key);
  }
  yield* simplerSelectors(condition);
}

function omit<T extends object>(from: T, key: string): T {
  return Object.fromEntries(Object.entries(from).filter(([name]) => name !== key)) as T;
}

/** The same with one key of one selector, however deep, left out. */
function* simplerSelectors<T extends object>(owner: T): Generator<T> {
  for (const [key, value] of Object.entries(owner)) {
    if (typeof value !== 'object' || value === null || ['all', 'any', 'not'].includes(key)) continue;
    if (!Array.isArray(value) && ('event' in value || 'sequence' in value)) {
      for (const optional of ['where', 'within', 'gap', 'without', 'same', 'each']) {
        if (optional in value) yield { ...owner, [key]: omit(value, optional) };
      }
      if ('event' in value && Object.keys(value).length === 1) yield { ...owner, [key]: value.event };
    }
    for (const simpler of simplerSelectors(value)) {
      yield { ...owner, [key]: Array.isArray(value) ? Object.values(simpler) : simpler };
    }
  }
}

function* simplerSegments(segment: Segment): Generator<Segment> {
  for (const key of [
    'until',
    'enterAfter',
    'exitAfter',
    'cooldown',
    'exclusive',
    'sample',
    'activeFrom',
    'activeTo',
  ]) {
    if (key in segment) yield omit(segment, key);
  }
  for (const when of simplerConditions(segment.when)) yield { ...segment, when };
  if (segment.until !== undefined)
    for (const until of simplerConditions(segment.until)) yield { ...segment, until };
}

function names(of: unknown): string {
  return JSON.stringify(of);
}

function* simplerDefinitions(definitions: Definitions): Generator<Definitions> {
  const segments = definitions.segments ?? [];
  for (const fewer of without(segments)) {
    const kept = new Set(fewer.map(({ id }) => id));
    const gone = segments.filter(({ id }) => !kept.has(id));
    if (!gone.some(({ id }) => names(fewer).includes(`"segment":"${id}"`)))
      yield { ...definitions, segments: fewer };
  }
  for (const [table, key] of [
    ['metrics', 'metric'],
    ['classifiers', 'classifier'],
    ['models', 'model'],
  ] as const) {
    const entries = Object.entries(definitions[table] ?? {});
    for (const [name] of entries) {
      const rest = {
        ...definitions,
        [table]: Object.fromEntries(entries.filter(([other]) => other !== name)),
      };
      if (!names(rest).includes(`"${key}":"${name}"`)) yield rest;
    }
  }
  for (const key of ['timeZone', 'weekStart']) if (key in definitions) yield omit(definitions, key);
  for (const [i, segment] of segments.entries()) {
    for (const simpler of simplerSegments(segment)) {
      yield { ...definitions, segments: segments.map((old, j) => (j === i ? simpler : old)) };
    }
  }
  for (const [name, metric] of Object.entries(definitions.metrics ?? {})) {
    for (const simpler of simplerMetrics(metric)) {
      yield { ...definitions, metrics: { ...definitions.metrics, [name]: simpler } };
    }
  }
}

function* simplerMetrics(metric: Metric): Generator<Metric> {
  for (const key of ['over', 'times']) if (key in metric) yield omit(metric, key);
  yield* simplerSelectors(metric);
}

function* simplerCalls(call: Call): Generator<Call> {
  if (call.do === 'setTraits')
    for (const key of Object.keys(call.traits)) yield { ...call, traits: omit(call.traits, key) };
  if (call.do !== 'apply') return;
  for (const key of Object.keys(call.event.props))
    yield { ...call, event: { ...call.event, props: omit(call.event.props, key) } };
}

export function* simpler(scenario: Scenario): Generator<Scenario> {
  for (const definitions of simplerDefinitions(scenario.definitions)) yield { ...scenario, definitions };
  for (const calls of without(scenario.calls)) yield { ...scenario, calls };
  for (const [i, call] of scenario.calls.entries()) {
    for (const less of simplerCalls(call))
      yield { ...scenario, calls: scenario.calls.map((old, j) => (j === i ? less : old)) };
  }
}
