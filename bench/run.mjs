/**
 * `npm run bench`: tables for each question. `node run.mjs attributes` asks only that one; with `--write` the figures of what
 * was asked go into `docs/performance.md`.
 */
import { missedTargets, printed } from './measure.mjs';
import { write } from './write.mjs';

const QUESTIONS = ['attributes', 'behaviour', 'restore', 'work', 'recipes', 'page'];

const words = process.argv.slice(2);
const asked = words.filter((word) => word !== '--write');
for (const name of QUESTIONS.filter((name) => !asked.length || asked.includes(name))) {
  const { [name]: ask } = await import(`./${name}.mjs`);
  await ask();
}
if (words.includes('--write')) write(printed());
const missed = missedTargets();
console.log(missed ? `\n${missed} target(s) missed` : '\nAll targets met');
process.exitCode = missed ? 1 : 0;
