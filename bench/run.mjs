/** `npm run bench`: one table for each question. `node run.mjs attributes` asks only that one. */
import { missedTargets } from './measure.mjs';

const QUESTIONS = ['attributes', 'behaviour', 'restore', 'work', 'recipes', 'page'];

const asked = process.argv.slice(2);
for (const name of QUESTIONS.filter((name) => !asked.length || asked.includes(name))) {
  const { [name]: ask } = await import(`./${name}.mjs`);
  await ask();
}
const missed = missedTargets();
console.log(missed ? `\n${missed} target(s) missed` : '\nAll targets met');
process.exitCode = missed ? 1 : 0;
