/** The tab of events: the log as it grows, what each event moved, and what was refused. */
import { make, say } from './element.js';
import type { Happened } from './past.js';
import { createRows } from './rows.js';
import type { Subject, View } from './subject.js';
import { instant, moment } from './words.js';

const moved = ({ moved: changes }: Happened) =>
  changes.map(({ segment, type }) => `${type === 'enter' ? '+' : '−'}${segment}`).join(' ');

export const createEvents = ({ copy, past, refused }: Subject): View => {
  let chosen: Happened | undefined;
  let now = 0;
  const detail = make('section', { class: 'detail', tabindex: 0, 'aria-label': 'Details' });
  const count = make('span', { class: 'count', role: 'status' });
  const search = make('input', {
    type: 'search',
    placeholder: 'Filter events',
    'aria-label': 'Filter events',
    oninput: () => list(),
  });
  const onlyMoving = make('input', { type: 'checkbox', onchange: () => list() });
  const refusals = make('ul', { class: 'refused', 'aria-label': 'Refused' });
  const rows = createRows<Happened>({
    label: 'Events',
    height: 32,
    keyOf: ({ event }) => event.id,
    fill(row, happened) {
      const { event } = happened;
      const text = moved(happened);
      const shows = event.id + text;
      if (row.dataset.shows === shows) return;
      row.dataset.shows = shows;
      row.replaceChildren(
        make('time', {}, moment(event.time, now)),
        make('span', { class: 'text' }, event.name),
        make('span', { class: 'state' }, text),
      );
    },
    chosen(happened) {
      chosen = happened;
      show();
    },
  });

  const show = () => {
    if (!chosen) return;
    const { event, moved: changes } = chosen;
    detail.replaceChildren(
      make('header', {}, make('h2', {}, event.name), make('time', { class: 'quiet' }, instant(event.time))),
      make('h3', {}, 'Moved'),
      changes.length
        ? make(
            'ul',
            { class: 'changes' },
            ...changes.map(({ segment, type }) =>
              make(
                'li',
                {},
                make('span', { class: `badge ${type === 'enter' ? 'in' : 'out'}` }, type),
                ` ${segment}`,
              ),
            ),
          )
        : make('p', { class: 'quiet' }, 'No segment.'),
      make('h3', {}, 'Properties'),
      make('pre', {}, JSON.stringify(event.props, null, 2)),
      make('p', { class: 'quiet' }, `Visit ${event.session} · id ${event.id}`),
    );
  };
  let before = '';
  const list = () => {
    const log = past()?.log ?? [];
    now = copy()?.time ?? now;
    const wanted = search.value.toLowerCase();
    const fitting: Happened[] = [];
    for (let at = log.length - 1; at >= 0; at--) {
      const happened = log[at] as Happened;
      if (onlyMoving.checked && !happened.moved.length) continue;
      if (!wanted || happened.text.includes(wanted)) fitting.push(happened);
    }
    say(count, `${fitting.length} of ${log.length}`);
    rows.show(fitting);
    const text = JSON.stringify(refused);
    if (text === before) return;
    before = text;
    refusals.replaceChildren(
      ...refused.map(({ code, message }) => make('li', {}, make('code', {}, code), ` ${message}`)),
    );
  };

  detail.append(make('p', { class: 'quiet' }, 'Choose an event to see what it held and what it moved.'));
  return {
    name: 'Events',
    root: make(
      'div',
      { class: 'split' },
      make(
        'div',
        { class: 'master' },
        make('div', { class: 'tools' }, search, make('label', {}, onlyMoving, ' moved a segment'), count),
        rows.root,
        refusals,
      ),
      detail,
    ),
    update: list,
  };
};
