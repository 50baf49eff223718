/** `npm run replay <file>`: decides a bug report of the inspector again, and prints what came of it. After `npm run build`. */
import { readFileSync } from 'node:fs';
import { replay } from '../dist/inspect.js';

const [file] = process.argv.slice(2);
if (!file) {
  console.error('Which report? npm run replay ethogram-report.json');
  process.exit(1);
}
console.log(replay(JSON.parse(readFileSync(file, 'utf8'))));
