/** The tab of metrics: values, the points of classes, what each term of a model adds. */
import type { Definitions } from '../segment/types.js';
import { make } from './element.js';
import { chanceOf, classesOf, confidenceOf, pointsOf, shareOf, termOf, winnerOf } from './parts.js';
import type { Subject, View } from './subject.js';
import { figure, span } from './words.js';

/** A labelled bar: `part` is 0–1 of the widest; below zero it is told by its colour. */
const bar = (label: string, value: string, part: number) => {
  const fill = make('span', { class: part < 0 ? 'bar-fill minus' : 'bar-fill' });
  fill.style.width = `${Math.min(100, Math.abs(part) * 100)}%`;
  return make(
    'div',
    { class: 'measure' },
    make('span', { class: 'text' }, label),
    make('span', { class: 'bar' }, fill),
    make('span', { class: 'figure' }, value),
  );
};

const percent = (part: number) => `${Math.round(part * 1_000) / 10} %`;

/** Whether a metric is a length of time. */
const isTime = (metric: object) =>
  ['sinceFirst', 'sinceLast', 'interval', 'untilAnniversary'].some((form) => form in metric);

const bars = (values: readonly (readonly [label: string, value: number])[]) => {
  const most = Math.max(...values.map(([, value]) => Math.abs(value)), Number.MIN_VALUE);
  return values.map(([label, value]) => bar(label, figure(value), value / most));
};

export const createMetrics = ({ handle, copy, past }: Subject): View => {
  const root = make('div', { class: 'page', tabindex: 0, role: 'region', 'aria-label': 'Metrics' });
  let shown = '';

  const named = ({ metrics = {} }: Definitions) =>
    Object.entries(metrics)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, metric]) => {
        const value = handle.metric(name);
        return [name, isTime(metric) && typeof value === 'number' ? span(value) : figure(value)] as const;
      });

  const collect = (definitions: Definitions, now: number) => {
    const own = past();
    const number = (name: string) => Number(own?.metric(name, now) ?? 0);
    const seen = own?.log.map(({ event }) => event.props) ?? [];
    return {
      named: named(definitions),
      classifiers: Object.keys(definitions.classifiers ?? {})
        .sort()
        .map((name) => ({
          name,
          winner: figure(own?.metric(winnerOf(name), now)),
          confidence: number(confidenceOf(name)),
          points: classesOf(definitions, name, seen)
            .map((one) => [one, number(pointsOf(name, one))] as const)
            .sort(([, one], [, other]) => other - one),
        })),
      models: Object.entries(definitions.models ?? {}).map(([name, { intercept, terms }]) => ({
        name,
        chance: number(chanceOf(name)),
        shares: [
          ['intercept', intercept] as const,
          ...terms.map((term, index) => {
            const value = own?.metric(termOf(name, index), now);
            return [`${JSON.stringify(term.metric)} is ${figure(value)}`, shareOf(term, value)] as const;
          }),
        ],
      })),
    };
  };

  return {
    name: 'Metrics',
    root,
    update() {
      const now = copy();
      const found = now && collect(now.definitions, now.time);
      const text = JSON.stringify(found) ?? '';
      if (text === shown && root.firstChild) return;
      shown = text;
      if (!found || (!found.named.length && !found.classifiers.length && !found.models.length)) {
        root.replaceChildren(make('p', { class: 'quiet' }, 'The definitions name no metric.'));
        return;
      }
      root.replaceChildren(
        make(
          'dl',
          {},
          ...found.named.flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, value)]),
        ),
        ...found.classifiers.map(({ name, winner, confidence, points }) =>
          make(
            'section',
            {},
            make('h2', {}, `Classifier ${name}: ${winner}, ${percent(confidence)} of the points`),
            ...bars(points),
          ),
        ),
        ...found.models.map(({ name, chance, shares }) =>
          make('section', {}, make('h2', {}, `Model ${name}: ${percent(chance)}`), ...bars(shares)),
        ),
      );
    },
  };
};
