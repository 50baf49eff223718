/** What stands in a visitor's way, as a list of what is to be done. */
import type { ExplainedCondition, ExplainedLeaf } from '../engine/explanation.js';
import type { Definitions } from '../segment/types.js';
import { make } from './element.js';
import { plainly } from './plainly.js';

/** A leaf that stands in the way, and whether it is to hold. */
interface MissingLeaf {
  readonly leaf: ExplainedLeaf;
  readonly isMeant: boolean;
}

/** So many of these are enough. */
interface MissingSome {
  readonly enough: number;
  readonly of: readonly Missing[];
}

export type Missing = MissingLeaf | MissingSome;

/** The leaves that stand in the way: not held, or, under a `not`, held. Where some of them are enough, it says of which. */
export const missing = (explained: ExplainedCondition, isMeant = true): Missing[] => {
  if (explained.held === isMeant) return [];
  if (!('parts' in explained)) return [{ leaf: explained, isMeant }];
  const { form, parts, needed } = explained;
  if (form === 'not') return parts.flatMap((part) => missing(part, !isMeant));
  const held = parts.filter((part) => part.held).length;
  const enough = isMeant ? needed - held : held - needed + 1;
  const inTheWay = parts.filter((part) => part.held !== isMeant);
  const ways = inTheWay.map((part) => missing(part, isMeant));
  if (enough >= inTheWay.length) return ways.flat();
  return [
    { enough, of: ways.flatMap((way) => (way.length === 1 ? way : [{ enough: way.length, of: way }])) },
  ];
};

const item = (one: Missing, definitions: Definitions): HTMLElement => {
  if ('of' in one) {
    const { enough, of } = one;
    const word = enough === of.length ? 'all of these' : enough === 1 ? 'one of these' : `${enough} of these`;
    return make('li', {}, word, make('ul', {}, ...of.map((each) => item(each, definitions))));
  }
  const { leaf, isMeant } = one;
  if (isMeant) return make('li', {}, plainly(leaf, definitions).slice(0, 2).join(', '));
  const [, need] = plainly(leaf, definitions);
  const [what] = plainly({ ...leaf, needs: {} }, definitions);
  return make('li', {}, `must not hold: ${what} ${need?.replace(/^needs /, '') ?? ''}`.trim());
};

/** Undefined where nothing stands in the way. */
export const toGetIn = (when: ExplainedCondition, definitions: Definitions): HTMLElement | undefined => {
  const lacks = missing(when);
  if (!lacks.length) return undefined;
  return make(
    'div',
    { class: 'hint' },
    make('strong', {}, 'To get in'),
    make('ul', {}, ...lacks.map((one) => item(one, definitions))),
  );
};
