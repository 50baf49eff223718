/** The package as a user gets it: packed, installed into an empty folder, imported, type-checked, put into a page. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serve } from '../examples/serve.mjs';
import { openChromium } from './browser/drivers/chromium.js';
import { watch } from './browser/visit.js';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const tsc = resolve('node_modules/typescript/bin/tsc');

let folder: string;
let tarball: string;
let installed: string;

const inFolder = (command: string, ...words: string[]) =>
  execFileSync(command, words, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ethogram-user-'));
  execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder]);
  tarball = join(folder, `ethogram-${version}.tgz`);
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'user', private: true, type: 'module' }),
  );
  inFolder('npm', 'install', '--offline', '--no-audit', '--no-fund', '--silent', tarball);
  installed = join(folder, 'node_modules', 'ethogram');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the tarball', () => {
  test('holds what users need and nothing else', () => {
    const files = readdirSync(installed, { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(installed.length + 1));
    const expected = [
      /^(README|CHANGELOG)\.md$|^LICENSE$|^package\.json$/,
      /^dist\/(index|engine|define|schema|events|recipes|plays|consent|react|vue|svelte|testing|sinks|inspect|snippet|ethogram|(device|auto|misfits|recipes|plays|visit|upkeep|consent|page|sources|element|segment|sights|structured-data|inspect)-[\w-]+)\.js(\.map)?$/,
      /^dist\/chunks\/[\w-]+\.js(\.map)?$/,
      /^dist\/(definitions\.schema|integrity)\.json$/,
      /^dist\/LICENSES\.txt$/,
      /^dist\/types\/[\w/-]+\.d\.ts$/,
    ];
    expect(files.filter((file) => !expected.some((pattern) => pattern.test(file)))).toEqual([]);
    for (const pattern of expected) expect(files.some((file) => pattern.test(file))).toBe(true);
    for (const file of files) expect(file).not.toMatch(/analytics|track/);
  });

  test('brings no dependency along', () => {
    expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
      'ethogram',
    ]);
  });

  test('says whose code is bundled, and what each file must be', () => {
    const licences = readFileSync(join(installed, 'dist', 'LICENSES.txt'), 'utf8');
    const named = [...licences.matchAll(/^(\S+) \d+\.\d+\.\d+ \(([^)]+)\)$/gm)].map(([, ...found]) => found);
    expect(named).toEqual([
      ['idb-keyval', 'Apache-2.0'],
      ['ua-parser-js', 'MIT'],
      ['zod', 'MIT'],
    ]);
    const integrity: { [file: string]: string } = JSON.parse(
      readFileSync(join(installed, 'dist', 'integrity.json'), 'utf8'),
    );
    const scripts = readdirSync(join(installed, 'dist')).filter((file) => file.endsWith('.js'));
    expect(Object.keys(integrity).sort()).toEqual(scripts.sort());
    for (const [file, hash] of Object.entries(integrity)) {
      const found = createHash('sha384').update(readFileSync(join(installed, 'dist', file)));
      expect(hash).toBe(`sha384-${found.digest('base64')}`);
    }
  });

  test('is clean by publint', async () => {
    const { messages } = await publint({ pkgDir: installed, strict: true, pack: false });
    expect(messages).toEqual([]);
  });

  test('has types that resolve in node16, nodenext and with bundlers', async () => {
    const result = await checkPackage(createPackageFromTarballData(new Uint8Array(readFileSync(tarball))), {
      excludeEntrypoints: ['./ethogram.js'], // a classic script, which exports nothing
    });
    if (!result.types) throw new Error('The package has no types.');
    // ES modules only: `require` is refused on purpose, and Node 10's resolution knows no doors.
    const ours = result.problems.filter(
      (problem) => !('resolutionKind' in problem && /node10|node16-cjs/.test(problem.resolutionKind)),
    );
    expect(ours).toEqual([]);
    const doors = Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).exports);
    const modules = doors.filter((door) => !/\.js(on)?$/.test(door));
    expect(modules.length).toBeGreaterThan(8);
    for (const door of modules) {
      for (const kind of ['node16-esm', 'bundler'] as const) {
        expect(result.entrypoints[door]?.resolutions[kind].resolution?.isTypeScript).toBe(true);
      }
    }
  });
});

describe('in Node, without a window', () => {
  test('starts and does nothing, and throws nothing', () => {
    writeFileSync(
      join(folder, 'inert.mjs'),
      `import { start, version } from 'ethogram';
       const ethogram = start({ definitions: { version: 1, segments: [{ id: 'seen', when: { count: 'page_view', gte: 1 } }] } });
       ethogram.track('purchase', { value: 3 });
       await ethogram.ready;
       const found = { version, segments: [...ethogram.segments()], has: ethogram.has('seen') };
       await ethogram.stop();
       console.log(JSON.stringify(found));`,
    );
    expect(JSON.parse(inFolder('node', 'inert.mjs'))).toEqual({ version, segments: [], has: false });
  });

  test('the engine runs over an event log', () => {
    writeFileSync(
      join(folder, 'engine.mjs'),
      `import { evaluate } from 'ethogram/engine';
       const definitions = { version: 1, segments: [{ id: 'buyer', when: { sum: 'value', of: 'purchase', over: '90d', gte: 300 } }] };
       const event = (id, value) => ({ id, name: 'purchase', time: 1_000, session: 's', props: { value } });
       console.log(JSON.stringify(evaluate(definitions, { events: [event('a', 100), event('b', 200)], at: 2_000 })));`,
    );
    expect(JSON.parse(inFolder('node', 'engine.mjs')).segments).toEqual(['buyer']);
  });
});

describe('the schema', () => {
  test('explains a file, stands beside the doors as JSON for editors, and leaves no global', () => {
    writeFileSync(
      join(folder, 'schema.mjs'),
      `import { readFileSync } from 'node:fs';
       const globals = Object.getOwnPropertyNames(globalThis);
       const { jsonSchema, parseDefinitions, segmentSchema } = await import('ethogram/schema');
       segmentSchema.safeParse({});
       const { faults } = parseDefinitions({ version: 1, segments: [{ id: 'a', when: { conut: 'page_view', gte: 1 } }] });
       const { withRecipes } = await import('ethogram/recipes');
       const path = new URL(import.meta.resolve('ethogram/definitions.schema.json'));
       const same = readFileSync(path, 'utf8').trim() === JSON.stringify(withRecipes(jsonSchema()));
       const left = Object.getOwnPropertyNames(globalThis).filter((name) => !globals.includes(name));
       console.log(JSON.stringify({ hints: faults.map(({ hint }) => hint), same, left }));`,
    );
    expect(JSON.parse(inFolder('node', 'schema.mjs'))).toEqual({
      hints: ['Did you mean "count"?'],
      same: true,
      left: [],
    });
  });
});

test.each(['react', 'playground'])('the example %s compiles', (example) => {
  expect(execFileSync('node', [tsc, '-p', `examples/${example}`], { encoding: 'utf8' })).toBe('');
});

describe('types', () => {
  const consumer = `
    import { start } from 'ethogram';
    import { count, define, event, inSegment, segment } from 'ethogram/define';
    import { compile, createEngine } from 'ethogram/engine';
    import { eventSchema } from 'ethogram/events';
    import { parseDefinitions, segmentSchema } from 'ethogram/schema';
    import { compose, expandRecipes, returningVisitors } from 'ethogram/recipes';
    declare module 'ethogram' {
      interface Events { quiz_done: { score: number } }
      interface Segments { 'big-spender': true }
    }
    const ethogram = start({ definitions: { version: 1, segments: [] } });
    ethogram.track('quiz_done', { score: 3 });
    // @ts-expect-error the score is a number
    ethogram.track('quiz_done', { score: 'three' });
    ethogram.track('purchase', { transaction_id: 'T-1', value: 3 });
    // @ts-expect-error an order has a number
    ethogram.track('purchase', { value: 3 });
    // @ts-expect-error a misspelt property
    ethogram.track('purchase', { transaction_id: 'T-1', valeu: 3 });
    export const order: string | number = eventSchema('purchase').parse({}).transaction_id;
    // @ts-expect-error there is no such standard event
    eventSchema('whatever').parse({});
    const passed = event('quiz_done').where({ score: { gte: 5 } });
    // @ts-expect-error the score is a number there, too
    event('quiz_done').where({ score: 'five' });
    const definitions = define({ segments: [segment('big-spender', count(passed).gte(1))] });
    // @ts-expect-error a metric is no condition
    segment('quizzed', count(passed));
    createEngine(compile(definitions));
    const parsed = parseDefinitions(JSON.parse('{}'));
    // @ts-expect-error there may be faults instead
    compile(parsed.definitions);
    if (!parsed.faults) compile(parsed.definitions);
    export const id: string = segmentSchema.parse({}).id;
    inSegment('big-spender');
    compile(compose(definitions, returningVisitors({ id: 'keen', visits: 12 })));
    // @ts-expect-error visits is a number
    returningVisitors({ visits: '12' });
    expandRecipes({ version: 1, recipes: ['new-visitors', { use: 'returning-visitors', visits: 12 }] }).faults;
    export const isIn: boolean = ethogram.has('big-spender');
    ethogram.watch('big-spender', (isIn) => isIn satisfies boolean);
    export const engine = createEngine(compile({ version: 1 }), { timeZone: 'Europe/Warsaw' });
  `;

  test.each([
    ['node16', 'node16'],
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ])('a consumer compiles with module %s, resolution %s, and misuse does not', (module, moduleResolution) => {
    mkdirSync(join(folder, moduleResolution), { recursive: true });
    writeFileSync(join(folder, moduleResolution, 'consumer.ts'), consumer);
    const options = {
      module,
      moduleResolution,
      target: 'es2022',
      strict: true,
      noEmit: true,
      types: [],
      skipLibCheck: false,
    };
    writeFileSync(
      join(folder, moduleResolution, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: options }),
    );
    expect(inFolder('node', tsc, '-p', moduleResolution)).toBe('');
  });
});

describe('in a page', () => {
  test('the packed script runs from one tag, with inline definitions and the queue', async () => {
    const script = readFileSync(join(installed, 'dist', 'ethogram.js'), 'utf8');
    const server = await serve({
      pages: {
        '/ethogram.js': { type: 'text/javascript', body: script },
        '/page.html': {
          body: `<!doctype html><title>A page</title>
            <script defer src="ethogram.js"></script>
            <script type="application/json" data-ethogram>
              { "version": 1, "segments": [{ "id": "here", "when": { "count": "page_view", "gte": 1 } }] }
            </script>
            <script>
              window.ethogram ??= function () { (ethogram.q ??= []).push(arguments) };
              ethogram('watch', 'here', (isIn) => { document.title = isIn ? 'here' : 'not yet' });
            </script>
            <p data-segment-show="here" hidden>Welcome</p>`,
        },
      },
    });
    const browser = await openChromium();
    try {
      const watched = watch(browser.context, server.url);
      const page = await browser.tab();
      await page.goto(`${server.url}/page.html`);
      await page.getByText('Welcome').waitFor({ state: 'visible', timeout: 5000 });
      expect(await page.title()).toBe('here');
      expect(await page.evaluate('ethogram.version ?? ""')).toSatisfy(
        (found) => found === '' || found === version,
      );
      expect(watched.faults).toEqual([]);
    } finally {
      await browser.close();
      await server.close();
    }
  });
});

describe('the README, and what it says of servers', () => {
  const samples = ['README.md', 'docs/server.md', 'docs/start.md'].flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)].map(([, language, text]) => ({
      page,
      language,
      text: text as string,
    })),
  );
  const sample = (language: string, word: string) => {
    const found = samples.find((one) => one.language === language && one.text.includes(word));
    if (!found) throw new Error(`There is no ${language} sample with ${word}.`);
    return found.text;
  };

  test('has samples that compile', () => {
    const typed = samples.filter(({ page, language }) => language === 'ts' && page === 'docs/server.md');
    expect(typed.length).toBeGreaterThan(1);
    mkdirSync(join(folder, 'readme'), { recursive: true });
    for (const [index, { text }] of typed.entries())
      writeFileSync(join(folder, 'readme', `${index}.ts`), text);
    const options = {
      module: 'esnext',
      moduleResolution: 'bundler',
      target: 'es2022',
      strict: true,
      noEmit: true,
      types: [],
    };
    writeFileSync(join(folder, 'readme', 'tsconfig.json'), JSON.stringify({ compilerOptions: options }));
    expect(inFolder('node', tsc, '-p', 'readme')).toBe('');
  });

  test('has a sample that runs on a server', () => {
    writeFileSync(join(folder, 'server.mjs'), sample('ts', 'evaluate'));
    expect(inFolder('node', 'server.mjs')).toBe("[ 'customer' ]\n");
  });

  test('has a sample that explains, and what it prints', () => {
    writeFileSync(join(folder, 'explain.mjs'), sample('ts', 'formatExplanation'));
    expect(inFolder('node', 'explain.mjs')).toBe(sample('text', 'cart-abandoner'));
  });

  test('has a sample that runs in a page', async () => {
    const body = `<!doctype html><title>A page</title>${sample('html', 'data-definitions')}`;
    const script = readFileSync(join(installed, 'dist', 'ethogram.js'), 'utf8');
    const server = await serve({
      pages: {
        '/': { body },
        '/ethogram.js': { type: 'text/javascript', body: script },
        '/segments.json': { type: 'application/json', body: sample('json', 'shoe-lover') },
      },
    });
    const browser = await openChromium();
    try {
      const watched = watch(browser.context, server.url);
      const page = await browser.tab();
      await page.goto(`${server.url}/`);
      await page.evaluate(`for (const item_id of ['dunlin', 'whimbrel']) {
        ethogram('track', 'view_item', { items: [{ item_id, item_category: 'shoes' }] });
      }`);
      await page.getByText('You know your shoes').waitFor({ state: 'visible', timeout: 5000 });
      expect(await page.evaluate('document.body.className')).toBe('loves-shoes');
      const added = page.evaluate(`new Promise((heard) => ethogram((handle) => handle.on('event', heard)))`);
      await page.getByRole('button').click();
      expect(await added).toMatchObject({ name: 'add_to_cart', props: { item_id: 'curlew' } });
      expect(watched.faults).toEqual([]);
    } finally {
      await browser.close();
      await server.close();
    }
  });
});

describe('the build', () => {
  test('gives the same bytes again', () => {
    rmSync('.cache/dist', { recursive: true, force: true });
    execFileSync('npx', ['rollup', '-c', '--silent', '--configDist', '.cache/dist'], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const files = (root: string) =>
      readdirSync(root, { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.(js(\.map)?|json|txt)$/.test(file))
        .sort();
    const read = (root: string, file: string) =>
      readFileSync(join(root, file), 'utf8').replace(/(\.\.\/)+/g, '../');
    expect(files('.cache/dist')).toEqual(files('dist'));
    for (const file of files('dist'))
      expect(read('.cache/dist', file) === read('dist', file), file).toBe(true);
  }, 600_000);

  test('puts the parser of user agents into a chunk of its own', () => {
    // a string of ua-parser-js that nobody else would write
    const leak = /Zebra|Nintendo/;
    expect(readFileSync('dist/ethogram.js', 'utf8')).not.toMatch(leak);
    const chunk = readdirSync('dist').find((file) => /^device-[\w-]+\.js$/.test(file));
    expect(readFileSync(join('dist', chunk as string), 'utf8')).toMatch(leak);
  });
});
