import { has, isObject, own } from '../base/json.js';
import type { LeafPlan } from './leaves.js';
import { FORMS } from './metrics/forms.js';
import type { MetricPlan } from './metrics/types.js';
import type { Part } from './parts.js';
import { Report } from './report.js';
import { type Names, readSelector } from './selectors.js';
import type { Column, Find } from './streams.js';
import type { World } from './world.js';

/** A distinct selector of the definitions. */
export interface StreamPlan {
  readonly canon: string;
  readonly names: Names;
  /** What the metrics over it want of each event. */
  readonly columns: Column[];
  /** Finds its events; a finder that remembers is a part as well. */
  create(world: World): Find & Partial<Part>;
}

/** What has been read of a definition file so far: every distinct selector, metric and condition once. */
export class Compilation {
  readonly report = new Report();
  readonly streams: StreamPlan[] = [];
  readonly metrics: MetricPlan[] = [];
  readonly leaves: LeafPlan[] = [];
  /** Paths of the traits that conditions read. */
  readonly traits = new Set<string>();
  readonly #known = new Map<string, number>();
  readonly #named = new Map<string, number | undefined | 'reading'>();

  constructor(readonly file: Record<string, unknown>) {}

  /** The index of what is already there under its canonical form, or of what is added now. */
  #once<T extends { readonly canon: string }>(kind: string, list: T[], thing: T): number {
    const key = kind + thing.canon;
    let index = this.#known.get(key);
    if (index === undefined) {
      index = list.push(thing) - 1;
      this.#known.set(key, index);
    }
    return index;
  }

  /** Reads a selector that feeds something else than a stream of its own. */
  read(json: unknown, place: string): StreamPlan {
    return readSelector(json, place, this.report, true);
  }

  /** The stream of a selector. */
  stream(json: unknown, place: string, mayEach = true): number {
    return this.addStream(readSelector(json, place, this.report, mayEach));
  }

  addStream(plan: StreamPlan): number {
    return this.#once('stream', this.streams, plan);
  }

  /** The place of a column among those of a stream. */
  column(stream: number, column: Column): number {
    const { columns } = this.streams[stream] as StreamPlan;
    const index = columns.findIndex(({ canon }) => canon === column.canon);
    return index >= 0 ? index : columns.push(column) - 1;
  }

  addMetric(plan: MetricPlan): number {
    return this.#once('metric', this.metrics, plan);
  }

  leaf(plan: LeafPlan): number {
    return this.#once('leaf', this.leaves, plan);
  }

  /** The form of metric that an object holds, by its head. */
  head(json: Record<string, unknown>): string | undefined {
    for (const head of FORMS.keys()) if (has(json, head)) return head;
    return undefined;
  }

  /** Reads a metric; `more` are keys that belong to something else in the same object. */
  metric(json: unknown, place: string, more: readonly string[] = []): number | undefined {
    const { report } = this;
    const head = isObject(json) ? this.head(json) : undefined;
    const form = head && FORMS.get(head);
    if (!head || !form) {
      return report.fault(
        json === undefined ? 'missing' : 'unknown-form',
        place,
        json,
        `a metric: one of ${[...FORMS.keys()].join(', ')}`,
      );
    }
    const object = report.object(json, place, 'a metric', new Set([head, ...form.keys, ...more])) as Record<
      string,
      unknown
    >;
    const plan = form.read(object, head, place, this);
    return typeof plan === 'object' ? this.addMetric(plan) : plan;
  }

  /** The metric of a name. */
  named(name: unknown, place: string): number | undefined {
    return this.dictionary('metrics', name, place, (json, where) => this.nested(json, where));
  }

  /** Reads a metric that stands inside something else. */
  nested(json: unknown, place: string): number | undefined {
    return this.report.deeper(place, json, () => this.metric(json, place));
  }

  /** What stands under a name in one of the file's dictionaries; read once, circles found. */
  dictionary(
    section: string,
    name: unknown,
    place: string,
    read: (json: unknown, place: string) => number | undefined,
  ): number | undefined {
    const { report } = this;
    const text = report.text(name, place, `a name among ${section}`);
    const key = `${section}.${text}`;
    const known = this.#named.get(key);
    if (known === 'reading') return report.fault('circle', place, text, 'no circle of references');
    if (this.#named.has(key)) {
      if (known === undefined) report.unsound++;
      return known as number | undefined;
    }
    const dictionary = this.file[section];
    const json = isObject(dictionary) ? own(dictionary, text) : undefined;
    if (json === undefined) return report.fault('unknown-reference', place, text, `a name among ${section}`);
    this.#named.set(key, 'reading');
    const before = report.unsound;
    const index = read(json, key);
    this.#named.set(key, report.unsound === before ? index : undefined);
    return report.unsound === before ? index : undefined;
  }
}
