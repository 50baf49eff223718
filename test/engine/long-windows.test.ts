import { expect, it } from 'vitest';
import { compile, type Definitions, longWindows } from '../../src/engine.js';

const DAY = 86_400_000;

const definitions: Definitions = {
  version: 1,
  metrics: {
    over: { count: 'view', over: '90d' },
    year: { sum: 'value', of: 'purchase', over: 'last_year' },
    ever: { count: 'view' },
    visit: { count: 'view', over: 'session' },
    sale: { count: 'view', over: { since: '2020-01-01T00:00:00Z' } },
  },
  models: { buys: { intercept: 0, terms: [{ metric: { count: 'view', over: '91d' }, weight: 1 }] } },
  segments: [
    {
      id: 'x',
      when: {
        all: [
          { count: { event: 'view', where: { over: '365d' } }, over: 'this_month', gte: 1 },
          {
            ratio: [
              { count: 'view', over: '13w' },
              { count: 'view', over: { from: '14w', to: '1d' } },
            ],
            gte: 1,
          },
        ],
      },
      until: { count: 'view', over: '90d1ms', lt: 1 },
    },
  ],
};

it('names the windows that are longer than the log is kept, each by its place', () => {
  const found = (days: number) => longWindows(compile(definitions), days * DAY).map(({ place }) => place);
  expect(found(90)).toEqual([
    'metrics.year.over',
    'models.buys.terms[0].metric.over',
    'segments[0].when.all[1].ratio[0].over',
    'segments[0].when.all[1].ratio[1].over',
    'segments[0].until.over',
  ]);
  expect(found(30)).toContain('segments[0].when.all[0].over');
  expect(found(732)).toEqual([]);
  expect(longWindows(compile(definitions), 97 * DAY)).toEqual([
    { code: 'long-window', place: 'metrics.year.over', found: 'last_year', expected: 'at most 97d' },
    {
      code: 'long-window',
      place: 'segments[0].when.all[1].ratio[1].over',
      found: '{"from":"14w","to":"1d"}',
      expected: 'at most 97d',
    },
  ]);
});
