// @vitest-environment jsdom
/** What a play becomes decides and can be explained, but nobody is told of it. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SegmentChange } from '../../src/index.js';
import { closeAll, createClock, open, settle, useStorage } from './page.js';

beforeEach(useStorage);
afterEach(async () => {
  await closeAll();
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

const definitions = {
  version: 1,
  segments: [
    { id: 'keen', when: { count: 'look', gte: 1 } },
    { id: 'being-asked', when: { segment: 'ask--runs' } },
  ],
  plays: [
    {
      id: 'ask',
      segment: 'keen',
      steps: [{ show: 'line', content: { text: 'Well?' } }],
      goal: { count: 'answer', gte: 1 },
    },
  ],
} as never;

/** Who looks, and is shown what the play says. */
const asked = async () => {
  const clock = createClock();
  const { ethogram } = open({ definitions, clock });
  const told: string[] = [];
  const note = ({ type, segment }: SegmentChange) => told.push(`${type} ${segment}`);
  ethogram.on('change', note);
  ethogram.on('enter', note);
  ethogram.on('exit', note);
  const watched = vi.fn();
  ethogram.watch('ask--runs', watched);
  const shown = vi.fn(() => () => undefined);
  ethogram.channel('line', shown);
  await ethogram.ready;
  ethogram.track('look');
  await vi.waitFor(() => expect(shown).toHaveBeenCalledOnce());
  await settle();
  return { ethogram, clock, told, watched };
};

test('in no list, by no signal, in no export: a segment of its own can ask', async () => {
  const { ethogram, told, watched } = await asked();
  expect([...ethogram.segments()].sort()).toEqual(['being-asked', 'keen']);
  expect(told.sort()).toEqual(['enter being-asked', 'enter being-asked', 'enter keen', 'enter keen']);
  expect([...(await ethogram.export()).segments].sort()).toEqual(['being-asked', 'keen']);
  expect(ethogram.has('ask--runs')).toBe(false);
  expect(watched.mock.calls).toEqual([[false, undefined]]);
  expect(ethogram.explain('ask--runs')?.entered).toBe(true);
});

test('the goal is told once, and what was shown goes', async () => {
  const { ethogram, clock, told } = await asked();
  clock.push(1_000);
  ethogram.track('answer');
  await vi.waitFor(async () => {
    const { events } = await ethogram.export();
    expect(events.map(({ name }) => name).filter((name) => /message/.test(name))).toEqual([
      'message_shown',
      'message_goal',
    ]);
  });
  expect(told.filter((line) => /--/.test(line))).toEqual([]);
  expect([...ethogram.segments()]).toEqual(['keen']);
});
