/** `npm run sizes`: what each file weighs by brotli against its ceiling, and what each room costs in the script. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { decode } from '@jridgewell/sourcemap-codec';
import nodeResolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import { rollup } from 'rollup';

/** A door as a user's bundler makes it of `import * from 'ethogram/…'`. */
async function bundleDoor(door) {
  const bundle = await rollup({
    input: `dist/${door}.js`,
    external: ['react', 'vue'],
    plugins: [nodeResolve(), terser()],
  });
  await bundle.write({ file: `.cache/${door}-door.js`, format: 'es' });
  await bundle.close();
}

/** Bytes of the file by the room that they were written in. */
function bytesByRoom(file) {
  const code = readFileSync(file, 'utf8').replace(/\n\/\/# sourceMappingURL=.*\s*$/, '');
  const map = JSON.parse(readFileSync(`${file}.map`, 'utf8'));
  const lines = code.split('\n');
  const bytes = new Map();
  const add = (source, length) => {
    const room = source === undefined ? '(glue)' : roomOf(map.sources[source]);
    bytes.set(room, (bytes.get(room) ?? 0) + length);
  };
  for (const [index, segments] of decode(map.mappings).entries()) {
    const line = lines[index] ?? '';
    for (const [i, [column, source]] of segments.entries()) {
      if (i === 0) add(undefined, column);
      add(source, (segments[i + 1]?.[0] ?? line.length) - column);
    }
    if (segments.length === 0) add(undefined, line.length);
  }
  return { bytes, total: code.length };
}

const roomOf = (source) => {
  const owner = source.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/);
  if (owner) return owner[1];
  return source.match(/src\/([^/]+)/)?.[1] ?? '(glue)';
};

const number = (value) => Math.round(value).toLocaleString('en-US').padStart(8);

for (const door of ['engine', 'define', 'schema', 'events', 'react', 'vue', 'svelte', 'testing', 'sinks'])
  await bundleDoor(door);
const { status, stdout } = spawnSync('npx', ['size-limit', '--json'], { encoding: 'utf8' });
const sizes = JSON.parse(stdout);

/** What the plan gives a file, where the ceiling that holds today is above it: ARCHITECTURE.md says what that bought. */
const PLANNED = { 'dist/ethogram.js, the script tag': 14_000, 'ethogram/engine, bundled alone': 9_000 };

console.log(`${'Brotli bytes'.padEnd(44)}    size  ceiling  planned`);
for (const { name, size, sizeLimit, passed } of sizes) {
  const planned = PLANNED[name] ?? sizeLimit;
  const over = size > planned ? `  over by ${number(size - planned).trim()}` : '';
  console.log(
    `${passed ? '✓' : '✗'} ${name.padEnd(40)}${number(size)} ${number(sizeLimit)} ${number(planned)}${over}`,
  );
}

const script = 'dist/ethogram.js';
const { bytes, total } = bytesByRoom(script);
const brotli = brotliCompressSync(readFileSync(script)).length;
console.log(`\n${'What each room costs in dist/ethogram.js'.padEnd(44)}  brotli minified`);
for (const [room, length] of [...bytes].sort(([, a], [, b]) => b - a)) {
  console.log(`  ${room.padEnd(40)}${number((length / total) * brotli)} ${number(length)}`);
}

process.exitCode = status === 0 && sizes.every(({ passed }) => passed) ? 0 : 1;
