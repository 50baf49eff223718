import { canonical, has, isObject, type Json, own } from '../base/json.js';
import { abandonment } from './abandonment.js';
import type { Field } from './fields.js';
import { TEST_KEYS } from './grammar.js';
import { clock, leafOf, trait } from './leaves.js';
import { untilAnniversary } from './metrics/anniversary.js';
import { classifier } from './metrics/classifier.js';
import { composite, model } from './metrics/composite.js';
import type { Make, Metric } from './metrics/metric.js';
import { WINDOWED, windowed } from './metrics/windowed.js';
import type { Feed, Leaf, Node, Segment } from './nodes.js';
import { fingerprint } from './sample.js';
import { readEvents, type Selector } from './selectors.js';
import { readSequence } from './sequences.js';
import { States } from './state.js';
import { Stream } from './streams.js';
import type { World } from './world.js';

type Entries = { readonly [key: string]: Json };

/** How each form of metric comes to life; the last three stand in conditions only. */
const MAKERS: { readonly [head: string]: Make } = {
  ...Object.fromEntries(Object.keys(WINDOWED).map((head) => [head, windowed])),
  score: classifier,
  classifier,
  model,
  untilAnniversary,
  ratio: composite,
  difference: composite,
  total: composite,
  metric: ({ metric }, _, __, live) => live.named(metric as string),
  trait,
  now: clock,
  abandoned: abandonment,
};

/** Where an event of a stream lies in the window of a metric. */
export interface Cursor {
  readonly stream: Stream;
  /** `from` is the first position that is still needed. */
  readonly state: { readonly from: number };
  /** Brings the window up to now. */
  pull(): void;
}

/** Where the names stand that are under these keys. */
export const PARTS: Entries = { metric: 'metrics', classifier: 'classifiers', model: 'models' };

/** The parts of one engine, as they come to life from sound definitions: every distinct one once. */
export class Live {
  readonly states = new States();
  readonly streams: Stream[] = [];
  readonly cursors: Cursor[] = [];
  readonly leaves: Node[] = [];
  /** The segments by their ids, and with each those that are decided together with it. */
  readonly segments = new Map<
    string,
    { readonly segment: Segment; readonly group: Node; readonly unit: readonly Segment[] }
  >();
  /** Feeds that are no selectors: changes of session, any `$set`, and of each trait. */
  readonly session: Feed = { nodes: [] };
  readonly sets: Feed = { nodes: [] };
  readonly fields = new Map<string, Field>();
  /** Another one whenever anything may have changed. */
  tick = 0;
  readonly #known = new Map<string, unknown>();

  constructor(
    readonly file: Entries,
    readonly world: World,
  ) {}

  once<T>(key: string, make: () => T): T {
    if (!this.#known.has(key)) this.#known.set(key, make());
    return this.#known.get(key) as T;
  }

  /** What stands under a name in a part of the file. */
  part(section: string, name: string): Entries {
    return own((this.file[section] ?? {}) as Entries, name) as Entries;
  }

  /** The canonical form of a piece of the file: names in it count by what they stand for. */
  canon(json: Json): string {
    return canonical(json, (key, value) => {
      if (typeof value !== 'string') return value;
      if (key === 'segment') return this.segments.get(value)?.segment.canon ?? value;
      const section = own(PARTS, key) as string | undefined;
      const part = section && this.part(section, value);
      return part ? this.once(`canon ${section} ${value}`, () => fingerprint(this.canon(part))) : value;
    });
  }

  /** Reads a selector for one user: a sequence remembers what it was asked. */
  selector(json: Json): Selector {
    return isObject(json) && json.sequence
      ? readSequence(json as unknown as Parameters<typeof readSequence>[0], this)
      : readEvents(json, this.world);
  }

  stream(json: Json): Stream {
    return this.once(`selector ${canonical(json)}`, () => this.addStream(this.selector(json)));
  }

  /** The feed of what stands at the head of a path. */
  field(path: string): Field {
    const [key] = path.split('.') as [string];
    const field = this.fields.get(key) ?? { nodes: [], facts: [], value: undefined };
    this.fields.set(key, field);
    return field;
  }

  addStream(selector: Selector): Stream {
    return this.once(`stream ${selector.canon}`, () => {
      const stream = new Stream(selector);
      this.streams.push(stream);
      return stream;
    });
  }

  /** What an object holds beside a test. */
  subject(json: Json): Entries {
    return Object.fromEntries(Object.entries(json as Entries).filter(([key]) => !TEST_KEYS.includes(key)));
  }

  /** The metric that an object holds; a test beside it is not looked at. */
  metric(json: Json): Metric {
    const entries = this.subject(json);
    const head = Object.keys(MAKERS).find((key) => has(entries, key)) as string;
    const canon = this.canon(entries);
    return this.once(`metric ${canon}`, () => (MAKERS[head] as Make)(entries, head, canon, this));
  }

  named(name: string): Metric {
    return this.metric(this.part('metrics', name));
  }

  /** Whether somebody is in a segment that has come to life. */
  reference(id: string): Leaf {
    const { segment, group } = this.segments.get(id) as { segment: Segment; group: Node };
    const { member } = segment;
    return {
      feed: group,
      answer: {
        get held() {
          return member.entered;
        },
      },
    };
  }

  leaf(json: Entries): Leaf {
    const canon = this.canon(json);
    return this.once(`leaf ${canon}`, () => leafOf(json, canon, this));
  }
}
