/** What becomes of a play's messages is heard by the recipes of responses, at the exact instant. */
import { expect, test } from 'vitest';
import { compile } from '../../src/engine/compile.js';
import { createEngine } from '../../src/engine/engine.js';
import { cuesOf } from '../../src/plays/cues.js';
import { expandPlays } from '../../src/plays/expand.js';
import { clickedNotActed, compose, convertedByMessage, openedNotClicked } from '../../src/recipes.js';
import { ABANDONER, DAY, HOUR, MINUTE, RESCUE, START } from './play.js';

const RESPONSES = ['opened-not-clicked', 'clicked-not-acted', 'converted-by-message'];

const { definitions } = expandPlays(
  compose(
    { segments: [ABANDONER], plays: [RESCUE] },
    openedNotClicked(),
    clickedNotActed(),
    convertedByMessage(),
  ),
);

/** Somebody who left a cart, and was shown the first message half an hour later. */
const shown = () => {
  const engine = createEngine(compile(definitions));
  const [first] = (definitions.plays ?? []).flatMap(cuesOf);
  let count = 0;
  const tell = (after: number, name: string, props = {}) =>
    engine.apply({ id: `${++count}`.padStart(4, '0'), name, time: START + after, session: 's', props });
  const at = (after: number) => {
    engine.advance(START + after);
    return RESPONSES.filter((id) => engine.segments().has(id));
  };
  tell(0, 'add_to_cart');
  engine.advance(START + 30 * MINUTE);
  expect(engine.segments().has(first?.segment ?? '')).toBe(true);
  const message_id = first?.does === 'show' ? first.id : '';
  /** What a page tells of it, so long after it was shown. */
  const respond = (after: number, name: string) =>
    tell(30 * MINUTE + after, name, { message_id, campaign: RESCUE.id });
  respond(0, 'message_shown');
  return { respond, tell, since: (after: number) => at(30 * MINUTE + after) };
};

test('shown and left alone: opened and not clicked, a day later', () => {
  const { since } = shown();
  expect(since(DAY - 1)).toEqual([]);
  expect(since(DAY)).toEqual(['opened-not-clicked']);
});

test('put away: opened and not clicked, at once', () => {
  const { respond, since } = shown();
  respond(MINUTE, 'message_dismiss');
  expect(since(MINUTE)).toEqual(['opened-not-clicked']);
});

test('clicked: an hour later not acted, for a day', () => {
  const { respond, since } = shown();
  respond(MINUTE, 'message_click');
  expect(since(MINUTE + HOUR - 1)).toEqual([]);
  expect(since(MINUTE + HOUR)).toEqual(['clicked-not-acted']);
  expect(since(MINUTE + DAY)).toEqual(['clicked-not-acted']);
  expect(since(MINUTE + DAY + 1)).toEqual([]);
});

test('clicked and bought: converted, and nothing that was left open', () => {
  const { respond, tell, since } = shown();
  respond(MINUTE, 'message_click');
  tell(3 * HOUR, 'purchase', { value: 40 });
  expect(since(3 * HOUR)).toEqual(['converted-by-message']);
  expect(since(10 * DAY)).toEqual(['converted-by-message']);
});
