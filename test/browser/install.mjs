/**
 * `npm run browsers`: finds Chromium, Firefox and WebKitGTK, or installs Debian's where that is allowed, else says
 * what to do. Only Chromium must be there; in CI all three.
 */
import { spawnSync } from 'node:child_process';
import { ENGINES, missingEngines } from './find.mjs';

const apt = (...words) =>
  spawnSync('apt-get', words, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }).status === 0;

const mayInstall = process.platform === 'linux' && process.getuid?.() === 0;
const wanted = ENGINES.filter(({ find, variable }) => !find() && !process.env[variable]);
if (wanted.length && mayInstall && apt('update')) {
  // one at a time: what is to be had is had
  for (const { packages } of wanted) apt('install', '--yes', '--no-install-recommends', ...packages);
}

for (const { name, find } of ENGINES) {
  const found = find();
  if (found) console.log(`${name}: ${found.browser ?? found}`);
}
for (const { engine, line } of missingEngines()) {
  console.error(line);
  if (engine === 'chromium' || process.env.CI) process.exitCode = 1;
}
