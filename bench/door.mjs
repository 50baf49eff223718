/** The engine under test: the door as it is built, or another build of it that `ENGINE` names. */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

export const file = process.env.ENGINE
  ? pathToFileURL(resolve(process.env.ENGINE)).href
  : new URL('../dist/engine.js', import.meta.url).href;

export const { compile, createEngine } = await import(file).catch((error) => {
  console.error(`There is no engine to measure: run \`npm run build\` first. (${error.message})`);
  process.exit(1);
});
