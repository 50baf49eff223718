/**
 * Figures in README and docs: the ceilings of sizes are written from `.size-limit.json` (`-u` writes them anew), which
 * `npm run sizes` holds; whatever else is said in bytes or counted is one of them, or what the code has.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { written } from '../../bench/write.mjs';
import { RECIPES } from '../../src/recipes/by-name.js';
import { PAGES, textOf } from './samples.js';

const ceilings = new Map<string, string>(
  JSON.parse(readFileSync('.size-limit.json', 'utf8')).map(
    ({ path, limit }: { path: string; limit: string }) => [
      path.replace(/^(dist|\.cache)\//, ''),
      `${Number.parseInt(limit, 10).toLocaleString('en-US')} B`,
    ],
  ),
);

/** What a page says, and which ceilings say it. */
type Row = readonly [said: string, ...files: readonly string[]];

const TABLES: { readonly [file: string]: { readonly head: Row; readonly rows: readonly Row[] } } = {
  'README.md': {
    head: ['what it costs'],
    rows: [
      ['`ethogram.js`, everything that the script tag loads at first', 'ethogram.js'],
      ['`ethogram/engine`, the whole language, for servers and workers, bundled alone', 'engine-door.js'],
    ],
  },
  'docs/performance.md': {
    head: ['file'],
    rows: [
      ['`dist/ethogram.js`, everything that the script tag loads at first', 'ethogram.js'],
      ['`ethogram/engine`, the whole language, bundled alone', 'engine-door.js'],
      ['`ethogram/define`, bundled alone', 'define-door.js'],
      ['`ethogram/schema`, bundled alone', 'schema-door.js'],
      ['`ethogram/events`, the standard events as schemas, bundled alone', 'events-door.js'],
      [
        '`ethogram/react`, `ethogram/vue`, `ethogram/svelte`',
        'react-door.js',
        'vue-door.js',
        'svelte-door.js',
      ],
      ['`ethogram/testing`', 'testing-door.js'],
      ['`ethogram/sinks`, all of them', 'sinks-door.js'],
      ['the inline snippet, pasted by who wants no flicker', 'snippet.js'],
      ['fetched only with `debug`: what knows the standard events', 'misfits-*.js'],
      ['fetched only where a file names some: the recipes', 'recipes-*.js'],
      ['fetched only where a file has some: the plays', 'plays-*.js'],
      ['fetched if asked for, when the page is idle: autocapture', 'auto-*.js'],
      ['fetched if asked for: what listens to a data layer', 'sources-*.js'],
      [
        "… to Segment's analytics.js / to structured data / for what is seen",
        'segment-*.js',
        'structured-data-*.js',
        'sights-*.js',
      ],
      ['fetched if segments ask for visits, campaigns or more of the device', 'visit-*.js'],
      ['fetched if the page has templates or texts, or something runs once', 'page-*.js'],
      ['fetched if a consent platform is to be asked', 'consent-*.js'],
      ['fetched if asked for: the inspector', 'inspect-*.js'],
      ['fetched when the log is tidied, or for `import`', 'upkeep-*.js'],
      ['the device parser, fetched only if a segment asks and the browser does not say', 'device-*.js'],
    ],
  },
};

const figureOf = (files: readonly string[]) =>
  files.map((file) => ceilings.get(file) ?? `no ceiling of ${file}`).join(' / ');

/** As Biome formats it. */
const tableOf = ({ head, rows }: (typeof TABLES)[string]): string => {
  const cells = [
    [head[0], 'at most, brotli'],
    ...rows.map(([said, ...files]) => [said, figureOf(files)]),
  ] as const;
  const [first = 0, second = 0] = [0, 1].map((at) => Math.max(...cells.map((row) => (row[at] ?? '').length)));
  const line = ([left = '', right = '']: readonly string[]) =>
    `| ${left.padEnd(first)} | ${right.padEnd(second)} |`;
  const [top, ...others] = cells;
  return [line(top ?? []), `| ${'-'.repeat(first)} | ${'-'.repeat(second)} |`, ...others.map(line)].join(
    '\n',
  );
};

test.each(Object.keys(TABLES))('%s has the ceilings that are held', async (file) => {
  const table = tableOf(TABLES[file] as (typeof TABLES)[string]);
  const page = textOf(file).replace(/(?<=<!-- sizes -->\n\n)[\s\S]*?(?=\n\n<!-- \/sizes -->)/, () => table);
  expect(page).toContain(table);
  await expect(page).toMatchFileSnapshot(`../../${file}`);
});

test('every ceiling is in the table', () => {
  const told = TABLES['docs/performance.md']?.rows.flatMap(([, ...files]) => files);
  expect(told?.sort()).toEqual([...ceilings.keys()].sort());
});

/** A page without what the bench has written. */
const byHand = (page: string) => page.replace(/<!-- bench: [\s\S]*?<!-- \/bench -->/g, '');

/** What is said in bytes and is no ceiling: a limit that stands in the code. */
const LIMITS: { readonly [figure: string]: RegExp } = { '8,192': /LONGEST = 8 \* 1024;/ };

test('whatever is said in bytes is a ceiling, or a limit of the code', () => {
  const event = readFileSync('src/event/event.ts', 'utf8');
  for (const limit of Object.values(LIMITS)) expect(event).toMatch(limit);
  const known = new Set([
    ...[...ceilings.values()].map((figure) => figure.replace(' B', '')),
    ...Object.keys(LIMITS),
  ]);
  const said = PAGES.flatMap((file) =>
    [...byHand(textOf(file)).matchAll(/\b([\d,]*\d) (?:bytes|B)\b/g)].map(([, figure = '']) => ({
      file,
      figure,
    })),
  );
  expect(said.length).toBeGreaterThan(20);
  expect(said.filter(({ figure }) => !known.has(figure))).toEqual([]);
});

test('recipes are counted right wherever they are counted', () => {
  const counts = PAGES.flatMap((file) =>
    [...textOf(file).matchAll(/(\d+) kinds of segments|recipes\]\(recipes\.md\) are (\d+)/gi)].map(
      ([, one, other]) => Number(one ?? other),
    ),
  );
  expect(counts.length).toBeGreaterThan(2);
  expect([...new Set(counts)]).toEqual([Object.keys(RECIPES).length]);
});

test('whatever was measured in milliseconds stands with its command', () => {
  const commands: { readonly [file: string]: string } = {
    'docs/performance.md': 'npm --prefix bench run bench -- page',
    'docs/reliability.md': 'npm run test:survival',
  };
  const measured = PAGES.filter((file) => /median|\(10–90 %\)|measured on \d{4}/i.test(textOf(file)));
  expect(measured.sort()).toEqual(Object.keys(commands).sort());
  for (const file of measured) expect(textOf(file)).toContain(commands[file]);
});

test('what a run of the bench has printed goes into the blocks of its tables', () => {
  const block = (title: string, text: string) => `<!-- bench: ${title} -->\n\n${text}\n\n<!-- /bench -->\n`;
  const page = block('How long?', 'old') + block('How much?', 'as it was');
  const printed = [
    'created dist',
    '## Another',
    'Of no block.',
    '',
    'a   b',
    '─   ─',
    '1   2',
    '',
    '## How long?',
    'Milliseconds.',
    'Of five.',
    '',
    '           longest   target',
    '────────   ───────   ──────',
    'without        6.4',
    'Ethogram      21.0   ✓ ≤ 50',
    '',
    '1 target(s) missed',
  ].join('\n');
  expect(written(page, printed, 'Measured now.')).toBe(
    block(
      'How long?',
      [
        'Milliseconds. Of five. Measured now.',
        '',
        '|          | longest | target |',
        '| -------- | ------- | ------ |',
        '| without  | 6.4     |        |',
        '| Ethogram | 21.0    | ✓ ≤ 50 |',
      ].join('\n'),
    ) + block('How much?', 'as it was'),
  );
  expect(() => written('', printed, '')).toThrow('None of these tables has a block');
});

test('figures of speed stand where the bench writes them, and say when and on what they were measured', () => {
  const page = textOf('docs/performance.md');
  const bench = readdirSync('bench')
    .filter((file) => file.endsWith('.mjs'))
    .map((file) => textOf(`bench/${file}`))
    .join('');
  const blocks = [...page.matchAll(/<!-- bench: (.+) -->\n\n([\s\S]*?)\n\n<!-- \/bench -->/g)];
  expect(blocks.length).toBeGreaterThan(5);
  for (const [, title = '', text = ''] of blocks) {
    expect(bench).toContain(`'${title}'`);
    expect(text).toMatch(/ Measured on \d{4}-\d\d-\d\d: Node .+ cores and .+\.\n\n\|/);
  }
  expect(byHand(page)).not.toMatch(/\d ms\b|\(10–90 %\)/);
});
