import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { check } from './house.js';

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => join('src', file).replaceAll('\\', '/'));

test('the walls stand', () => {
  expect(files.length).toBeGreaterThan(20);
  expect(files.flatMap((file) => check(file, readFileSync(file, 'utf8')))).toEqual([]);
});

describe('the reader of the walls', () => {
  const faults = (path: string, text: string) => check(path, text).map((fault) => fault.replace(/^\S+ /, ''));

  test.each([
    ['src/engine/count.ts', `import { open } from '../store/memory.js';`, 'uses store, which engine may not'],
    [
      'src/engine/count.ts',
      `import { CATALOGUE } from '../event/catalogue.js';`,
      'uses event, which engine may not',
    ],
    [
      'src/engine/count.ts',
      `import type { Store } from '../store/types.js';`,
      'names types of store, which engine may not',
    ],
    ['src/engine/count.ts', `export { open } from '../store/memory.js';`, 'uses store, which engine may not'],
    [
      'src/engine/count.ts',
      `type S = import('../store/types.js').Store;`,
      'names types of store, which engine may not',
    ],
    ['src/engine/count.ts', `const s = import('../store/memory.js');`, 'uses store, which engine may not'],
    ['src/engine/count.ts', `import { get } from 'idb-keyval';`, 'uses the package idb-keyval'],
    [
      'src/base/json.ts',
      `import type { Event } from '../event/types.js';`,
      'names types of event/types.ts, which base may not',
    ],
    [
      'src/capture/page.ts',
      `import { own } from '../base/json';`,
      'imports ../base/json without .js, which Node cannot resolve',
    ],
    ['src/engine/a.ts', `export const at = Date.now();`, 'touches Date.now, which engine may not'],
    ['src/engine/a.ts', `export const at = +new Date();`, 'touches new Date(), which engine may not'],
    ['src/store/a.ts', `export const id = () => Math.random();`, 'touches Math.random, which store may not'],
    ['src/engine/a.ts', `localStorage.setItem('a', 'b');`, 'touches localStorage, which engine may not'],
    [
      'src/runtime/a.ts',
      `if (typeof indexedDB === 'undefined') throw 0;`,
      'touches indexedDB, which runtime may not',
    ],
    ['src/runtime/a.ts', `globalThis.indexedDB.open('x');`, 'touches indexedDB, which runtime may not'],
    ['src/emit/callbacks.ts', `document.title = '';`, 'touches document, which emit may not'],
    ['src/visitor/a.ts', `export const w = window.innerWidth;`, 'touches window, which visitor may not'],
    ['src/capture/a.ts', `setTimeout(() => 0);`, 'touches setTimeout, which capture may not'],
    ['src/runtime/a.ts', `console.log('x');`, 'touches console, which runtime may not'],
    [
      'src/segment/schema.ts',
      `import { z } from 'zod';`,
      "imports zod otherwise than import * as z from 'zod/mini'",
    ],
    ['src/segment/types.ts', `import * as z from 'zod/mini';`, 'uses zod outside a schema.ts'],
    [
      'src/platform/a.ts',
      `addEventListener('unload', () => 0);`,
      'names the event unload, which costs the back/forward cache',
    ],
    ['src/platform/a.ts', `window.onbeforeunload = null;`, 'listens to the end of the page by unload'],
  ])('%s: %s', (path, text, fault) => {
    expect(faults(path, text)).toEqual([fault]);
  });

  test('a name that says nothing, a file that goes on, a room that is not in the table', () => {
    expect(check('src/base/string-utils.ts', '')).toEqual([
      'src/base/string-utils.ts has a name that says nothing',
    ]);
    expect(check('src/base/long.ts', 'let a;\n'.repeat(401))).toEqual(['src/base/long.ts is 401 lines long']);
    expect(check('src/attic/a.ts', '')).toEqual(['src/attic/a.ts stands in no room of the table: attic']);
  });

  test.each([
    [
      'src/engine/count.ts',
      `import { type Event, SET } from '../event/types.js'; import { own } from '../base/json.js';`,
    ],
    [
      'src/engine/window.ts',
      `export const read = (window: number[], { history }: { history: number }) => window[history];`,
    ],
    [
      'src/engine/a.ts',
      `export const at = (now: number) => new Date(now).getUTCDay(); export const o = { document: 1 };`,
    ],
    [
      'src/engine/metrics/a.ts',
      `import { b } from '../b.js'; export interface T { window: string } export const c = b.window;`,
    ],
    [
      'src/platform/browser.ts',
      `export const now = () => Date.now(); setTimeout(now, crypto.getRandomValues.length);`,
    ],
    ['src/store/indexeddb.ts', `import { get } from 'idb-keyval'; export const a = [get, indexedDB];`],
    ['src/emit/dom.ts', `document.querySelectorAll('[data-segment-show]');`],
    ['src/segment/schema.ts', `import * as z from 'zod/mini'; export const a = z.string();`],
  ])('finds no fault in %s: %s', (path, text) => {
    expect(check(path, text)).toEqual([]);
  });
});
