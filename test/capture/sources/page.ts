/** The tables of docs/sources.md, made from what the code knows. */
import { readFileSync } from 'node:fs';
import { ACTIONS } from '../../../src/capture/sources/ecommerce.js';
import { EVENT_KEYS, ITEM_KEYS, PROMOTION_KEYS } from '../../../src/capture/sources/items.js';
import { SEGMENT_EVENTS } from '../../../src/capture/sources/segment-names.js';

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const code = (text: string) => `\`${text}\``;

const table = (heads: readonly string[], rows: readonly (readonly string[])[]) => {
  const widths = heads.map((head, at) =>
    Math.max(head.length, ...rows.map((cells) => cells[at]?.length ?? 0)),
  );
  const padded = (cells: readonly string[]) => row(cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)));
  return [padded(heads), row(widths.map((width) => '-'.repeat(width))), ...rows.map(padded)].join('\n');
};

const keysOf = (about: string, keys: { readonly [theirs: string]: string }) =>
  Object.entries(keys).map(([theirs, ours]) => [about, code(theirs), code(ours)]);

const TABLES: { readonly [name: string]: string } = {
  universal: table(
    ['in `ecommerce`', 'event'],
    Object.entries(ACTIONS).map(([theirs, ours]) => [code(theirs), code(ours)]),
  ),
  segment: table(
    ['Segment', 'event'],
    Object.entries(SEGMENT_EVENTS).map(([theirs, ours]) => [theirs, ours ? code(ours) : 'keeps its name']),
  ),
  keys: table(
    ['of', 'there', 'here'],
    [
      ...keysOf('a product', ITEM_KEYS),
      ...keysOf('an act or an order', EVENT_KEYS),
      ...keysOf('a promotion', PROMOTION_KEYS),
    ],
  ),
};

export const sourcesPage = (): string =>
  readFileSync('docs/sources.md', 'utf8').replace(
    /<!-- (\w+) -->\n.*?<!-- \/\1 -->/gs,
    (found, name: string) =>
      TABLES[name] === undefined ? found : `<!-- ${name} -->\n\n${TABLES[name]}\n\n<!-- /${name} -->`,
  );
