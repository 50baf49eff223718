/** Random definition files: small, but with thresholds near to what random logs reach. */

import type { Form } from './forms.js';
import type {
  Classifier,
  Condition,
  Definitions,
  Metric,
  Model,
  ObjectSelector,
  Segment,
  Selector,
  Test,
  Where,
  Window,
} from './language.js';
import type { Chance } from './random.js';

/** What the definitions of one scenario and its log have in common. */
export interface Scale {
  /** The log's grain in milliseconds: times and durations are mostly whole numbers of it, so that edges meet. */
  unit: number;
  start: number;
  end: number;
}

export const NAMES = ['a', 'a', 'b', 'b', 'c', 'cart_add', 'cart_view'];
/** Some often, so that they meet. */
export const WORDS = ['x', 'x', 'x', 'y', 'y', 'X', 'Straße', '1.2.0', '1.10.0', '1d'];

const UNITS: [string, number][] = [
  ['w', 6048e5],
  ['d', 864e5],
  ['h', 36e5],
  ['m', 6e4],
  ['s', 1e3],
  ['ms', 1],
];

export function asDuration(ms: number): string {
  let rest = ms;
  let text = '';
  for (const [unit, size] of UNITS) {
    const whole = Math.floor(rest / size);
    if (whole > 0) text += `${whole}${unit}`;
    rest -= whole * size;
  }
  return text === '' ? '0ms' : text;
}

type Kind = 'number' | 'text';

export class Author {
  readonly #metrics: { [name: string]: Metric } = {};
  readonly #kinds = new Map<string, Kind>();
  readonly #classifiers: { [name: string]: Classifier } = {};
  readonly #models: { [name: string]: Model } = {};

  constructor(
    readonly chance: Chance,
    readonly forms: ReadonlySet<Form>,
    readonly scale: Scale,
  ) {
    const list = [...forms];
    this.#often = new Set(chance.times(6, () => chance.pick(list)));
  }

  /** The forms that this file is fond of: each has too small a share of all to be met in earnest otherwise. */
  readonly #often: ReadonlySet<Form>;

  #may(form: Form, probability = 1): boolean {
    const often = this.#often.has(form) ? 4 : 1;
    return this.forms.has(form) && this.chance.yes(Math.min(Math.max(probability, 0.7), probability * often));
  }

  /** One of those that are allowed, mostly one of those that this file is fond of; nothing if none is allowed. */
  #one<T>(makers: readonly [form: Form, make: () => T][]): T | undefined {
    const allowed = makers.filter(([form]) => this.forms.has(form));
    const fond = allowed.filter(([form]) => this.#often.has(form));
    if (allowed.length === 0) return undefined;
    return this.chance.pick(fond.length > 0 && this.chance.yes(0.7) ? fond : allowed)[1]();
  }

  duration(least = 1, most = 10): string {
    return asDuration(this.chance.int(least, most) * this.scale.unit + (this.chance.yes(0.1) ? 1 : 0));
  }

  #instant(): string {
    const { start, end } = this.scale;
    const hour = 36e5;
    return new Date(Math.round(this.chance.int(start, end) / hour) * hour).toISOString();
  }

  // selectors

  #word(): string {
    return this.chance.pick(WORDS);
  }

  #textTest(): Test {
    const { chance } = this;
    const word = this.#word();
    const lower = this.#may('ignoreCase', 0.3) ? { ignoreCase: true } : {};
    const tests: Test[] = [
      { is: word, ...lower },
      { isNot: word, ...lower },
      { oneOf: [word, this.#word()], ...lower },
      { noneOf: [word, this.#word()], ...lower },
      { contains: chance.pick(['x', 'ß', '.', 'SS']), ...lower },
      { startsWith: chance.pick(['x', 'X', '1']), ...lower },
      { endsWith: chance.pick(['x', 'E', '0']), ...lower },
      { like: chance.pick(['*', '?', 'x*', '*.?.*', 'stra?e', '1*']), ...lower },
      { gte: word },
      { lt: word },
      { exists: chance.yes() },
      { isNot: word, exists: true },
    ];
    if (this.forms.has('version')) {
      const side = chance.pick(['1.2', 'v1.2.0', '1.10.0-rc.1', '2']);
      tests.push({ as: 'version', gte: side }, { as: 'version', is: side }, { as: 'version', lt: side });
    }
    return chance.pick(tests);
  }

  #numberTest(max = 4): Test {
    const { chance } = this;
    const n = chance.yes(0.6) ? chance.int(1, 2) : chance.int(0, max);
    return chance.pick<Test>([
      { gte: n },
      { gt: n },
      { lte: n },
      { lt: n },
      { is: n },
      { isNot: n },
      { between: [n, n + chance.int(0, 2)] },
      { oneOf: [n, n + 2] },
      { noneOf: [n, n + 1] },
      { gte: n, isNot: n + 1 },
      { exists: chance.yes() },
    ]);
  }

  #where(prefix = ''): Where {
    const { chance } = this;
    const one = (): [string, Where[string]] =>
      chance.pick<() => [string, Where[string]]>([
        () => [`${prefix}v`, this.#numberTest()],
        () => [`${prefix}k`, chance.yes(0.3) ? this.#word() : this.#textTest()],
        () => [`${prefix}v`, chance.pick([1, '1', true])],
        () => ['items.id', this.#textTest()],
        () => ['deep.x', this.#numberTest()],
        () => ['$session', { is: 's1' }],
        () => ['$hour', { between: [chance.int(0, 23), chance.int(0, 23)] }],
        () => ['$weekday', { between: [chance.int(1, 7), chance.int(1, 7)] }],
        () => ['$name', { oneOf: ['a', 'b'] }],
        () => [
          '$date',
          { between: [chance.pick(['03-28', '12-31', '10-24']), chance.pick(['03-29', '01-01', '11-01'])] },
        ],
        () => ['$time', { gte: this.scale.start + chance.int(0, 20) * this.scale.unit }],
      ])();
    return Object.fromEntries(chance.times(chance.yes(0.75) ? 1 : 2, one));
  }

  #names(): string | string[] {
    const { chance } = this;
    if (this.#may('glob', 0.2)) return chance.pick(['*', 'cart_*', '?', '*a*', 'cart_?dd']);
    if (this.#may('$set', 0.08)) return '$set';
    const name = chance.pick(NAMES);
    return chance.yes(0.2) ? [name, chance.pick(NAMES)] : name;
  }

  /** Without sequences and elements. */
  #plain(): Selector {
    const { chance } = this;
    const event = this.#names();
    if (!this.#may('where', 0.2)) return event;
    return { event, where: chance.yes(0.2) ? [this.#where(), this.#where()] : this.#where() };
  }

  #sequence(): ObjectSelector {
    const { chance } = this;
    const length = chance.pick([2, 2, 2, 3, 4]);
    return {
      sequence: chance.times(length, () => this.#plain()),
      ...(chance.yes(0.5) ? { within: this.duration(1, 15) } : {}),
      ...(chance.yes(0.35) ? { gap: this.duration(1, 8) } : {}),
      ...(chance.yes(0.35) ? { without: this.#plain() } : {}),
      ...(this.#may('sequence-same', 0.35) ? { same: chance.pick(['k', 'v', '$session', 'items.id']) } : {}),
    };
  }

  selector(elements = true): Selector {
    if (this.#may('sequence', 0.15)) return this.#sequence();
    if (elements && this.#may('each', 0.12)) {
      const where = this.#may('where', 0.5)
        ? {
            where: this.chance.pick<Where>([
              { price: this.#numberTest() },
              { id: this.#textTest(), price: { gte: 1 } },
              { $value: this.#textTest() },
              { k: this.#textTest(), id: { exists: true } },
            ]),
          }
        : {};
      return { event: this.#names(), each: this.chance.pick(['items', 'items', 'tags', 'k']), ...where };
    }
    return this.#plain();
  }

  // metrics

  #window(): { over?: Window } {
    const windows: [Form, () => Window][] = [
      ['sliding', () => this.duration()],
      ['sliding', () => this.duration()],
      ['sliding', () => this.duration()],
      [
        'ages',
        () => {
          const to = this.chance.int(0, 5);
          const from = to + this.chance.int(1, 8);
          return { from: asDuration(from * this.scale.unit), to: asDuration(to * this.scale.unit) };
        },
      ],
      ['session', () => 'session'],
      ['session', () => 'session'],
      ['calendar', () => this.chance.pick(['today', 'this_week', 'this_month', 'this_year'])],
      ['calendar', () => this.chance.pick(['yesterday', 'last_week', 'last_month', 'last_year'])],
      ['since', () => ({ since: this.#instant() })],
      [
        'since',
        () => {
          const ends = [this.#instant(), this.#instant()].sort() as [string, string];
          return ends[0] === ends[1] ? { since: ends[0] } : { between: ends };
        },
      ],
    ];
    if (this.chance.yes(0.35)) return this.chance.yes(0.1) ? { over: 'lifetime' } : {};
    const over = this.#one(windows);
    return over === undefined ? {} : { over };
  }

  #amountPath(of: Selector): string {
    const each = typeof of === 'object' && !Array.isArray(of) && of.each !== undefined;
    return each
      ? this.chance.pick(['price', 'qty', '$value', 'v'])
      : this.chance.pick(['v', 'v', 'items.price', 'deep.x', 'tags']);
  }

  #scalarPath(of: Selector): string {
    const each = typeof of === 'object' && !Array.isArray(of) && of.each !== undefined;
    return each
      ? this.chance.pick(['id', '$value', 'k'])
      : this.chance.pick(['k', 'k', 'v', 'items.id', 'tags', '$name', '$session', '$hour', '$date']);
  }

  /** A metric whose value moves in closed form, or does not move at all. */
  #simple(): [Metric, Kind] {
    const { chance } = this;
    const of = this.selector();
    const over = this.#window();
    const makers: [Form, () => [Metric, Kind]][] = [
      ['count', () => [{ count: of, ...over }, 'number']],
      ['count', () => [{ count: of, ...over }, 'number']],
      [
        'sum',
        () => [
          { sum: this.#amountPath(of), of, ...over, ...(this.#may('times', 0.3) ? { times: 'qty' } : {}) },
          'number',
        ],
      ],
      ['avg', () => [{ avg: this.#amountPath(of), of, ...over }, 'number']],
      ['min', () => [{ min: this.#amountPath(of), of, ...over }, 'number']],
      ['max', () => [{ max: this.#amountPath(of), of, ...over }, 'number']],
      ['distinct', () => [{ distinct: this.#scalarPath(of), of, ...over }, 'number']],
      ['first', () => [{ first: this.#scalarPath(of), of, ...over }, 'text']],
      ['last', () => [{ last: this.#scalarPath(of), of, ...over }, 'text']],
      ['top', () => [{ top: this.#scalarPath(of), of, ...over }, 'text']],
      [
        'share',
        () => [
          {
            share: this.#scalarPath(of),
            of,
            ...over,
            ...(chance.yes(0.7) ? { value: chance.pick(['x', 'y', 1]) } : {}),
          },
          'number',
        ],
      ],
      ['days', () => [{ days: of, ...over }, 'number']],
      ['sessions', () => [{ sessions: of, ...over }, 'number']],
      ['streak', () => [{ streak: of }, 'number']],
      ['peak', () => [{ peak: of, in: this.duration() }, 'number']],
      ['sinceLast', () => [{ sinceLast: of, ...over }, 'number']],
      ['sinceFirst', () => [{ sinceFirst: of, ...over }, 'number']],
      ['interval', () => [{ interval: this.selector(false), ...over }, 'number']],
      ['score', () => [this.#score(over), 'number']],
      ['untilAnniversary', () => [{ untilAnniversary: chance.pick(['birthday', 'v']) }, 'number']],
    ];
    return this.#one(makers) as [Metric, Kind];
  }

  #points(): number | string {
    return this.chance.yes(0.25) ? 'v' : this.chance.pick([1, 2, 3, 0.5, -1]);
  }

  #score(over: { over?: Window }): Metric {
    const score = this.chance.times(this.chance.int(1, 2), () => ({
      of: this.selector(),
      points: this.#points(),
    }));
    return { score, ...over, ...(this.#may('decay', 0.6) ? { halfLife: this.#halfLife() } : {}) };
  }

  #halfLife(): string {
    return asDuration(this.chance.int(2, 20) * this.scale.unit + 36e5);
  }

  #compound(): Metric {
    const { chance } = this;
    const part = () => this.#notMoving();
    const makers: [Form, () => Metric][] = [
      ['ratio', () => ({ ratio: [part(), part()] })],
      ['difference', () => ({ difference: [part(), part()] })],
      ['total', () => ({ total: chance.times(chance.int(1, 3), part) })],
    ];
    return this.#one(makers) ?? this.#simple()[0];
  }

  /** For a part of a compound: one that moves makes the compound drift. */
  #notMoving(): Metric {
    const drifting = (metric: Metric) =>
      'sinceLast' in metric || 'sinceFirst' in metric || 'untilAnniversary' in metric || 'halfLife' in metric;
    for (;;) {
      const [metric] = this.#simple();
      if (this.forms.has('drift') || !drifting(metric)) return metric;
    }
  }

  #classifierMetric(): [Metric, Kind] {
    const { chance } = this;
    const name = `c${Object.keys(this.#classifiers).length + 1}`;
    this.#classifiers[name] = {
      ...(this.#may('decay', 0.5) ? { halfLife: this.#halfLife() } : {}),
      evidence: chance.times(chance.int(1, 4), () => ({
        of: this.selector(),
        points: this.#points(),
        ...(chance.yes(0.3)
          ? { by: chance.pick(['k', 'items.id', 'v', '$name']) }
          : { class: chance.pick(['x', 'y', 'z']) }),
      })),
      ...(chance.yes(0.3) ? { related: { x: { y: 0.5 }, y: { z: 0.25, w: 1 } } } : {}),
      ...(chance.yes(0.4) ? { minPoints: chance.pick([1.013, 2.0171, 3.0137]) } : {}),
    };
    return chance.pick<[Metric, Kind]>([
      [{ classifier: name }, 'text'],
      [{ classifier: name }, 'text'],
      [{ classifier: name, read: 'confidence' }, 'number'],
      [{ classifier: name, read: 'points', class: chance.pick(['x', 'y', 'w', 'none']) }, 'number'],
    ]);
  }

  /** What decays is right to one part in 10⁹ only: no transform that leaps, as a logarithm does at −1. */
  #modelMetric(): [Metric, Kind] {
    const { chance } = this;
    const name = `m${Object.keys(this.#models).length + 1}`;
    this.#models[name] = {
      intercept: chance.int(-200, 200) / 97,
      terms: chance.times(chance.int(1, 3), () => {
        const metric = this.#notMoving();
        const long =
          'sinceLast' in metric ||
          'sinceFirst' in metric ||
          'untilAnniversary' in metric ||
          'interval' in metric;
        return {
          metric,
          weight: chance.int(-30, 30) / 10,
          ...(chance.yes(0.5)
            ? { transform: 'halfLife' in metric ? 'none' : chance.pick(['none', 'log1p', 'sqrt'] as const) }
            : {}),
          ...(chance.yes(0.4) || long ? { mean: 1.1, sd: long ? this.scale.unit * 3 : 0.7 } : {}),
          ...(chance.yes(0.4) ? { missing: chance.int(-1, 3) } : {}),
        };
      }),
    };
    return [{ model: name }, 'number'];
  }

  metric(): [Metric, Kind] {
    if (this.#may('ratio', 0.03) || this.#may('difference', 0.04) || this.#may('total', 0.03)) {
      return [this.#compound(), 'number'];
    }
    if (this.#may('classifier', 0.08)) return this.#classifierMetric();
    if (this.#may('model', 0.05)) return this.#modelMetric();
    if (this.#kinds.size > 0 && this.#may('metric', 0.35)) {
      const name = this.chance.pick([...this.#kinds.keys()]);
      return [{ metric: name }, this.#kinds.get(name) as Kind];
    }
    return this.#simple();
  }

  // conditions

  /** The metric that a name stands for in the end. */
  #meant(metric: Metric): Metric {
    return metric.metric === undefined ? metric : this.#meant(this.#metrics[metric.metric] as Metric);
  }

  #moves(metric: Metric): boolean {
    const {
      classifier,
      read,
      halfLife,
      sinceLast,
      sinceFirst,
      untilAnniversary,
      model,
      ratio,
      difference,
      total,
    } = this.#meant(metric);
    if (classifier !== undefined)
      return read === 'points' && this.#classifiers[classifier]?.halfLife !== undefined;
    const parts =
      model === undefined
        ? (ratio ?? difference ?? total ?? [])
        : (this.#models[model]?.terms ?? []).map((t) => t.metric);
    return (
      (halfLife ?? sinceLast ?? sinceFirst ?? untilAnniversary) !== undefined ||
      parts.some((part) => this.#moves(part))
    );
  }

  #metricTest(metric: Metric, kind: Kind): Test {
    const { chance } = this;
    const names = [...this.#kinds].filter(
      ([name, of]) => of === kind && (this.forms.has('drift') || !this.#moves({ metric: name })),
    );
    if (names.length > 0 && this.#may('operand', 0.2)) {
      const side = { metric: chance.pick(names)[0] };
      return chance.pick<Test>([
        { gte: side },
        { gt: side },
        { lt: side },
        { lte: side },
        { is: side },
        { isNot: side },
        { gte: side, lte: { metric: chance.pick(names)[0] } },
        { gte: 1, lt: side },
      ]);
    }
    if (kind === 'text') return chance.yes(0.2) ? this.#numberTest() : this.#textTest();
    const meant = this.#meant(metric);
    const long =
      meant.sinceLast !== undefined ||
      meant.sinceFirst !== undefined ||
      meant.interval !== undefined ||
      meant.untilAnniversary !== undefined ||
      (meant.difference ?? meant.total ?? []).some((part) => this.#moves(part));
    if (long) {
      const [a, b] = [this.duration(1, 5), this.duration(6, 9)];
      return chance.pick<Test>([
        { gte: a },
        { gte: a },
        { gt: a },
        { lt: a },
        { lte: a },
        { between: [a, b] },
        { gte: a, lt: b },
        { is: a },
        { exists: chance.yes() },
      ]);
    }
    if (meant.read === 'confidence' || meant.share !== undefined || meant.model !== undefined) {
      const line = chance.pick([0.17, 0.31, 0.47, 0.53, 0.71, 0.93]);
      return chance.pick<Test>([{ gte: line }, { lt: line }, { between: [line, 0.97] }]);
    }
    if (this.#moves(meant)) {
      const line = chance.int(-1, 5) + chance.pick([0.1371, 0.4133, 0.7719]);
      return chance.pick<Test>([
        { gte: line },
        { lt: line },
        { gt: line, lt: line + 1.0131 },
        { exists: true },
      ]);
    }
    return this.#numberTest();
  }

  #clock(): Condition {
    const { chance } = this;
    const hour = () => chance.int(0, 23);
    return chance.pick<Condition>([
      { now: 'hour', between: [hour(), hour()] },
      { now: 'hour', gte: hour() },
      { now: 'weekday', between: [chance.int(1, 7), chance.int(1, 7)] },
      { now: 'weekday', oneOf: [6, 7] },
      { now: 'day', lte: chance.int(1, 31) },
      { now: 'month', isNot: chance.int(1, 12) },
      { now: 'date', between: [chance.pick(['03-29', '12-20']), chance.pick(['03-29', '01-02'])] },
      {
        now: 'time',
        between: [chance.pick(['22:30', '09:00', '02:15']), chance.pick(['06:00', '17:45', '02:30'])],
      },
      { now: 'time', is: chance.pick(['02:30', '00:00', '12:00']) },
    ]);
  }

  #trait(): Condition {
    const trait = this.chance.pick(['plan', 'plan', 'score', 'list', 'deep.level', 'toString']);
    const test = trait === 'score' || trait === 'deep.level' ? this.#numberTest() : this.#textTest();
    return { trait, ...test };
  }

  /** `earlier`: the segments to which this one may refer. */
  condition(depth: number, earlier: readonly string[]): Condition {
    const { chance } = this;
    const inner = () => this.condition(depth - 1, earlier);
    if (depth > 0) {
      const list = () => chance.times(chance.int(1, 3), inner);
      const makers: [Form, () => Condition][] = [
        ['all', () => ({ all: list() })],
        ['any', () => ({ any: list() })],
        ['not', () => ({ not: inner() })],
        [
          'atLeast',
          () => {
            const of = list();
            return { atLeast: chance.int(1, of.length), of };
          },
        ],
      ];
      const nested = chance.yes(0.35) ? this.#one(makers) : undefined;
      if (nested !== undefined) return nested;
    }
    if (earlier.length > 0 && this.#may('segment', 0.12)) return { segment: chance.pick(earlier) };
    if (this.#may('trait', 0.1)) return this.#trait();
    if (this.#may('now', 0.08)) return this.#clock();
    if (this.#may('abandoned', 0.12)) {
      return {
        abandoned: this.#plain(),
        without: this.#plain(),
        for: this.duration(1, 5),
        ...(chance.yes(0.4) ? { within: this.duration(5, 12) } : {}),
        ...(this.#may('abandoned-same', 0.4) ? { same: chance.pick(['k', '$session', 'items.id']) } : {}),
      };
    }
    const [metric, kind] = this.metric();
    return { ...metric, ...this.#metricTest(metric, kind) } as Condition;
  }

  #segment(id: string, earlier: readonly string[], group: string | undefined): Segment {
    const { chance } = this;
    const [from, to] = [this.#instant(), this.#instant()].sort() as [string, string];
    return {
      id,
      when: this.condition(2, earlier),
      ...(this.#may('until', 0.25) ? { until: this.condition(1, earlier) } : {}),
      ...(this.#may('enterAfter', 0.2) ? { enterAfter: this.duration(1, 5) } : {}),
      ...(this.#may('exitAfter', 0.2) ? { exitAfter: this.duration(1, 5) } : {}),
      ...(this.#may('cooldown', 0.2) ? { cooldown: chance.yes(0.15) ? 'forever' : this.duration(1, 8) } : {}),
      ...(group === undefined ? {} : { exclusive: group }),
      ...(this.#may('sample', 0.08)
        ? { sample: { percent: 50, ...(chance.yes() ? { salt: 'x' } : {}) } }
        : {}),
      ...(this.#may('active', 0.1) ? { activeFrom: from } : {}),
      ...(this.#may('active', 0.1) && from !== to ? { activeTo: to } : {}),
    };
  }

  file(): Definitions {
    const { chance } = this;
    for (const i of chance.times(chance.int(0, 5), (i) => i)) {
      const [metric, kind] = this.metric();
      this.#metrics[`n${i}`] = metric;
      this.#kinds.set(`n${i}`, kind);
    }
    const segments: Segment[] = [];
    const count = chance.int(1, 6);
    while (segments.length < count) {
      const earlier = segments.map(({ id }) => id);
      const group = this.#may('exclusive', 0.2) ? `g${segments.length}` : undefined;
      const members = group === undefined ? 1 : chance.int(2, 3);
      for (let i = 0; i < members; i++) segments.push(this.#segment(`s${segments.length}`, earlier, group));
    }
    const table = <T>(key: string, of: { [name: string]: T }) =>
      Object.keys(of).length === 0 ? {} : { [key]: of };
    return {
      version: 1,
      ...(this.#may('zone', 0.4)
        ? { timeZone: chance.pick(['Europe/Berlin', 'America/New_York', 'UTC']) }
        : {}),
      ...(this.#may('calendar', 0.3) ? { weekStart: 'sunday' } : {}),
      ...table('metrics', this.#metrics),
      ...table('classifiers', this.#classifiers),
      ...table('models', this.#models),
      segments: chance.shuffled(segments),
    };
  }
}
