/**
 * The build. Two kinds of users, two kinds of files:
 *  - bundlers get ES modules, one for each door, not minified: the app's own bundler does that, and shows readable errors;
 *  - pages get one minified classic script, and beside it the ES files that it fetches when it needs them.
 *
 * Rollup splits no classic script, so what it fetches is built first, and the script is given the hashed names.
 */
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import nodeResolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import typescript from '@rollup/plugin-typescript';
import { notePackages, writeRelease } from './release.mjs';

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'));

/** A chunk of an older build must not be published with this one. */
const clean = (folder) => ({
  name: 'clean',
  buildStart: () => rmSync(folder, { recursive: true, force: true }),
});

/**
 * ua-parser-js comes as a script that writes a global, and a property into the host's jQuery. As a module without a
 * window it does neither.
 */
const guestParser = () => ({
  name: 'guest-parser',
  transform(code, id) {
    if (!id.includes('/ua-parser-js/')) return null;
    const end = /\}\)\(typeof window === 'object' \? window : this\);\s*$/;
    if (!end.test(code)) this.error('ua-parser-js no longer ends as it did: look again at what it writes.');
    return {
      code: [
        'const module = { exports: {} };',
        'let exports = module.exports;',
        code.replace(end, '})(undefined);'),
        'export const UAParser = module.exports;',
        'export default UAParser;',
      ].join('\n'),
      map: null,
    };
  },
});

/** zod keeps its settings in a global that it shares with the host's. Ours are our own. */
const guestSchemas = () => ({
  name: 'guest-schemas',
  transform(code, id) {
    if (!/zod\/v4\/core\/core\.js$/.test(id)) return null;
    if (!code.includes('globalThis.__zod_globalConfig'))
      this.error('zod keeps its settings elsewhere now: look again at what it writes.');
    return { code: `const settings = {};\n${code.replaceAll('globalThis', 'settings')}`, map: null };
  },
});

/**
 * What makes the script small by brotli, measured: a second pass wins 200 bytes; functions put first, and code left as
 * alike as it was written, 150 more.
 */
const small = (format) =>
  terser({ compress: { passes: 2, hoist_funs: true, inline: 1, loops: false }, format });

/**
 * What the script has is nearly all needed at its start: V8 compiles it while it arrives, beside the page's thread, and
 * not a function at a time on it (https://v8.dev/blog/explicit-compile-hints). Other engines read a comment.
 */
const COMPILED_AHEAD = '//# allFunctionsCalledOnLoad';

/** What rollup says of zod's own comments and circles is nothing that who builds this can do anything about. */
const onLog = (level, log, tell) => {
  const isZods = [log.id, ...(log.ids ?? [])].some((id) => id?.includes('/zod/'));
  if (!isZods || !['INVALID_ANNOTATION', 'CIRCULAR_DEPENDENCY'].includes(log.code)) tell(level, log);
};

/**
 * The snippet as it is pasted: `true` stands where a site may write its own consent. Prints what a policy for scripts
 * needs to allow it as it is (https://www.w3.org/TR/CSP3/#grammardef-hash-source).
 */
const inline = () => ({
  name: 'inline',
  generateBundle(_, { 'snippet.js': snippet }) {
    snippet.code = snippet.code.trim().replace(/;$/, '').replace('CONSENT', 'true');
    const hash = createHash('sha256').update(snippet.code).digest('base64');
    console.log(`The inline snippet is ${snippet.code.length} B; a policy allows it by 'sha256-${hash}'`);
  },
});

/** The JSON Schema of definition files, for editors that take it from a file. */
const editorSchema = (folder) => ({
  name: 'editor-schema',
  async writeBundle() {
    const built = (door) => import(pathToFileURL(resolve(folder, door)).href);
    const [{ jsonSchema }, { withRecipes }] = await Promise.all([built('schema.js'), built('recipes.js')]);
    writeFileSync(
      resolve(folder, 'definitions.schema.json'),
      `${JSON.stringify(withRecipes(jsonSchema()))}\n`,
    );
  },
});

/** Puts values in for names such as `__VERSION__`, which the sources only declare. */
const constants = (values) => ({
  name: 'constants',
  transform(code) {
    const filled = code.replace(/(?<!@)\b__[A-Z_]+__\b/g, (name) => {
      const value = values[name]?.();
      if (value === undefined) this.error(`Nothing is known of ${name}.`);
      return JSON.stringify(value);
    });
    return filled === code ? null : { code: filled, map: null };
  },
});

/** @param {{ configDist?: string }} options `--configDist` builds elsewhere */
export default ({ configDist: dist = 'dist' }) => {
  const chunks = {};
  const values = {
    __VERSION__: () => version,
    __CHUNKS__: () => chunks,
  };
  const shared = () => [
    guestParser(),
    guestSchemas(),
    nodeResolve({ browser: true }),
    // `npm run types`, and the declarations that are built beside, check the types: once, not once a file
    typescript({ tsconfig: './tsconfig.json', noEmit: false, noCheck: true, include: ['src/**/*.ts'] }),
    constants(values),
    notePackages(),
  ];

  /** A file that the script fetches late, by a name that changes with what is in it. */
  const chunk = (name, input) => ({
    input: { [name]: input },
    // what it fetches later itself takes from it what both need
    preserveEntrySignatures: 'allow-extension',
    output: {
      dir: dist,
      format: 'es',
      sourcemap: true,
      entryFileNames: '[name]-[hash].js',
      chunkFileNames: '[name]-[hash].js',
    },
    plugins: [
      ...shared(),
      small(),
      {
        name: 'hashed-name',
        generateBundle: (_, files) => {
          chunks[name] = Object.keys(files).find((file) => files[file].isEntry);
        },
      },
    ],
  });

  return [
    {
      input: {
        index: 'src/index.ts',
        engine: 'src/engine.ts',
        define: 'src/define.ts',
        schema: 'src/schema.ts',
        events: 'src/events.ts',
        recipes: 'src/recipes.ts',
        plays: 'src/plays.ts',
        consent: 'src/consent.ts',
        react: 'src/react.ts',
        vue: 'src/vue.ts',
        svelte: 'src/svelte.ts',
        testing: 'src/testing.ts',
        sinks: 'src/sinks.ts',
        inspect: 'src/inspect.ts',
      },
      // the user's own
      external: ['react', 'vue'],
      output: {
        dir: dist,
        format: 'es',
        sourcemap: true,
        chunkFileNames: 'chunks/[name]-[hash].js',
        // where components render on a server by themselves, this door is where the browser's part begins
        banner: ({ name }) => (name === 'react' ? "'use client';" : ''),
      },
      plugins: [clean(dist), ...shared(), editorSchema(dist)],
    },
    chunk('device', 'src/capture/device-parser.ts'),
    chunk('auto', 'src/capture/auto/auto.ts'),
    chunk('sources', 'src/capture/sources/sources.ts'),
    chunk('misfits', 'src/runtime/remarks.ts'),
    chunk('visit', 'src/capture/visit.ts'),
    chunk('plays', 'src/stage.ts'),
    chunk('upkeep', 'src/runtime/upkeep.ts'),
    chunk('recipes', 'src/recipes/in-files.ts'),
    chunk('consent', 'src/consent.ts'),
    chunk('page', 'src/runtime/page.ts'),
    {
      input: 'src/snippet.ts',
      output: { file: `${dist}/snippet.js`, format: 'es' },
      plugins: [...shared(), small(), inline()],
    },
    chunk('inspect', 'src/inspect.ts'),
    {
      input: 'src/script.ts',
      output: { file: `${dist}/ethogram.js`, format: 'iife', sourcemap: true },
      plugins: [...shared(), small({ preamble: COMPILED_AHEAD }), writeRelease(dist)],
    },
  ].map((one) => ({ ...one, onLog }));
};
