/** What a recipe costs a bundle: only itself. */
import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import terser from '@rollup/plugin-terser';
import { rollup } from 'rollup';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { documented } from './documentation.js';

const MOST = 600;

const compilerOptions = { target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true };
const known = new Map<string, string>();

/** A source file without its types; each is read once. */
const plain = (file: string): string => {
  const code =
    known.get(file) ?? ts.transpileModule(readFileSync(file, 'utf8'), { compilerOptions }).outputText;
  known.set(file, code);
  return code;
};

/** Bytes after brotli of a bundle with these imports, as a user's bundler makes it. */
const sizeOf = async (code: string): Promise<number> => {
  const entry = new URL('../../src/entry.ts', import.meta.url).pathname;
  const bundle = await rollup({
    input: entry,
    plugins: [
      {
        name: 'types-off',
        resolveId: (id, from) =>
          id === entry ? id : new URL(id.replace(/\.js$/, '.ts'), `file://${from}`).pathname,
        load: (id) => (id === entry ? code : plain(id)),
      },
      terser(),
    ],
  });
  const { output } = await bundle.generate({ format: 'es' });
  return brotliCompressSync(output[0].code).length;
};

const names = documented().flatMap(({ recipes }) => recipes.map((recipe) => recipe.export));
const engine = `import { evaluate } from './engine.js';`;

test('one recipe beside the engine', { timeout: 60_000 }, async () => {
  const alone = await sizeOf(`${engine} globalThis.a = evaluate;`);
  const both = await sizeOf(
    `${engine} import { newVisitors } from './recipes.js'; globalThis.a = evaluate; globalThis.b = newVisitors();`,
  );
  expect(both - alone).toBeGreaterThan(0);
  expect(both - alone).toBeLessThan(MOST);
});

test.each(names)('%s alone, so that none brings others along', async (name) => {
  expect(await sizeOf(`import { ${name} } from './recipes.js'; globalThis.a = ${name}();`)).toBeLessThan(
    MOST,
  );
});
