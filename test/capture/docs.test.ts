/** docs/capture.md names every event that is captured by itself, with every property, and what it shows compiles. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compile } from '../../src/engine.js';
import { checkOptions } from '../../src/runtime/options.js';

const page = readFileSync('docs/capture.md', 'utf8');
const rows = new Map(
  [...page.matchAll(/^\| `(\w+)` +\| ([^|]+) \| ([^|]+) \|$/gm)].map(([, name = '', , props = '']) => [
    name,
    props,
  ]),
);
const sources = readdirSync('src/capture/auto').map((file) =>
  readFileSync(`src/capture/auto/${file}`, 'utf8'),
);
const all = sources.join('\n');
const union = /export type AutoEvent =([^;]+);/.exec(all)?.[1] ?? '';
const events = [...union.matchAll(/'(\w+)'/g)].map(([, name]) => name);

test('every event has its row, and no other', () => {
  expect(events.length).toBeGreaterThan(15);
  expect([...rows.keys()].sort()).toEqual([...events].sort());
});

test('every property that is sent is in the table', () => {
  const sent = new Set(
    [...all.matchAll(/^\s+((?:\w+_)+\w+|outbound|finished)[:,]/gm)].map(([, name]) => name),
  );
  const inline = [...all.matchAll(/\{ ([a-z]+_[a-z_]+):/g)].map(([, name]) => name);
  const told = [...sent, ...inline].filter((name) => name !== 'article_id');
  expect(told.length).toBeGreaterThan(15);
  for (const name of told) expect(page, name).toContain(`\`${name}\``);
});

describe('what is shown', () => {
  test('as JSON is a metric with a test that compiles', () => {
    const blocks = [...page.matchAll(/```json\n(.*?)\n```/gs)].map(([, text = '']) => JSON.parse(text));
    expect(blocks).toHaveLength(1);
    for (const when of blocks)
      expect(() => compile({ version: 1, segments: [{ id: 'a', when }] })).not.toThrow();
  });

  test('as code are options that are taken', () => {
    const calls = [...page.matchAll(/start\((\{.*?\})\);/gs)].map(([, text = '']) =>
      new Function('definitions', `return ${text}`)({ version: 1 }),
    );
    expect(calls).toHaveLength(2);
    for (const options of calls) expect(() => checkOptions(options)).not.toThrow();
  });

  test.each([
    [{ auto: 'all' }],
    [{ auto: 1 }],
    [{ auto: null }],
    [{ page: 'path' }],
    [{ page: { by: 'title' } }],
    [{ device: {} }],
    [{ scroll: true }],
  ])('capture: %j is not taken', (capture) => {
    expect(() => checkOptions({ capture })).toThrow(
      /true, false or \{ page, declarative, device, visits, auto, sources \}/,
    );
  });
});
