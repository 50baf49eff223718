/** The tab of segments: who the visitor is taken for, and why. */
import { isHidden } from '../segment/hidden.js';
import type { Segment } from '../segment/types.js';
import { make, say } from './element.js';
import { createRows } from './rows.js';
import type { Subject, View } from './subject.js';
import { timeline } from './timeline.js';
import { explanationTree } from './tree.js';

export const createSegments = ({ handle, copy, past, refused }: Subject): View => {
  let chosen: string | undefined;
  let inside: ReadonlySet<string> = new Set();
  let shown = '';
  const detail = make('section', { class: 'detail', tabindex: 0, 'aria-label': 'Why' });
  const count = make('span', { class: 'count', role: 'status' });
  const search = make('input', {
    type: 'search',
    placeholder: 'Filter segments',
    'aria-label': 'Filter segments',
    oninput: () => list(),
  });
  const rows = createRows<Segment>({
    label: 'Segments',
    height: 32,
    keyOf: ({ id }) => id,
    fill(row, { id, name }) {
      row.dataset.state = inside.has(id) ? 'in' : 'out';
      const text = `${name ?? id}`;
      if (row.dataset.shows === text && row.dataset.was === row.dataset.state) return;
      row.dataset.shows = text;
      row.dataset.was = row.dataset.state;
      row.replaceChildren(
        make('span', { class: 'dot' }),
        make('span', { class: 'text' }, text),
        make('span', { class: 'state' }, row.dataset.state),
      );
    },
    chosen({ id }) {
      chosen = id;
      shown = '';
      explain();
    },
  });

  const segments = (): readonly Segment[] => {
    const { definitions } = copy() ?? {};
    return definitions?.segments?.filter(({ id }) => !isHidden(id, definitions)) ?? [];
  };
  const list = () => {
    const wanted = search.value.toLowerCase();
    const all = segments();
    inside = handle.segments();
    const fitting = all
      .filter(({ id, name = '' }) => `${id} ${name}`.toLowerCase().includes(wanted))
      .sort((one, other) => Number(inside.has(other.id)) - Number(inside.has(one.id)));
    say(count, `${inside.size} in, of ${all.length}`);
    rows.show(fitting);
    const [first] = fitting;
    if (chosen === undefined && first) {
      chosen = first.id;
      rows.choose(first);
    }
  };
  const explain = () => {
    const explanation = chosen === undefined ? undefined : handle.explain(chosen);
    const { definitions } = copy() ?? {};
    if (!explanation || !definitions) {
      detail.replaceChildren(
        make(
          'p',
          { class: 'quiet' },
          definitions ? 'No segment is defined.' : 'The page may not be told of segments.',
        ),
        ...refused
          .filter(({ code }) => /definitions/.test(code))
          .map(({ message }) => make('p', {}, message)),
      );
      return;
    }
    const changes = past()?.changesOf(explanation.id) ?? [];
    const text = JSON.stringify([explanation, changes.length]);
    // selected text and scrolling stay as long as nothing is another
    if (text === shown) return;
    shown = text;
    const { description } = segments().find(({ id }) => id === chosen) ?? {};
    const start = past()?.log[0]?.event.time ?? explanation.at;
    const top = detail.scrollTop;
    detail.replaceChildren(
      make(
        'header',
        {},
        make('h2', {}, explanation.name ?? explanation.id),
        make(
          'span',
          { class: `badge ${explanation.entered ? 'in' : 'out'}` },
          explanation.entered ? 'in' : 'out',
        ),
        explanation.name !== undefined && make('code', {}, explanation.id),
      ),
      (description !== undefined && make('p', { class: 'quiet' }, description)) || '',
      explanationTree(explanation, definitions),
      make('h3', {}, 'History'),
      timeline(changes, start, explanation.at),
    );
    detail.scrollTop = top;
  };

  return {
    name: 'Segments',
    root: make(
      'div',
      { class: 'split' },
      make('div', { class: 'master' }, make('div', { class: 'tools' }, search, count), rows.root),
      detail,
    ),
    update() {
      list();
      explain();
    },
  };
};
