import { type Event, SET, type Traits } from '../event/types.js';
import type { Definitions } from '../segment/types.js';
import { compile } from './compile.js';
import { createEngine } from './engine.js';
import { inOrder } from './history.js';
import type { Value } from './types.js';

export interface Evaluation {
  /** Records of the log, in any order. */
  readonly events: Iterable<Event>;
  /** Traits that are known from before the first record. */
  readonly traits?: Traits;
  /** The instant asked about, in epoch milliseconds; later records are ignored. */
  readonly at: number;
  readonly visitorId?: string;
  readonly timeZone?: string;
  readonly sessionTimeout?: number;
}

/**
 * Who is in which segment at an instant, in one shot: the ids in file order, and the named metrics that have a value.
 * Throws a DefinitionError for definitions with faults and an EthogramError for a record that is none.
 */
export const evaluate = (
  definitions: Definitions,
  { events, traits, at, ...options }: Evaluation,
): { segments: string[]; metrics: Record<string, Exclude<Value, undefined>> } => {
  const plan = compile(definitions);
  const engine = createEngine(plan, options);
  const log = inOrder(events).filter(({ time }) => time <= at);
  if (traits) log.unshift({ id: '\u0000', name: SET, time: log[0]?.time ?? at, session: '', props: traits });
  for (const event of log) engine.apply(event);
  engine.advance(at);
  const inside = engine.segments();
  const values = plan.metrics.map((name) => [name, engine.metric(name)] as const);
  return {
    segments: plan.segments.filter((id) => inside.has(id)),
    metrics: Object.fromEntries(values.filter(([, value]) => value !== undefined)) as Record<
      string,
      Exclude<Value, undefined>
    >,
  };
};
