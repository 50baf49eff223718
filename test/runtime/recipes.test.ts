// @vitest-environment jsdom
/** Files that name recipes: fetched late, expanded, kept, and told of what is wrong. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Load } from '../../src/runtime/chunks.js';
import { createDefiner } from '../../src/runtime/definitions.js';
import { createExpander } from '../../src/runtime/expander.js';
import { closeAll, createClock, open, settle, stored, useStorage } from './page.js';

beforeEach(useStorage);
afterEach(async () => {
  await closeAll();
  vi.unstubAllGlobals();
});

const own = { id: 'own', when: { count: 'view', gte: 1 } };
const begin = (recipes: unknown, more: object = {}) =>
  open({ definitions: { version: 1, segments: [own], recipes } as never, clock: createClock(), ...more });

describe('a file that names recipes', () => {
  test('is run with what they give, and what happened meanwhile counts', async () => {
    const { ethogram, codes } = begin(['buyers', { use: 'buyers', id: 'regretful' }]);
    ethogram.track('purchase', { transaction_id: 'T-1' });
    ethogram.track('view');
    await ethogram.ready;
    expect([...ethogram.segments()].sort()).toEqual(['buyers', 'own', 'regretful']);
    expect(codes()).toEqual([]);
  });

  test('comes by a promise as well, and is kept expanded', async () => {
    const { ethogram } = begin([]);
    ethogram.setDefinitions(Promise.resolve({ version: 1, recipes: ['buyers'] }) as never);
    ethogram.track('purchase', { transaction_id: 'T-1' });
    await vi.waitFor(async () => {
      await ethogram.flush();
      expect(ethogram.has('buyers')).toBe(true);
      expect(JSON.stringify([...(await stored()).values()])).toContain('buyers');
    });
  });

  test('what is wrong is told with its place, and the rest is run', async () => {
    const { ethogram, errors } = begin(['refundes', { use: 'heavy-users', dais: 3 }, 'buyers']);
    ethogram.track('purchase', { transaction_id: 'T-1' });
    await ethogram.ready;
    expect(ethogram.has('buyers')).toBe(true);
    expect(errors.map(({ code }) => code)).toEqual(['invalid-definitions']);
    expect(errors[0]?.message).toContain('recipes[0]: unknown-recipe');
    expect(errors[0]?.message).toContain('recipes[1].dais: unknown-key');
  });

  test('a later file wins over recipes that are still on their way', async () => {
    const { ethogram } = begin(['buyers']);
    ethogram.setDefinitions({ version: 1, segments: [own] } as never);
    ethogram.track('purchase', { transaction_id: 'T-1' });
    ethogram.track('view');
    await ethogram.ready;
    await settle();
    expect([...ethogram.segments()]).toEqual(['own']);
  });
});

describe('where the recipes cannot be had', () => {
  const load: Load = async () => {
    throw new TypeError('Failed to fetch');
  };

  test('the rest of the file is run, told once, and not kept as the good copy', async () => {
    const report = vi.fn();
    const use = vi.fn();
    const update = vi.fn();
    const definer = createDefiner({ lenient: true, report, use, expand: createExpander(load, report) });
    await definer.keepIn({ get: async () => undefined, update } as never);
    definer.define({ version: 1, segments: [own], recipes: ['buyers'] } as never);
    await settle();
    expect(use.mock.calls.map(([{ segments }]) => segments)).toEqual([['own']]);
    expect(report.mock.calls.map(([code]) => code)).toEqual(['recipes-unavailable']);
    expect(update).not.toHaveBeenCalled();
  });
});

describe('with debug', () => {
  const needs = (errors: readonly { code: string; message: string }[]) =>
    errors.filter(({ code }) => code === 'unmet-need').map(({ message }) => message);

  test('what recipes need and was never heard is told, each with what to do', async () => {
    const { ethogram, errors } = begin(['nps', 'readers', 'buyers'], { debug: true });
    ethogram.track('purchase', { transaction_id: 'T-1' });
    await ethogram.flush();
    await vi.waitFor(() => expect(needs(errors)).toHaveLength(2));
    expect(needs(errors)[0]).toBe('nps: no nps_score yet: tell it by track or data-track');
    expect(needs(errors)[1]).toContain('autocapture');
  });

  test('a log that cannot be read is told, and thrown at nobody', async () => {
    const report = vi.fn();
    const load = () => import('../../src/recipes/in-files.js') as never;
    const unreadable = () => Promise.reject(new Error('no log'));
    await createExpander(load, report, unreadable)({ version: 1, recipes: ['nps'] });
    await settle();
    expect(report.mock.calls).toEqual([['unmet-need', 'recipes: not looked at', new Error('no log')]]);
  });

  test('and nothing without it', async () => {
    const { ethogram, errors } = begin(['nps']);
    await ethogram.ready;
    await settle();
    expect(needs(errors)).toEqual([]);
  });
});
