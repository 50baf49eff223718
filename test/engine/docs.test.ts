/** docs/segments.md says nothing that does not compile, computes what it claims, and leaves no form out. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FILES } from '../../docs/.vitepress/examples.mjs';
import type { Json } from '../../src/base/json.js';
import { GRAMMAR } from '../../src/engine/grammar.js';
import { compile, createEngine, type Event, evaluate, type Fault } from '../../src/engine.js';

type Entries = { readonly [key: string]: Json };
type Definitions = Parameters<typeof compile>[0];

interface Block {
  readonly kind: string;
  readonly note: string | undefined;
  readonly json: Json;
  readonly line: number;
}

interface Row {
  readonly at: string;
  readonly in?: readonly string[];
  readonly value?: Json;
}

const page = readFileSync(new URL('../../docs/segments.md', import.meta.url), 'utf8');

const blocks: Block[] = [...page.matchAll(/<!-- (\w+)(?:: ([\w-]+))? -->\n\n```json\n(.*?)\n```/gs)].map(
  ({ 1: kind = '', 2: note, 3: text = '', index }) => ({
    kind,
    note,
    json: JSON.parse(text) as Json,
    line: page.slice(0, index).split('\n').length,
  }),
);

/** The page's first file: the short examples use its names. */
const names = blocks.find(({ note }) => note === 'names')?.json as { readonly [key: string]: Entries };

const wrap = (kind: string, json: Json): Definitions => FILES[kind]?.(json, names);

/** What a block that is to be refused is. */
const kindOf = (json: Json): string =>
  'version' in (json as Entries) ? 'file' : 'when' in (json as Entries) ? 'segment' : 'condition';

const faultsOf = (definitions: Definitions): readonly Fault[] => {
  try {
    compile(definitions);
  } catch (error) {
    return (error as { faults: readonly Fault[] }).faults;
  }
  return [];
};

const examples = blocks.filter(({ kind }) => kind in FILES);

it('every block of JSON says what it is', () => {
  expect(blocks.length).toBe(page.split('```json').length - 1);
  expect(
    blocks.map(({ kind }) => kind).filter((kind) => !(kind in FILES) && !/^(fault|log|expect)$/.test(kind)),
  ).toEqual([]);
});

it.each(examples)('line $line: a $kind that compiles', ({ kind, json }) => {
  const plan = compile(wrap(kind, json));
  expect(() => createEngine(plan)).not.toThrow();
});

it.each(blocks.filter(({ kind }) => kind === 'fault'))('line $line: refused as $note', ({ note, json }) => {
  expect(faultsOf(wrap(kindOf(json), json)).map(({ code }) => code)).toEqual([note]);
});

const eventsOf = (log: Json): Event[] =>
  (log as readonly (Entries & { at: string; name: string; props?: Entries })[]).map(
    ({ at, name, props = {} }, place) => ({
      id: `e${place}`,
      name,
      time: Date.parse(at),
      session: 's',
      props,
    }),
  );

describe('what is claimed of a log is so', () => {
  const claims = blocks.flatMap((log, place) => {
    const [about, after] = [blocks[place - 1], blocks[place + 1]];
    return log.kind === 'log' && about && after ? [{ line: log.line, log, about, after }] : [];
  });

  it('each log follows an example and is followed by what is expected of it', () => {
    const kinds = (kind: string) => blocks.filter((block) => block.kind === kind).length;
    expect(claims.map(({ after }) => after.kind)).toEqual(claims.map(() => 'expect'));
    expect([kinds('log'), kinds('expect')]).toEqual([claims.length, claims.length]);
    expect(claims.length).toBeGreaterThan(5);
  });

  it.each(claims)('line $line', ({ log, about, after }) => {
    const file = wrap(about.kind, about.json);
    const common = about.kind === 'file' ? [] : (names.segments as unknown as readonly { id: string }[]);
    for (const row of after.json as unknown as readonly Row[]) {
      const answer = evaluate(file, { events: eventsOf(log.json), at: Date.parse(row.at) });
      const inside = answer.segments.filter((id) => !common.some((other) => other.id === id));
      if (row.in) expect(inside, row.at).toEqual(row.in);
      else expect(answer.metrics.example, row.at).toBe(row.value);
    }
  });
});

describe('nothing is left out', () => {
  const formsOf = (type: string): readonly string[] => [GRAMMAR[type] ?? []].flat();
  const fieldsOf = (form: string): string[] => form.split(' ').map((field) => field.replace(/[:?].*/, ''));
  const headsOf = (type: string): string[] => formsOf(type).map((form) => fieldsOf(form)[0] ?? '');

  const inside = (json: Json): Entries[] =>
    Array.isArray(json)
      ? json.flatMap(inside)
      : typeof json === 'object' && json !== null
        ? [json as Entries, ...Object.values(json).flatMap(inside)]
        : [];
  const objects = examples.flatMap(({ json }) => inside(json));
  const shown = (kind: string) => examples.filter((block) => block.kind === kind).map(({ json }) => json);
  const missing = (words: readonly string[], jsons: readonly Json[]): string[] =>
    words.filter((word) => !jsons.some((json) => Object.hasOwn(json as Entries, word)));

  it('each form of a metric is an example by itself', () => {
    expect(missing(headsOf('Metric'), shown('metric'))).toEqual([]);
  });

  it('each form of a condition that is no metric is an example by itself, and one that is', () => {
    const metrics = headsOf('Metric');
    const [of, not] = [true, false].map((is) =>
      headsOf('Condition').filter((head) => metrics.includes(head) === is),
    );
    expect(missing(not ?? [], shown('condition'))).toEqual([]);
    expect(missing(of ?? [], objects)).toEqual([]);
  });

  it('each word of a window', () => {
    const words = formsOf('Window').flatMap((type) => [...type.matchAll(/'(\w+)/g)].map(([, word]) => word));
    const windows = objects.flatMap(({ over }) => (over === undefined ? [] : [over]));
    expect(words.length).toBeGreaterThan(9);
    expect(words.filter((word) => !windows.includes(word as string))).toEqual([]);
    expect(windows.filter((over) => typeof over === 'string' && /\d/.test(over))).not.toEqual([]);
    expect(
      missing(
        headsOf('Span'),
        windows.filter((over) => typeof over === 'object'),
      ),
    ).toEqual([]);
  });

  it('each key of the language', () => {
    const keys = new Set(
      Object.keys(GRAMMAR)
        .filter((type) => Array.isArray(GRAMMAR[type]))
        .flatMap((type) => formsOf(type).flatMap(fieldsOf)),
    );
    expect(keys.size).toBeGreaterThan(80);
    keys.delete('$schema'); // for editors
    expect(missing([...keys], objects)).toEqual([]);
    expect([...keys].filter((key) => !page.includes(`\`${key}`) && !page.includes(`"${key}"`))).toEqual([]);
  });

  it('each code that the check can give', () => {
    const check = readFileSync(new URL('../../src/engine/check.ts', import.meta.url), 'utf8');
    const codes = new Set([...check.matchAll(/fault\('([\w-]+)'/g)].map(([, code]) => code));
    expect(codes.size).toBeGreaterThan(5);
    expect([...codes].filter((code) => !page.includes(`\n| \`${code}\` `))).toEqual([]);
  });

  it('each link within the page leads somewhere', () => {
    const titles = [...page.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    );
    const links = [...page.matchAll(/\]\(#([^)]*)\)/g)].map(([, link]) => link);
    expect(links.filter((link) => !titles.includes(link as string))).toEqual([]);
  });
});
