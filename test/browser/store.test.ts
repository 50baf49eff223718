/** The contract that every store keeps, held by the browser's own IndexedDB, and what only a real one can show. */
import nodeResolve from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serve } from '../../examples/serve.mjs';
import { storeContract } from '../store/contract.js';
import { type Browser, type Engine, installed, type Tab } from './drivers/engine.js';

/** The sources as they are, with their types taken off. */
const untyped = {
  name: 'untyped',
  transform: (code: string) =>
    ts.transpile(code, { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext }),
};

const ENTRY = `
  export { storeContract } from './test/store/contract.js';
  export { openIndexedDb } from './src/store/indexeddb.js';
  export { delay } from './src/platform/browser.js';
`;

async function bundle(): Promise<string> {
  const entry = {
    name: 'entry',
    resolveId: (id: string) => (id === 'entry' ? `${process.cwd()}/entry.ts` : null),
    load: (id: string) => (id.endsWith('/entry.ts') ? ENTRY : null),
  };
  const built = await rollup({
    input: 'entry',
    plugins: [entry, nodeResolve({ browser: true, extensions: ['.ts', '.js'] }), untyped],
  });
  const { output } = await built.generate({ format: 'iife', name: 'stores' });
  await built.close();
  return output[0].code;
}

/** What the bundle leaves in the page. */
declare const stores: {
  storeContract: typeof storeContract;
  openIndexedDb(name: string, delay: unknown): Promise<never>;
  delay: unknown;
};

const cases = Object.keys(
  storeContract(() => {
    throw new Error('only its names are wanted here');
  }),
);

let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  server = await serve({
    pages: {
      '/page.html': { body: '<!doctype html><title>Stores</title><script src="/stores.js"></script>' },
      '/stores.js': { type: 'text/javascript', body: await bundle() },
    },
  });
});

afterAll(async () => {
  await server?.close();
});

describe.each(installed.map((engine): [string, Engine] => [engine.name, engine]))(
  'the contract in %s',
  (_, engine) => {
    let browser: Browser;
    let tab: Tab;

    beforeAll(async () => {
      browser = await engine.open();
      tab = await browser.tab();
      await tab.goto(`${server.url}/page.html`);
    });

    afterAll(async () => {
      await browser?.close();
    });

    test.each(cases)('%s', async (name) => {
      const told = await tab.run(async (name) => {
        let made = 0;
        const make = () => stores.openIndexedDb(`contract ${name} ${++made}`, stores.delay);
        try {
          const run = stores.storeContract(make)[name];
          if (!run) return 'no such case';
          await run();
          return 'kept';
        } catch (error) {
          return String(error);
        }
      }, name);
      expect(told).toBe('kept');
    });
  },
);
