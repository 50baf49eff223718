import { findChromium } from '../../test/browser/find.mjs';

/** `BASE_URL`: where the pages are served. */
export default {
  testDir: '.',
  testMatch: '*.spec.ts',
  reporter: 'line',
  outputDir: '../../.cache/playwright',
  use: {
    baseURL: process.env.BASE_URL,
    launchOptions: { executablePath: findChromium(), args: ['--no-sandbox'] },
  },
};
