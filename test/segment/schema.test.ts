/** The compiler, the zod schemas and the JSON Schema refuse the same files. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { has, isObject } from '../../src/base/json.js';
import { check } from '../../src/engine/check.js';
import { compile } from '../../src/engine/compile.js';
import type { Fault } from '../../src/engine/types.js';
import { expandPlays } from '../../src/plays/expand.js';
import {
  classifierSchema,
  conditionSchema,
  definitionsSchema,
  type Issue,
  jsonSchema,
  metricSchema,
  modelSchema,
  parseDefinitions,
  type Schema,
  segmentSchema,
  selectorSchema,
} from '../../src/schema.js';
import { schemaOf } from '../../src/segment/schema.js';
import type { Definitions } from '../../src/segment/types.js';
import { pathOf } from '../../src/segment/wording.js';
import { conditions, files, numbers, scalars, selectors } from './forms.js';
import { mutatedFile, playFile, plays, validFile } from './mutations.js';

/** What a schema of shapes cannot say, and why: only `compile` and `parseDefinitions` see it. */
const UNSAID: { readonly [reason: string]: (fault: Fault, value: unknown) => boolean } = {
  'whether a name is known is a matter of the whole file': ({ expected }, value) =>
    expected.startsWith('@') && typeof value === 'string' && value.length <= 1_024,
  'so is a circle': ({ code }) => code === 'circle',
  'so is an id that is there twice': ({ code }) => code === 'duplicate',
  'so are its limits: nesting, conditions, segments, size': ({ code }, value) =>
    code === 'limit' && typeof value !== 'string',
  'what a duration adds up to is arithmetic': ({ expected }, value) =>
    /^[^2]*(duration|span|amount)/.test(expected) &&
    typeof value === 'string' &&
    /^(?=.*[1-9])(\d+(ms|[smhdw]))+$/.test(value),
  'which time zones there are, the machine knows': ({ expected }, value) =>
    expected === 'zone' && typeof value === 'string' && value !== '',
};

const valueAt = (file: unknown, { place }: Fault): unknown =>
  pathOf(file, place).reduce<unknown>((at, key) => Object(at)[key], file);

const isUnsaid = (file: unknown, fault: Fault): boolean =>
  Object.values(UNSAID).some((unsaid) => unsaid(fault, valueAt(file, fault)));

const validate = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false }).compile(
  jsonSchema(),
);
const shape = schemaOf('File');

/** A file as it is run: with the segments of its plays, if they can be. */
const expanded = (file: unknown) =>
  isObject(file) && has(file, 'plays')
    ? expandPlays(file as unknown as Definitions)
    : { definitions: file, faults: [] };

const compiles = (file: unknown): boolean => {
  try {
    const { definitions, faults } = expanded(file);
    compile(definitions as Definitions);
    return !faults.length;
  } catch {
    return false;
  }
};

/** What shapes can say of a file, of what is wrong with it. */
const visibleIn = (file: unknown) => {
  const { definitions, faults } = expanded(file);
  return [
    // an empty name is no segment's, but a text
    ...faults.filter(
      ({ code, place, found }) => code !== 'duplicate' && !(/^plays\[\d+\]\.segment$/.test(place) && !found),
    ),
    ...check(definitions).faults.filter((fault) => !isUnsaid(definitions, fault)),
  ];
};

const agree = (file: unknown): void => {
  const accepted = compiles(file);
  expect(definitionsSchema.safeParse(file).success).toBe(accepted);
  expect(parseDefinitions(file).faults === undefined).toBe(accepted);
  const shaped = shape.safeParse(file).success;
  expect(validate(file)).toBe(shaped);
  const visible = visibleIn(file);
  expect({ shaped, visible }).toEqual({ shaped: visible.length === 0, visible });
};

/** Longer with `SCHEMA_RUNS=100000`. */
const numRuns = Number(process.env.SCHEMA_RUNS ?? 600);
/** The usual run is the same every time; a long one goes where no run has been. */
const seed = process.env.SCHEMA_RUNS === undefined ? 1_873 : Date.now() % 2 ** 31;

vi.setConfig({ testTimeout: 60_000 + 20 * numRuns });
const seeds = fc.noShrink(fc.integer({ min: 0, max: 2 ** 31 - 1 }));

describe('compiler, zod and JSON Schema', () => {
  test('accept every form', () => {
    const proto = JSON.parse('{"version":1,"metrics":{"__proto__":{"count":"a"}}}');
    expect(validate(JSON.parse('{"version":1,"metrics":{"__proto__":"30d"}}'))).toBe(false);
    agree(JSON.parse('{"version":1,"metrics":{"__proto__":"30d"}}'));
    agree(JSON.parse('{"version":1,"__proto__":{}}'));
    for (const file of [...files, proto]) {
      agree(file);
      expect(shape.safeParse(file).success).toBe(true);
    }
  });

  test('accept random files', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const file = validFile(seed);
        agree(file);
        expect(validate(file)).toBe(true);
        expect(definitionsSchema.parse(file)).toEqual(file);
      }),
      { seed, numRuns: numRuns / 5 },
    );
  });

  test('agree on files in which something has gone wrong', () => {
    let refused = 0;
    fc.assert(
      fc.property(seeds, (seed) => {
        const file = mutatedFile(seed);
        agree(file);
        if (!compiles(file)) refused++;
      }),
      { seed, numRuns },
    );
    expect(refused).toBeGreaterThan(numRuns / 4);
    expect(refused).toBeLessThan(numRuns);
  });
});

describe('plays', () => {
  test('accept every form', () => {
    for (const play of plays) {
      const file = { version: 1, segments: [{ id: 'keen', when: { count: 'a', gte: 1 } }], plays: [play] };
      agree(file);
      expect([shape.safeParse(file).success, compiles(file)]).toEqual([true, true]);
    }
    agree({ version: 1, plays: [] });
  });

  test('refuse a salt that is no text', () => {
    for (const salt of [null, 1, ['a']]) {
      const play = { ...(plays[0] as object), sample: { percent: 10, salt } };
      const file = { version: 1, segments: [{ id: 'keen', when: { count: 'a', gte: 1 } }], plays: [play] };
      agree(file);
      expect(compiles(file), `${salt}`).toBe(false);
    }
  });

  test('agree on plays in which something has gone wrong', () => {
    let refused = 0;
    fc.assert(
      fc.property(seeds, (seed) => {
        const file = mutatedFile(seed, playFile);
        agree(file);
        if (!compiles(file)) refused++;
      }),
      { seed, numRuns },
    );
    expect(refused).toBeGreaterThan(numRuns / 4);
    expect(refused).toBeLessThan(numRuns);
  });

  const [play] = plays;
  const said: readonly [what: string, play: object, place: string, hint: string | RegExp][] = [
    ['a misspelt key', { ...play, gaol: { count: 'a', gte: 1 } }, 'plays[0].gaol', 'Did you mean "goal"?'],
    ['a misspelt segment', { ...play, segment: 'kene' }, 'plays[0].segment', 'Did you mean "keen"?'],
    [
      'a misspelt metric',
      { ...play, stop: { conut: 'a', gte: 1 } },
      'plays[0].stop',
      'Did you mean "count"?',
    ],
    ['a window', { ...play, goal: { count: 'a', over: 'tody', gte: 1 } }, 'plays[0].goal.over', /"today"/],
    ['a share', { ...play, sample: { percent: 101 } }, 'plays[0].sample.percent', /0 to 100/],
    [
      'a wait',
      { ...play, steps: [{ wait: '1 day' }, ...(play?.steps ?? [])] },
      'plays[0].steps[0].wait',
      /duration/,
    ],
    ['no step that shows', { ...play, steps: [{ wait: '1d' }] }, 'plays[0].steps', /shows/],
    ['one hour', { ...play, hours: ['09:00', '09:00'] }, 'plays[0].hours', /two times/],
  ];
  test.each(said)('%s is told where it stands, with what to do', (_, wrong, place, hint) => {
    const file = { version: 1, segments: [{ id: 'keen', when: { count: 'a', gte: 1 } }], plays: [wrong] };
    const { faults = [] } = parseDefinitions(file);
    expect(faults.map((fault) => fault.place)).toEqual([place]);
    expect(faults[0]?.hint).toMatch(hint);
  });
});

describe('what a schema of shapes cannot say', () => {
  const when = { count: 'a', gte: 1 };
  const it = (condition: unknown) => ({ version: 1, segments: [{ id: 'it', when: condition }] });
  const deep = (levels: number): unknown => (levels ? { not: deep(levels - 1) } : when);
  const ids = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `s${index}`, when }));
  const cases: readonly [string, unknown, string][] = [
    ['a name that is not known', it({ metric: 'nobody', gte: 1 }), 'segments[0].when.metric'],
    ['a circle of metrics', { version: 1, metrics: { a: { total: [{ metric: 'a' }] } } }, 'metrics.a'],
    ['a circle of segments', it({ not: { segment: 'it' } }), 'segments[0]'],
    ['an id twice', { version: 1, segments: [...ids(2), ...ids(1)] }, 'segments[2].id'],
    ['33 levels', it(deep(32)), `segments[0].when${'.not'.repeat(32)}`],
    ['1,001 segments', { version: 1, segments: ids(1_001) }, ''],
    ['10,001 conditions', it({ any: Array(10_000).fill(when) }), 'segments[0].when.any[9999]'],
    ['more than 1 MB', { version: 1, meta: { notes: 'x'.repeat(1_000_000) } }, ''],
    ['a duration without end', it({ count: 'a', over: '99999999999w', gte: 1 }), 'segments[0].when.over'],
    ['a zone of another planet', { version: 1, timeZone: 'Mars/Olympus' }, 'timeZone'],
  ];
  test.each(cases)('%s', (_, file, place) => {
    agree(file);
    expect(validate(file)).toBe(true);
    expect(parseDefinitions(file).faults?.map((fault) => fault.place)).toContain(place);
  });

  test('is no more than that', () => {
    const faults = cases.flatMap(([, file]) => check(file).faults.map((fault) => [file, fault] as const));
    for (const [reason, unsaid] of Object.entries(UNSAID)) {
      const used = faults.some(([file, fault]) => unsaid(fault, valueAt(file, fault)));
      expect(used, reason).toBe(true);
    }
    expect(validate(it(deep(31))) && compiles(it(deep(30)))).toBe(true);
  });
});

describe('the parts by themselves', () => {
  const segment = { id: 'it', when: { segment: 'elsewhere' }, exitAfter: '7d' };
  const parts: readonly [string, Schema<unknown>, readonly unknown[]][] = [
    ['conditions', conditionSchema, conditions],
    ['metrics', metricSchema, [...numbers, ...scalars]],
    ['selectors', selectorSchema, selectors],
    ['segments', segmentSchema, [segment]],
    ['classifiers', classifierSchema, [{ evidence: [{ of: 'a', points: 1, by: 'k' }] }]],
    ['models', modelSchema, [{ intercept: 1, terms: [{ metric: { count: 'a' }, weight: 1, sd: 2 }] }]],
  ];
  test.each(parts)('%s', (_, schema, good) => {
    for (const one of good) expect(schema.parse(one)).toEqual(one);
    for (const bad of [null, 3, [], {}, { ...(good[0] as object), unheard: 1 }])
      expect(schema.safeParse(bad).success).toBe(false);
  });

  test('tell what is wrong of the form that was meant, as a Standard Schema too', async () => {
    const wrong = { all: [{ count: 'a', over: '7 days', gtee: 1 }] };
    const { issues } = (await conditionSchema['~standard'].validate(wrong)) as { issues: readonly Issue[] };
    expect(issues.map(({ path, message }) => [path?.join('.'), message])).toEqual([
      ['all.0.over', expect.any(String)],
      ['all.0', 'Unknown key "gtee". Did you mean "gte"?'],
    ]);
    expect(() => metricSchema.parse({ peak: 'a', in: 'an hour' })).toThrow(/duration such as/);
  });

  test('a whole file tells where, with keys and indexes', () => {
    const file = { version: 1, metrics: { 'a.b': { count: 'x', over: 'tody' } }, segments: [{ id: 'A' }] };
    const found = definitionsSchema.safeParse(file);
    expect(found.success ? [] : found.error.issues.map(({ path }) => path)).toEqual([
      ['metrics', 'a.b', 'over'],
      ['segments', 0, 'id'],
      ['segments', 0, 'when'],
    ]);
  });
});
