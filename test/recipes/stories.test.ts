/** The worked examples of the guides to behavioural segmentation, told from beginning to end. */
import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../src/base/time.js';
import { compile, createEngine, type Event } from '../../src/engine.js';
import { clickedNotActed, compose, journeyStage, overlapPersona } from '../../src/recipes.js';
import type { Definitions } from '../../src/segment/types.js';

const START = Date.parse('2026-06-01T09:00:00Z');

/** A visitor who acts, and of whom one can ask at any instant. */
const visitorOf = (definitions: Definitions) => {
  const engine = createEngine(compile(definitions));
  let acts = 0;
  const told: string[] = [];
  const hear = (changes: ReturnType<typeof engine.advance>) =>
    told.push(
      ...changes.map(({ type, segment, time }) => `${type} ${segment} after ${(time - START) / HOUR} h`),
    );
  return {
    told,
    does(after: number, name: string, props: Event['props'] = {}) {
      const id = `e${String(acts++).padStart(3, '0')}`;
      const session = `s${Math.floor(after / DAY)}`;
      hear(engine.apply({ id, name, time: START + after, session, props }));
    },
    isIn(after: number, id: string) {
      hear(engine.advance(START + after));
      return engine.segments().has(id);
    },
  };
};

const boots = (item_id: string) => ({ items: [{ item_id, item_category: 'boots' }] });

describe('the overlap persona: more than thirty minutes, spent over an amount, a comparison shopper', () => {
  const compares = (visitor: ReturnType<typeof visitorOf>, after: number) => {
    for (const item of ['a', 'b', 'c']) visitor.does(after, 'view_item', boots(item));
  };

  test('gets the discount where all three meet, and not before', () => {
    const visitor = visitorOf(compose(overlapPersona()));
    visitor.does(0, 'purchase', { value: 150 });
    compares(visitor, 40 * DAY);
    expect(visitor.isIn(40 * DAY, 'overlap-persona-discount')).toBe(false);
    visitor.does(40 * DAY + MINUTE, 'user_engagement', { engagement_time_msec: 30 * MINUTE });
    expect(visitor.isIn(40 * DAY + MINUTE, 'overlap-persona-discount')).toBe(false);
    visitor.does(40 * DAY + 2 * MINUTE, 'user_engagement', { engagement_time_msec: 1 });
    expect(visitor.isIn(40 * DAY + 2 * MINUTE, 'overlap-persona-discount')).toBe(true);
  });

  test('gets none who spends 300 a month anyway, though the persona fits', () => {
    const visitor = visitorOf(compose(overlapPersona()));
    visitor.does(0, 'purchase', { value: 180 });
    visitor.does(10 * DAY, 'purchase', { value: 120 });
    visitor.does(10 * DAY, 'user_engagement', { engagement_time_msec: HOUR });
    compares(visitor, 20 * DAY);
    expect(visitor.isIn(20 * DAY, 'overlap-persona')).toBe(true);
    expect(visitor.isIn(20 * DAY, 'overlap-persona-discount')).toBe(false);
  });
});

describe('clicked but did not act: follow up within a day', () => {
  const land = { page_location: 'https://shop.example/sale?utm_source=letter&utm_medium=email' };

  test('is in from an hour after the click until a day after it, and told at those instants', () => {
    const visitor = visitorOf(compose(clickedNotActed()));
    visitor.does(0, 'page_view', land);
    visitor.does(4 * MINUTE, 'view_item', boots('a'));
    expect(visitor.isIn(3 * DAY, 'clicked-not-acted')).toBe(false);
    expect(visitor.told).toEqual([
      'enter clicked-not-acted after 1 h',
      `exit clicked-not-acted after ${(DAY + 1) / HOUR} h`,
    ]);
  });

  test('who acts is left alone', () => {
    const visitor = visitorOf(compose(clickedNotActed()));
    visitor.does(0, 'page_view', land);
    visitor.does(59 * MINUTE, 'purchase', { value: 40 });
    visitor.isIn(3 * DAY, 'clicked-not-acted');
    expect(visitor.told).toEqual([]);
  });
});

test('fourteen days of mixed behaviour are consideration, although the first two acts look like awareness', () => {
  const visitor = visitorOf(compose(journeyStage()));
  const stage = (day: number) =>
    ['awareness', 'consideration', 'decision'].filter((stage) =>
      visitor.isIn(day * DAY, `journey-stage-${stage}`),
    );

  visitor.does(0, 'article_view', { article_id: 'how-to-choose-boots' });
  visitor.does(1 * DAY, 'article_view', { article_id: 'boots-for-wide-feet' });
  // two acts are not enough to say anything
  expect(stage(1)).toEqual([]);
  visitor.does(2 * DAY, 'article_view', { article_id: 'waterproof-or-not' });
  expect(stage(2)).toEqual(['awareness']);

  visitor.does(4 * DAY, 'view_item', boots('a'));
  visitor.does(6 * DAY, 'view_search_results', { search_term: 'wide boots' });
  visitor.does(8 * DAY, 'view_item', boots('b'));
  visitor.does(8 * DAY, 'compare_items', { items: [{ item_id: 'a' }, { item_id: 'b' }] });
  visitor.does(11 * DAY, 'article_view', { article_id: 'care-for-leather' });
  visitor.does(13 * DAY, 'view_reviews', { items: [{ item_id: 'b' }] });
  visitor.does(14 * DAY, 'add_to_cart', boots('b'));
  // one thing in the cart is no decision yet
  expect(stage(14)).toEqual(['consideration']);
});
