/** The engine over a log of several visitors. */
import {
  compile,
  createEngine,
  type Definitions,
  type Engine,
  type Explanation,
  formatExplanation,
  type Plan,
  type Value,
} from 'ethogram/engine';
import type { VisitorEvent } from './samples/diary.js';

/** From when to when somebody was in a segment, in epoch milliseconds. */
export type Stay = readonly [from: number, to: number];

export interface Row {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly stays: { readonly [visitor: string]: readonly Stay[] };
}

/** What is known at one instant of one visitor. */
export interface Look {
  readonly at: number;
  readonly explanation?: Explanation;
  /** The same in words. */
  readonly words: string;
  readonly metrics: readonly (readonly [name: string, value: Value])[];
  /** The latest events, the last one first. */
  readonly events: readonly VisitorEvent[];
}

/** Events that are shown. */
const LATEST = 6;

export const timeZoneOf = ({ timeZone }: Partial<Definitions>): string => {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: timeZone ?? 'UTC' }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
};

export class Run {
  readonly plan: Plan;
  readonly #logs = new Map<string, VisitorEvent[]>();

  /** `events` in order of time. What is faulty in the definitions is left out. */
  constructor(
    definitions: Definitions,
    readonly events: readonly VisitorEvent[],
  ) {
    this.plan = compile(definitions, { lenient: true });
    for (const event of events) {
      const log = this.#logs.get(event.visitor);
      if (log) log.push(event);
      else this.#logs.set(event.visitor, [event]);
    }
  }

  #engineOf(visitor: string): Engine {
    return createEngine(this.plan, { visitorId: visitor });
  }

  /** Who was in which segment when, up to `end`. */
  rows(end: number): Row[] {
    const stays = new Map(this.plan.segments.map((id) => [id, {} as { [visitor: string]: Stay[] }]));
    for (const [visitor, log] of this.#logs) {
      const engine = this.#engineOf(visitor);
      for (const { segment, type, time } of [...engine.applyAll(log), ...engine.advance(end)]) {
        const all = stays.get(segment) as { [visitor: string]: Stay[] };
        all[visitor] ??= [];
        if (type === 'enter') all[visitor].push([time, end]);
        else all[visitor].push([(all[visitor].pop() as Stay)[0], time]);
      }
    }
    const said = new Map(this.plan.definitions.segments?.map((segment) => [segment.id as string, segment]));
    return this.plan.segments.map((id) => ({
      id,
      name: said.get(id)?.name ?? id,
      description: said.get(id)?.description ?? '',
      stays: stays.get(id) ?? {},
    }));
  }

  /** How things stand for a visitor at an instant. */
  look(visitor: string, at: number, segment: string): Look {
    const log = (this.#logs.get(visitor) ?? []).filter(({ time }) => time <= at);
    const engine = this.#engineOf(visitor);
    engine.applyAll(log);
    engine.advance(at);
    const explanation = engine.explain(segment);
    const timeZone = timeZoneOf(this.plan.definitions);
    return {
      at,
      ...(explanation && { explanation }),
      words: explanation ? formatExplanation(explanation, { timeZone }) : '',
      metrics: this.plan.metrics.map((name) => [name, engine.metric(name)]),
      events: log.slice(-LATEST).reverse(),
    };
  }
}
