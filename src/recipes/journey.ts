/** How far somebody is on the way from hearing of you to telling others. */
import type { Selector } from '../segment/types.js';
import { segmentsOf } from './classes.js';
import { recipe } from './recipe.js';

/** What speaks for each stage, in the order of the journey: points, and the acts that give them. */
const STAGES: { readonly [stage: string]: readonly (readonly [points: number, acts: Selector])[] } = {
  awareness: [
    [2, 'article_view'],
    [1, ['view_item_list', 'view_promotion']],
  ],
  consideration: [
    [3, 'compare_items'],
    [2, ['view_item', 'view_reviews', 'add_to_wishlist', 'newsletter_sign_up']],
    [1, ['view_search_results', 'filter_items']],
  ],
  decision: [
    [3, ['add_to_cart', 'begin_checkout', 'trial_start']],
    [2, ['view_cart', 'apply_coupon', 'view_shipping_info', 'view_return_policy']],
    // what was decided is over
    [-4, ['purchase', 'subscribe']],
  ],
  retention: [
    [4, ['purchase', 'subscribe', 'renew']],
    [2, ['login', 'help_view']],
    [1, 'feature_use'],
  ],
  advocacy: [
    [4, ['share', 'review_sent']],
    [4, { event: 'nps_score', where: { score: { gte: 9 } } }],
  ],
};

/**
 * The stage of the journey, by the weight of all that was done and never by one act: `-awareness`, `-consideration`,
 * `-decision`, `-retention`, `-advocacy`, of which at most one holds. Besides: `-stuck`, who has been considering for long
 * without a break, and `-backward`, who fell back from a decision without having bought. `-was-decision` is the memory of it.
 *
 * @when What to say depends on how far they are: what it is, why this one, how to get it, how to use it, whom to tell.
 * @then Help with the next step from where they are. To the stuck show the one thing that decides; ask those who went back what was wrong.
 * @example journeyStage({ stuck: '14d' })
 */
export const journeyStage = /* @__PURE__ */ recipe(
  'journey-stage',
  {
    /** In how much time what they did loses half of its weight. */
    halfLife: '14d',
    /** How much there must be to go by; one act gives 4 at most. */
    minPoints: 5,
    /** How long in consideration counts as stuck. */
    stuck: '21d',
    /** How long a decision is remembered after they fell back. */
    memory: '30d',
  },
  ({ id, halfLife, minPoints, stuck, memory }) => ({
    classifiers: {
      [id]: {
        halfLife,
        minPoints,
        evidence: Object.entries(STAGES).flatMap(([stage, rows]) =>
          rows.map(([points, of]) => ({ of, points, class: stage })),
        ),
      },
    },
    segments: [
      ...segmentsOf(id, Object.keys(STAGES)),
      { id: `${id}-stuck`, when: { segment: `${id}-consideration` }, enterAfter: stuck },
      { id: `${id}-was-decision`, when: { segment: `${id}-decision` }, exitAfter: memory },
      {
        id: `${id}-backward`,
        when: {
          all: [
            { segment: `${id}-was-decision` },
            { any: [{ segment: `${id}-awareness` }, { segment: `${id}-consideration` }] },
            { count: ['purchase', 'subscribe'], over: memory, is: 0 },
          ],
        },
      },
    ],
  }),
);
