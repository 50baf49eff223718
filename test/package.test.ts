/** The package as a user gets it: packed, installed into an empty folder, imported, type-checked, put into a page. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serve } from '../examples/serve.mjs';
import { openChromium } from './browser/drivers/chromium.js';
import { watch } from './browser/visit.js';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const tsc = resolve('node_modules/typescript/bin/tsc');

let folder: string;
let tarball: string;
let installed: string;

const inFolder = (command: string, ...words: string[]) =>
  execFileSync(command, words, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ethogram-user-'));
  execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder]);
  tarball = join(folder, `ethogram-${version}.tgz`);
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'user', private: true, type: 'module' }),
  );
  inFolder('npm', 'install', '--offline', '--no-audit', '--no-fund', '--silent', tarball);
  installed = join(folder, 'node_modules', 'ethogram');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the tarball', () => {
  test('holds what users need and nothing else', () => {
    const files = readdirSync(installed, { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(installed.length + 1));
    const expected = [
      /^(README|CHANGELOG)\.md$|^LICENSE$|^package\.json$/,
      /^dist\/(index|engine|define|schema|events|recipes|consent|react|vue|svelte|ethogram|(device|auto|misfits|consent)-[\w-]+)\.js(\.map)?$/,
      /^dist\/chunks\/[\w-]+\.js(\.map)?$/,
      /^dist\/definitions\.schema\.json$/,
      /^dist\/types\/[\w/-]+\.d\.ts$/,
    ];
    expect(files.filter((file) => !expected.some((pattern) => pattern.test(file)))).toEqual([]);
    for (const pattern of expected) expect(files.some((file) => pattern.test(file))).toBe(true);
    for (const file of files) expect(file).not.toMatch(/analytics|track/);
  });

  test('brings no dependency along', () => {
    expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
      'ethogram',
    ]);
  });

  test('is clean by publint', async () => {
    const { messages } = await publint({ pkgDir: installed, strict: true, pack: false });
    expect(messages).toEqual([]);
  });

  test('has types that resolve in node16, nodenext and with bundlers', async () => {
    const result = await checkPackage(createPackageFromTarballData(new Uint8Array(readFileSync(tarball))), {
      excludeEntrypoints: ['./ethogram.js'], // a classic script, which exports nothing
    });
    if (!result.types) throw new Error('The package has no types.');
    // ES modules only: `require` is refused on purpose, and Node 10's resolution knows no doors.
    const ours = result.problems.filter(
      (problem) => !('resolutionKind' in problem && /node10|node16-cjs/.test(problem.resolutionKind)),
    );
    expect(ours).toEqual([]);
    for (const door of [
      '.',
      './engine',
      './define',
      './schema',
      './events',
      './recipes',
      './consent',
      './react',
      './vue',
      './svelte',
    ]) {
