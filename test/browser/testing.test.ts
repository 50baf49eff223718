/** docs/testing.md: both of its examples, as they stand there, run. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { serve } from '../../examples/serve.mjs';

const read = (file: string) => readFileSync(`examples/testing/${file}`, 'utf8').trim();

test.each(['cart.test.ts', 'cart.spec.ts', 'cart.html'])('%s is what the page of testing shows', (file) => {
  const blocks = [...readFileSync('docs/testing.md', 'utf8').matchAll(/```\w+\n([\s\S]*?)```/g)];
  expect(blocks.map(([, text]) => text?.trim())).toContain(read(file));
});

test('the example with Playwright passes, with the script tag and the real database', async () => {
  const server = await serve({ pages: { '/cart.html': { body: read('cart.html') } } });
  try {
    const { stdout } = await promisify(execFile)(
      'npx',
      ['playwright', 'test', '-c', 'examples/testing/playwright.config.mjs'],
      { env: { ...process.env, BASE_URL: server.url } },
    );
    expect(stdout).toContain('1 passed');
  } finally {
    await server.close();
  }
});
