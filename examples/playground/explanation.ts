/** Why the visitor is in a segment or not: the engine's own words, as a tree. */
import { span } from './calendar.js';
import { make } from './make.js';
import type { Look } from './run.js';

const LINE = /^( *)(yes|no): (.*)$/;

interface Branch {
  readonly depth: number;
  readonly list: HTMLUListElement;
}

/** The lines of `formatExplanation`, two blanks deeper for each level. */
const tree = (lines: readonly string[]): HTMLElement[] => {
  const roots: HTMLElement[] = [];
  let branches: Branch[] = [];
  for (const words of lines) {
    const [, blanks = '', held, what = ''] = LINE.exec(words) ?? [];
    if (!held) {
      roots.push(make('h4', {}, words === 'when' ? 'Comes in when' : 'Goes out when'));
      branches = [];
      continue;
    }
    const depth = blanks.length;
    branches = branches.filter((branch) => branch.depth <= depth);
    if (branches.at(-1)?.depth !== depth) {
      const list = make('ul', { class: 'why' });
      const parent = branches.at(-1)?.list.lastElementChild?.lastElementChild;
      if (parent) parent.append(list);
      else roots.push(list);
      branches.push({ depth, list });
    }
    const [first = '', ...rest] = what.split(/, (?=needs |window |until \d|from \d|partial)/);
    const holds = held === 'yes';
    const mark = { class: 'mark', role: 'img', 'aria-label': holds ? 'holds' : 'does not hold' };
    const more = rest.map((part) => make('div', { class: 'muted' }, part));
    const line = make(
      'li',
      { 'data-held': held },
      make('span', mark, holds ? '✓' : '·'),
      make('div', {}, make('div', { class: 'what' }, first), ...more),
    );
    branches.at(-1)?.list.append(line);
  }
  return roots;
};

/** The explanation, or what to say where there is none. */
export const showExplanation = ({ explanation, words }: Look): HTMLElement[] => {
  if (!explanation) return [make('p', { class: 'muted' }, 'Choose a segment in the chart.')];
  const lines = words.replace(/(:\d\d)\.\d{3}\b/g, '$1').split('\n');
  const begin = lines.indexOf('when');
  const notes = lines.slice(2, begin).map((note) => make('p', { class: 'note' }, note.trim()));
  const { entered, since, at, name, id } = explanation;
  const standing = since === undefined ? 'never was in' : `${entered ? 'in' : 'out'} for ${span(at - since)}`;
  return [
    make(
      'h3',
      {},
      `${name ?? id} `,
      make('span', { class: 'badge', 'data-state': entered ? 'in' : 'out' }, standing),
    ),
    ...notes,
    ...tree(lines.slice(begin)),
  ];
};
