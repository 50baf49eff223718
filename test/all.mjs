/** `npm test`: everything, one line for each check that is not a suite, and a line that counts them all. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { missingEngines } from './browser/find.mjs';

const missing = missingEngines();
if (missing.some(({ engine }) => engine === 'chromium')) {
  console.error('The browser tests need Chromium: run `npm run browsers` first.');
  process.exit(1);
}

let passed = 0;
let failed = 0;
const count = (ok) => {
  if (ok) passed++;
  else failed++;
  return ok;
};

/** Without a shell, and without standard input: a tool that asks is a tool that fails. */
const run = (command, words) =>
  spawnSync(command, words, { stdio: ['ignore', 'inherit', 'inherit'], env: process.env }).status === 0;

const script = (name) => {
  console.log(`\n— ${name}`);
  return count(run('npm', ['run', '--silent', name]));
};

const REPORT = '.cache/vitest.json';

const suites = (...projects) => {
  console.log(`\n— ${projects.join(', ')}`);
  mkdirSync('.cache', { recursive: true });
  rmSync(REPORT, { force: true });
  const ok = run('npx', [
    'vitest',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${REPORT}`,
    ...projects.map((project) => `--project=${project}`),
  ]);
  const report = readReport();
  passed += report?.numPassedTests ?? 0;
  const red = report?.numFailedTests ?? 0;
  const skipped = (report?.testResults ?? []).flatMap(({ assertionResults }) =>
    assertionResults
      .filter(({ status }) => !/^(passed|failed)$/.test(status))
      .map(({ fullName }) => fullName),
  );
  // real data that does not come with the project may be absent: said by name. Whatever else is left out has failed.
  const told = skipped.filter((name) => /\(skipped: no .+\)$/.test(name));
  for (const name of told) console.log(`— ${name}`);
  failed += red + skipped.length - told.length;
  // A suite that could not even be read, or an error outside any test.
  if (!ok && red === 0) failed++;
};

const readReport = () => {
  try {
    return JSON.parse(readFileSync(REPORT, 'utf8'));
  } catch {
    return undefined;
  }
};

script('lint');
script('types');
suites('pure', 'dom');
for (const { line } of missing) {
  console.log(`\n— ${line} Its tests are left out.`);
  if (process.env.CI) count(false);
}
if (script('build')) {
  script('site');
  suites('package', 'browser');
  // by itself: what it looks for are moments
  suites('survival');
  script('sizes');
}

console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
