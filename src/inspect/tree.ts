/** An explanation as elements: conditions in words, how far along each is, when it turns by itself. */
import type { ExplainedCondition, ExplainedLeaf, Explanation } from '../engine/explanation.js';
import { groupInWords, rulesInWords } from '../engine/format-explanation.js';
import type { Definitions } from '../segment/types.js';
import { make } from './element.js';
import { plainly } from './plainly.js';
import { toGetIn } from './to-get-in.js';
import { instant, span } from './words.js';

const tellTime = (time: number | null | undefined) => (typeof time === 'number' ? instant(time) : 'no date');

/** How far a value is from a threshold that it must reach: 0–1. Undefined if none is there, or it is not what is lacking. */
export const progressOf = ({ value, needs = {}, held }: ExplainedLeaf): number | undefined => {
  const goal = needs.gte ?? needs.gt;
  if (typeof value !== 'number' || typeof goal !== 'number' || goal <= 0) return undefined;
  if (value >= goal && !held) return undefined;
  return Math.min(1, Math.max(0, value / goal));
};

const bar = (part: number, label: string) => {
  const fill = make('span', { class: 'bar-fill' });
  fill.style.width = `${Math.round(part * 100)}%`;
  return make('span', { class: 'bar', role: 'img', 'aria-label': label }, fill);
};

const line = (explained: ExplainedCondition, at: number, definitions: Definitions): HTMLElement => {
  const { held, next } = explained;
  const words = 'parts' in explained ? [groupInWords(explained)] : plainly(explained, definitions);
  const [what, ...rest] = words;
  const progress = 'parts' in explained ? undefined : progressOf(explained);
  const percent = Math.floor((progress ?? 0) * 100);
  return make(
    'li',
    { class: held ? 'held' : 'open' },
    make('span', { class: 'mark', role: 'img', 'aria-label': held ? 'holds' : 'does not hold' }),
    make(
      'div',
      { class: 'condition' },
      make('div', {}, make('span', { class: 'what' }, what)),
      ...rest.map((word) => make('div', { class: 'quiet' }, word)),
      progress !== undefined && bar(progress, `${percent} % of what is needed`),
      next !== undefined &&
        make('div', { class: 'turns' }, `${held ? 'until' : 'from'} ${instant(next)}, in ${span(next - at)}`),
      'parts' in explained && make('ul', {}, ...explained.parts.map((part) => line(part, at, definitions))),
    ),
  );
};

/** What it says above all: since when, and what happens next by itself. */
export const summary = ({ entered, since, next, at }: Explanation): string => {
  const standing =
    since === undefined ? 'Never was in.' : `${entered ? 'In' : 'Out'} since ${instant(since)}.`;
  const turn =
    next === undefined
      ? entered
        ? 'Does not drop out by time alone.'
        : 'Does not enter by time alone.'
      : `${entered ? 'Drops out' : 'Enters'} in ${span(next - at)}, at ${instant(next)}, unless something happens.`;
  return `${standing} ${turn}`;
};

/** The whole explanation; `definitions` know what a named metric measures. */
export const explanationTree = (explanation: Explanation, definitions: Definitions): HTMLElement => {
  const { at, entered, when, until, rules, partial } = explanation;
  const notes = rulesInWords(rules, at, tellTime);
  return make(
    'div',
    {},
    make('p', { class: 'summary' }, summary(explanation)),
    !entered && toGetIn(when, definitions),
    ...notes.map((note) => make('p', { class: 'quiet' }, note)),
    partial && make('p', { class: 'quiet' }, 'Rests on a log that lacks something.'),
    make('h3', {}, until ? 'Comes in when' : 'When'),
    make('ul', { class: 'tree' }, line(when, at, definitions)),
    until && make('h3', {}, 'Goes out when'),
    until && make('ul', { class: 'tree' }, line(until, at, definitions)),
  );
};
