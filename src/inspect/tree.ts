/** An explanation as elements: conditions in words, how far along each is, when it turns by itself. */
import type { ExplainedCondition, ExplainedLeaf, Explanation } from '../engine/explanation.js';
import { groupInWords, leafInWords, rulesInWords } from '../engine/format-explanation.js';
import { make } from './element.js';
import { instant, span } from './words.js';

const tellTime = (time: number | null | undefined) => (typeof time === 'number' ? instant(time) : 'no date');

/** How far a value is from a threshold that it must reach: 0–1. */
export const progressOf = ({ value, needs = {} }: ExplainedLeaf): number | undefined => {
  const goal = needs.gte ?? needs.gt;
  if (typeof value !== 'number' || typeof goal !== 'number' || goal <= 0) return undefined;
  return Math.min(1, Math.max(0, value / goal));
};

const bar = (part: number, label: string) => {
  const fill = make('span', { class: 'bar-fill' });
  fill.style.width = `${Math.round(part * 100)}%`;
  return make('span', { class: 'bar', role: 'img', 'aria-label': label }, fill);
};

const line = (explained: ExplainedCondition, at: number): HTMLElement => {
  const { held, next } = explained;
  const words = 'parts' in explained ? [groupInWords(explained)] : leafInWords(explained, tellTime);
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
      'parts' in explained && make('ul', {}, ...explained.parts.map((part) => line(part, at))),
    ),
  );
};

/** A leaf that stands in the way, and whether it is to hold. */
export interface Missing {
  readonly leaf: ExplainedLeaf;
  readonly isMeant: boolean;
}

/** The leaves that stand in the way: not held, or, under a `not`, held. */
export const missing = (explained: ExplainedCondition, isMeant = true): Missing[] => {
  if (explained.held === isMeant) return [];
  if (!('parts' in explained)) return [{ leaf: explained, isMeant }];
  const isTurned = explained.form === 'not';
  return explained.parts.flatMap((part) => missing(part, isTurned ? !isMeant : isMeant));
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

const isAny = (when: ExplainedCondition) => 'parts' in when && when.form === 'any';

/** The whole explanation. */
export const explanationTree = (explanation: Explanation): HTMLElement => {
  const { at, entered, when, until, rules, partial } = explanation;
  const lacks = entered ? [] : missing(when);
  const notes = rulesInWords(rules, at, tellTime);
  return make(
    'div',
    {},
    make('p', { class: 'summary' }, summary(explanation)),
    lacks.length > 0 &&
      make(
        'div',
        { class: 'hint' },
        make('strong', {}, isAny(when) ? 'To get in, one of' : 'To get in'),
        make(
          'ul',
          {},
          ...lacks.map(({ leaf, isMeant }) =>
            make(
              'li',
              {},
              (isMeant ? '' : 'must not hold: ') + leafInWords(leaf, tellTime).slice(0, 2).join(', '),
            ),
          ),
        ),
      ),
    ...notes.map((note) => make('p', { class: 'quiet' }, note)),
    partial && make('p', { class: 'quiet' }, 'Rests on a log that lacks something.'),
    make('h3', {}, until ? 'Comes in when' : 'When'),
    make('ul', { class: 'tree' }, line(when, at)),
    until && make('h3', {}, 'Goes out when'),
    until && make('ul', { class: 'tree' }, line(until, at)),
  );
};
