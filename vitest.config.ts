import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { itself } from './examples/itself.mjs';

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'));

/** What the build puts in. A copy for each project: Vitest empties the one that it is given. */
const define = () => ({ __VERSION__: JSON.stringify(version) });

/** Runs on what was built, in processes of its own: one file at a time, with time to start a browser. */
const outside = { testTimeout: 60_000, hookTimeout: 60_000, fileParallelism: false };

export default defineConfig({
  test: {
    projects: [
      {
        define: define(),
        test: {
          name: 'pure',
          environment: 'node',
          include: ['test/**/*.test.ts'],
          exclude: [
            'test/**/*.dom.test.ts',
            'test/package.test.ts',
            'test/docs/code.test.ts',
            'test/browser/**',
            'test/survival/**',
          ],
        },
      },
      { define: define(), test: { name: 'dom', environment: 'jsdom', include: ['test/**/*.dom.test.ts'] } },
      {
        plugins: [itself],
        test: {
          name: 'package',
          include: ['test/package.test.ts', 'test/docs/code.test.ts', 'examples/testing/*.test.ts'],
          ...outside,
        },
      },
      { test: { name: 'browser', include: ['test/browser/**/*.test.ts'], ...outside } },
      {
        test: {
          name: 'survival',
          include: ['test/survival/survival.test.ts'],
          ...outside,
          testTimeout: 60 * 60_000,
        },
      },
      // twenty minutes: only when asked for
      ...(process.env.SOAK_MINUTES
        ? [
            {
              test: {
                name: 'soak',
                include: ['test/survival/soak.test.ts'],
                ...outside,
                testTimeout: 60 * 60_000,
              },
            },
          ]
        : []),
    ],
  },
});
