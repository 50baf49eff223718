/** JSON in README and docs is what the language takes; commands are there; no sample is without a test. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compile, type Definitions } from '../../src/engine.js';
import { expandPlays } from '../../src/plays.js';
import { expandRecipes, type FileWithRecipes } from '../../src/recipes.js';
import { inLanguage, samples } from './samples.js';

/** Pages whose JSON has a test of its own, which asks more of it. */
const ELSEWHERE: { readonly [file: string]: string } = {
  'docs/segments.md': 'test/engine/docs.test.ts',
  'docs/recipes.md': 'test/recipes/documentation.test.ts',
};

/** What is shown is a file, a segment, what a play shows, or a condition. */
const fileOf = (shown: Record<string, unknown>): FileWithRecipes => {
  if ('version' in shown) return shown as unknown as FileWithRecipes;
  if ('text' in shown)
    return {
      version: 1,
      segments: [{ id: 'a', when: { count: 'page_view', gte: 1 } }],
      plays: [
        { id: 'a-play', segment: 'a', steps: [{ show: 'banner', content: shown as { text: string } }] },
      ],
    };
  return { version: 1, segments: [('when' in shown ? shown : { id: 'a', when: shown }) as never] };
};

const faultsOf = (file: FileWithRecipes) => {
  const { definitions, faults } = expandRecipes(file);
  const plays = expandPlays(definitions as Definitions);
  return [...faults, ...plays.faults, ...compile(plays.definitions).faults];
};

test.each(inLanguage('json').filter(({ file }) => !(file in ELSEWHERE)))('$place, json', ({ text }) => {
  expect(faultsOf(fileOf(JSON.parse(text)))).toEqual([]);
});

test('what is wrong is found', () => {
  expect(() => faultsOf(fileOf({ conut: 'page_view', gte: 1 }))).toThrow();
  expect(faultsOf({ version: 1, recipes: ['byuers'] })).toHaveLength(1);
  expect(faultsOf({ version: 1, plays: [{ id: 'a-play', segment: 'a', steps: [] }] })).not.toEqual([]);
});

test('what is tested elsewhere is tested there', () => {
  for (const [page, file] of Object.entries(ELSEWHERE)) expect(readFileSync(file, 'utf8')).toContain(page);
});

test.each(inLanguage('http'))(
  '$place, http: a request whose changes have ids as they are made',
  ({ text }) => {
    const { changes } = JSON.parse(text.slice(text.indexOf('\n\n')));
    expect(changes.length).toBeGreaterThan(0);
    for (const { id, segment, type, time } of changes) expect(id).toBe(`${segment}:${type}:${time}`);
  },
);

test.each(inLanguage('sh'))('$place, sh: commands that there are', ({ text }) => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  const bench = JSON.parse(readFileSync('bench/package.json', 'utf8')).scripts;
  for (const line of text.split('\n'))
    for (const command of line.replace(/#.*/, '').split('&&')) {
      const [, prefix, name] = /npm (--prefix \w+ )?(?:run )?([\w:-]+)/.exec(command) ?? [];
      if (name && !/^(ci|install|i|create)$/.test(name))
        expect(prefix ? bench : scripts).toHaveProperty(name);
      const [, script] = /node ([\w./-]+\.mjs)/.exec(command) ?? [];
      if (script) expect(existsSync(script)).toBe(true);
    }
});

/** What each language's samples are held by. `text` is what a sample prints, or a picture; it is compared where it is printed. */
const HELD: { readonly [language: string]: string } = {
  ts: 'code.test.ts',
  tsx: 'code.test.ts',
  js: 'code.test.ts',
  html: 'markup.dom.test.ts, code.test.ts',
  css: 'markup.dom.test.ts',
  vue: 'markup.dom.test.ts',
  svelte: 'markup.dom.test.ts',
  json: 'json.test.ts',
  http: 'json.test.ts',
  sh: 'json.test.ts',
};

/** Samples that nothing can run, each with its reason. */
const TOLD: readonly string[] = [];

test('no sample is without a test, but for those that are told', () => {
  const bare = samples.filter(({ language }) => !(language in HELD));
  expect(bare.map(({ file, language }) => `${file} ${language}`).sort()).toEqual([
    // test/engine/explain.test.ts prints it
    'docs/segments.md text',
    // test/package.test.ts prints it
    'docs/server.md text',
    // test/runtime/platforms.test.ts runs it
    'docs/sources.md liquid',
    ...TOLD,
  ]);
});
