/** `npm run browsers`: finds Chromium, or installs Debian's where that is allowed, else says what to do. */
import { spawnSync } from 'node:child_process';
import { findChromium } from './find.mjs';

const apt = (...words) =>
  spawnSync('apt-get', words, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }).status === 0;

const mayInstall = process.platform === 'linux' && process.getuid?.() === 0 && !process.env.CHROME_PATH;
if (!findChromium() && mayInstall && apt('update')) {
  apt('install', '--yes', '--no-install-recommends', 'chromium');
}

const found = findChromium();
if (found) {
  console.log(`Chromium: ${found}`);
} else {
  console.error(
    process.env.CHROME_PATH
      ? `CHROME_PATH names no program that can be run: ${process.env.CHROME_PATH}`
      : 'No Chromium found: install it (on Debian: apt-get install chromium) or set CHROME_PATH to where it is.',
  );
  process.exitCode = 1;
}
