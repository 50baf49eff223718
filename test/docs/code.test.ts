/**
 * Code in README and docs compiles against the built types, strictly. A sample without imports is a piece of a page:
 * what it takes as given stands in `given.d.ts`. One that begins with `// name.ts` is the file that others import.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';
import { beforeAll, expect, test } from 'vitest';
import { inLanguage, type Sample, scriptsIn } from './samples.js';

const folder = resolve('.cache/docs');

const code: readonly Sample[] = [
  ...inLanguage('ts', 'tsx', 'js'),
  ...inLanguage('html').flatMap((sample) =>
    scriptsIn(sample.text).map((text) => ({ ...sample, language: 'js', text })),
  ),
];

const fileOf = ({ text, language }: Sample, place: number) =>
  `${folder}/${/^\/\/ ([\w-]+\.tsx?)\n/.exec(text)?.[1] ?? `${place}.${language}`}`;

const faults = new Map<string, string[]>();

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // each is a module, also where it imports nothing
  for (const [place, sample] of code.entries())
    writeFileSync(fileOf(sample, place), `${sample.text}\nexport {};\n`);

  const program = ts.createProgram(
    [...code.map((sample, place) => fileOf(sample, place)), resolve('test/docs/given.d.ts')],
    {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
      jsx: ts.JsxEmit.ReactJSX,
      types: ['node'],
      strict: true,
      noEmit: true,
      allowJs: true,
      checkJs: true,
      skipLibCheck: true,
      // whoever writes a page's script writes no types
      noImplicitAny: false,
    },
  );
  for (const { file, start = 0, messageText } of ts.getPreEmitDiagnostics(program)) {
    const name = file?.fileName ?? '';
    const { line } = file ? ts.getLineAndCharacterOfPosition(file, start) : { line: 0 };
    const said = `line ${line + 1}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    faults.set(name, [...(faults.get(name) ?? []), said]);
  }
});

test('there is code, and what it takes as given compiles', () => {
  expect(code.length).toBeGreaterThan(25);
  const own = code.map((sample, place) => fileOf(sample, place));
  expect([...faults].filter(([file]) => !own.includes(file))).toEqual([]);
});

test.each(code.map((sample, place) => ({ ...sample, file: fileOf(sample, place) })))(
  '$place, $language',
  ({ file }) => {
    expect(faults.get(file) ?? []).toEqual([]);
  },
);

test('what does not compile is found', () => {
  const file = `${folder}/wrong.ts`;
  writeFileSync(file, "import { start } from 'ethogram';\nstart({ definition: {} });\n");
  const program = ts.createProgram([file], {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  });
  expect(
    ts
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))
      .join(),
  ).toContain("'definition' does not exist");
});
