/** What the guide quotes of the panel is what the panel says, and each of the demo's segments has a way in and a way out. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { canonical } from '../../src/base/json.js';
import { DAY, MINUTE } from '../../src/base/time.js';
import { compile, createEngine, type Event, type Explanation } from '../../src/engine.js';
import { explanationTree } from '../../src/inspect/tree.js';
import { expandRecipes } from '../../src/recipes.js';
import type { Definitions } from '../../src/segment/types.js';

const { plays: _, ...file } = JSON.parse(readFileSync('examples/shop/segments.json', 'utf8'));
const { definitions } = expandRecipes(file);
/** As a copy of it is kept in the browser. */
const kept: Definitions = JSON.parse(canonical(definitions));

/** Noon of the day of which the guide tells, wherever this runs. */
const NOON = new Date(2026, 5, 10, 12).getTime();

const shoe = (item_id: string) => ({ items: [{ item_id, item_category: 'shoes', price: 120 }] });
const STORY: readonly (readonly [minute: number, name: string, props?: Event['props']])[] = [
  [0, 'page_view'],
  [0, 'view_item', shoe('sandpiper')],
  [1, 'view_item', shoe('dunlin')],
  [2, 'add_to_cart', shoe('dunlin')],
  [3, 'article_view', { article_id: 'lacing' }],
  [4, 'article_view', { article_id: 'wet-feet' }],
  [5, 'purchase', { value: 120, ...shoe('dunlin') }],
];

const visitorOf = (file: Definitions, story = STORY) => {
  const engine = createEngine(compile(file));
  for (const [index, [minute, name, props = {}]] of story.entries())
    engine.apply({ id: `e${index}`, name, time: NOON + minute * MINUTE, session: 's', props });
  return engine;
};

const treeOf = (explanation: Explanation, file: Definitions) => explanationTree(explanation, file);
const linesOf = (tree: HTMLElement) => [...tree.querySelectorAll('p, li')].map((line) => line.textContent);

const guide = readFileSync('docs/inspector.md', 'utf8');
const rows = [...guide.matchAll(/^\| (\w[\w ]+?) +\| (.*`.*?) +\| .+ \|$/gm)].map(
  ([, name = '', said = '']) => [name, [...said.matchAll(/`([^`]+)`/g)].map(([, text]) => text)] as const,
);

describe("the guide's segments of the demo", () => {
  test('are five', () => expect(rows).toHaveLength(5));

  test.each(rows)('%s: the panel says what is quoted', (name, quotes) => {
    const id = definitions.segments?.find((one) => one.name === name)?.id ?? '';
    for (const file of [definitions, kept]) {
      const explanation = visitorOf(file).explain(id) as Explanation;
      const tree = treeOf(explanation, file);
      const ways = [...tree.querySelectorAll('.hint li')].map((line) => line.textContent);
      expect(quotes).toEqual([tree.querySelector('.summary')?.textContent, ...ways]);
    }
  });
});

describe("each of the demo's segments", () => {
  const ids = (definitions.segments ?? []).map(({ id }) => id);
  const states: readonly (readonly [string, () => ReturnType<typeof visitorOf>])[] = [
    ['of a stranger', () => visitorOf(definitions, STORY.slice(0, 1))],
    ['of a buyer', () => visitorOf(definitions)],
    [
      'of a buyer three days later',
      () => {
        const engine = visitorOf(definitions);
        engine.advance(NOON + 3 * DAY);
        return engine;
      },
    ],
  ];

  test.each(states)('%s: out, and what is to be done; or in, and until when', (_name, begin) => {
    const engine = begin();
    expect(ids.length).toBeGreaterThan(40);
    for (const id of ids) {
      const explanation = engine.explain(id) as Explanation;
      const tree = treeOf(explanation, definitions);
      const lines = linesOf(tree);
      if (explanation.entered) expect(lines[0], id).toMatch(/^In since .*(Drops out in |Does not drop out)/);
      else expect(lines.slice(1).join('\n'), id).toMatch(/needs |being in |then no |takes its place/);
      // nothing is said as JSON, and nothing lacks
      expect(lines.join('\n'), id).not.toMatch(/[{}]|undefined|NaN|\[object|Infinity/);
    }
  });

  test('is said in the same words whether the file was just fetched or kept', () => {
    const [fetched, stored] = [visitorOf(definitions), visitorOf(kept)];
    for (const id of ids)
      expect(linesOf(treeOf(stored.explain(id) as Explanation, kept)), id).toEqual(
        linesOf(treeOf(fetched.explain(id) as Explanation, definitions)),
      );
  });
});
