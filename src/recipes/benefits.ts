/** What somebody hopes to get from a product. */
import type { Evidence, Where } from '../segment/types.js';
import { segmentsOf } from './classes.js';
import { recipe } from './recipe.js';

/** The benefits, each with the words by which it is known, `*` for any run of characters. */
export interface Benefits {
  readonly [benefit: string]: readonly string[];
}

const TOOTHPASTE: Benefits = {
  whitening: ['*whiten*', '*bright*'],
  sensitive: ['*sensitive*', '*gentle*'],
  taste: ['*mint*', '*fresh*', '*taste*'],
  price: ['*price*', '*value pack*', '*offer*'],
};

const evidenceFor = (benefit: string, words: readonly string[]): Evidence[] => {
  const named = (...paths: string[]): Where[] =>
    words.flatMap((like) => paths.map((path) => ({ [path]: { like, ignoreCase: true } })));
  const products = named('items.item_name', 'items.item_category');
  return [
    {
      of: { event: ['view_item', 'select_item', 'compare_items'], where: products },
      points: 1,
      class: benefit,
    },
    {
      of: {
        event: ['filter_items', 'sort_items', 'view_search_results'],
        where: named('filter_value', 'filter_name', 'sort_by', 'search_term'),
      },
      points: 2,
      class: benefit,
    },
    { of: { event: 'add_to_cart', where: products }, points: 3, class: benefit },
  ];
};

/**
 * Which benefit somebody seeks, by what they look at, search for, filter, compare and choose: one segment for each, with
 * the benefit at the end of its id. At most one holds at a time.
 *
 * @when One product is bought for different reasons, as toothpaste is.
 * @then Say first what they came for; the same tube can be shown for its white, its mint, or its price.
 * @example benefitSeekers({ benefits: { light: ['*light*', '*ultra*'], warm: ['*wool*', '*down*'] } })
 */
export const benefitSeekers = /* @__PURE__ */ recipe(
  'benefit-seekers',
  {
    /** The benefits, each with words by which it is known in products' names, searches and filters. */
    benefits: TOOTHPASTE as Benefits,
    /** In how much time what they did loses half of its weight. */
    halfLife: '30d',
    /** How much there must be to go by: a look gives 1, a search or a filter 2, the cart 3. */
    minPoints: 3.5,
  },
  ({ id, benefits, halfLife, minPoints }) => ({
    classifiers: {
      [id]: {
        halfLife,
        minPoints,
        evidence: Object.entries(benefits).flatMap(([benefit, words]) => evidenceFor(benefit, words)),
      },
    },
    segments: segmentsOf(id, Object.keys(benefits)),
  }),
);
