/** The tab that asks what would happen: events, time and other definitions, on a copy of the engine. */
import type { Json } from '../base/json.js';
import { isObject } from '../base/json.js';
import { DAY, MINUTE } from '../base/time.js';
import { isHidden } from '../segment/hidden.js';
import type { Definitions, Segment } from '../segment/types.js';
import { explain } from '../segment/wording.js';
import { type Supposed, whatIf } from './copy.js';
import { make, say } from './element.js';
import { inOrder } from './plainly.js';
import type { Subject, View } from './subject.js';
import { instant, span } from './words.js';

/** How far the slider goes. */
const FAR = 90 * DAY;
const STEP = 30 * MINUTE;

const parse = (text: string): Json | undefined => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const list = (title: string, ids: readonly string[], kind: string) =>
  make(
    'div',
    { class: 'outcome' },
    make('strong', {}, title),
    ids.length
      ? make('ul', { class: 'chips' }, ...ids.map((id) => make('li', { class: `badge ${kind}` }, id)))
      : make('span', { class: 'quiet' }, 'no segment'),
  );

export const createWhatIf = ({ handle, copy, past }: Subject): View => {
  let events: Supposed[] = [];
  let edited: Definitions | undefined;
  let names = '';

  const outcome = make('div', { role: 'status' });
  const told = make('p', { class: 'quiet' });
  const supposed = make('ul', { class: 'changes', 'aria-label': 'Supposed events' });
  const known = make('datalist', { id: 'known' });
  const name = make('input', { list: 'known', 'aria-label': 'Event', value: 'purchase' });
  const props = make('textarea', { rows: 3, spellcheck: 'false', 'aria-label': 'Properties as JSON' }, '{}');
  const slider = make('input', {
    type: 'range',
    min: 0,
    max: FAR / STEP,
    value: 0,
    'aria-label': 'Time from now',
    oninput: () => ask(),
  });
  const segment = make('select', { 'aria-label': 'Segment', onchange: () => take() });
  const text = make('textarea', {
    rows: 9,
    spellcheck: 'false',
    'aria-label': 'Definition as JSON',
    oninput: () => edit(),
  });
  const faults = make('ul', { class: 'faults' });

  const ahead = () => Number(slider.value) * STEP;
  const move = (by: number) => {
    slider.value = String(Number(slider.value) + by / STEP);
    ask();
  };
  const complain = (...lines: readonly string[]) => {
    faults.replaceChildren(...lines.map((line) => make('li', {}, line)));
    if (!lines.length) return;
    faults.scrollIntoView({ block: 'nearest' });
    outcome.replaceChildren(make('p', { class: 'quiet' }, 'Nothing was asked: what is supposed has faults.'));
  };

  const ask = () => {
    const now = copy();
    const log = past()?.log.map(({ event }) => event) ?? [];
    if (!now) return;
    say(told, ahead() ? `${span(ahead())} from now: ${instant(now.time + ahead())}` : 'Now');
    supposed.replaceChildren(
      ...events.map(({ name: what, props: how, after }) =>
        make(
          'li',
          {},
          make('code', {}, what),
          ` ${JSON.stringify(how)} ${after ? `in ${span(after)}` : 'now'}`,
        ),
      ),
    );
    const answer = whatIf(now, handle.segments(), log, {
      ...(edited && { definitions: edited }),
      events,
      ahead: Math.max(ahead(), ...events.map(({ after }) => after)),
    });
    complain(
      ...answer.faults.map((fault) => {
        const { place, found, expected, hint } = explain(edited, fault);
        return `${place.replace(/^segments\[\d+\]\.?/, '') || 'the segment'}: found ${found || 'nothing'}, expected ${expected}. ${hint}`;
      }),
    );
    text.setAttribute('aria-invalid', String(answer.faults.length > 0));
    if (answer.faults.length) return;
    outcome.replaceChildren(
      list('Would enter', answer.enters, 'in'),
      list('Would leave', answer.leaves, 'out'),
      make(
        'ol',
        { class: 'changes' },
        ...answer.changes
          .slice(-50)
          .map(({ type, segment: id, time }) =>
            make(
              'li',
              {},
              make('span', { class: `badge ${type === 'enter' ? 'in' : 'out'}` }, type),
              ` ${id} at ${instant(time)}`,
            ),
          ),
      ),
    );
  };
  const push = () => {
    const given = parse(props.value);
    props.setAttribute('aria-invalid', String(!isObject(given)));
    if (!isObject(given) || !name.value)
      return complain('The properties are no JSON object: write {"value": 3}.');
    events = [...events, { after: ahead(), name: name.value, props: given as Supposed['props'] }];
    ask();
  };
  const segments = (): readonly Segment[] => copy()?.definitions.segments ?? [];
  const take = () => {
    edited = undefined;
    const found = segments().find(({ id }) => id === segment.value);
    text.value = found ? JSON.stringify(inOrder({ ...found }), null, 2) : '';
    ask();
  };
  const edit = () => {
    const given = parse(text.value);
    const now = copy();
    if (!isObject(given) || !now) {
      text.setAttribute('aria-invalid', 'true');
      complain('This is no JSON object yet.');
      return;
    }
    edited = {
      ...now.definitions,
      segments: segments().map((one) => (one.id === segment.value ? (given as unknown as Segment) : one)),
    };
    ask();
  };
  const reset = () => {
    events = [];
    slider.value = '0';
    take();
  };
  const button = (label: string, run: () => void) => make('button', { type: 'button', onclick: run }, label);

  return {
    name: 'What if',
    root: make(
      'div',
      { class: 'split' },
      make(
        'div',
        { class: 'page', tabindex: 0, role: 'region', 'aria-label': 'Suppose' },
        make('h2', {}, 'Time passes'),
        make(
          'div',
          { class: 'tools' },
          button('+30 min', () => move(STEP)),
          button('+1 d', () => move(DAY)),
          slider,
        ),
        told,
        make('h2', {}, 'Something happens'),
        make('div', { class: 'tools' }, name, known, button('Suppose it', push)),
        props,
        supposed,
        make('h2', {}, 'A segment is defined otherwise'),
        segment,
        text,
        make('div', { role: 'alert' }, faults),
      ),
      make(
        'section',
        { class: 'detail', tabindex: 0, 'aria-label': 'Outcome' },
        make('div', { class: 'tools' }, make('h2', {}, 'Outcome'), button('Start over', reset)),
        make('p', { class: 'quiet' }, 'On a copy: the visitor, the log and the storage stay as they are.'),
        outcome,
      ),
    ),
    update() {
      const ids = segments()
        .map(({ id }) => id)
        .filter((id) => !isHidden(id, copy()?.definitions ?? {}));
      const here = ids.join();
      if (here === names) return;
      names = here;
      segment.replaceChildren(...ids.map((id) => make('option', { value: id }, id)));
      const heard = new Set(past()?.log.map(({ event }) => event.name));
      known.replaceChildren(
        ...[...heard, 'purchase', 'add_to_cart'].map((one) => make('option', { value: one })),
      );
      take();
    },
  };
};
