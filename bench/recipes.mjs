/** All recipes in one file: what an event costs beside the 100 behavioural segments. */
import { performance } from 'node:perf_hooks';
import { compile, createEngine, file } from './door.mjs';
import { against, assert, interleave, ratio, table } from './measure.mjs';
import { definitions, visits } from './visits.mjs';

const { expandRecipes, recipeNames } = await import(new URL('recipes.js', file).href);

const HISTORIES = [1_000, 20_000];
const ROUND = 512;
const ROUNDS = 15;
const MOST = 2;

/** The events of the other questions, with what recipes look at: products, addresses, attention, articles. */
const dressed = (log) =>
  log.map((event, index) => {
    const { name, props } = event;
    const page = {
      page_location: `https://shop.example${props.page_path}`,
      page_referrer: index % 7 ? 'https://shop.example/' : 'https://www.google.com/',
    };
    if (name === 'scroll')
      return { ...event, name: 'user_engagement', props: { engagement_time_msec: 20_000 } };
    if (name === 'video_start')
      return {
        ...event,
        name: 'article_view',
        props: { article_id: props.page_path, article_topic: 'trail' },
      };
    const items = [{ item_id: props.page_path, item_category: props.item_category, price: props.value }];
    return { ...event, props: name === 'page_view' ? { ...props, ...page } : { ...props, items } };
  });

const follow = (plan, log, history) => {
  const engine = createEngine(plan);
  engine.replay(log.slice(0, history));
  let at = history;
  return () => {
    const events = log.slice(at, at + ROUND);
    at += ROUND;
    const start = performance.now();
    for (const event of events) engine.apply(event);
    return (performance.now() - start) / ROUND;
  };
};

export const recipes = async () => {
  const log = dressed(visits(HISTORIES.at(-1) + (ROUNDS + 8) * ROUND));
  const all = compile(expandRecipes({ version: 1, recipes: recipeNames }).definitions);
  const hundred = compile(definitions);
  const seen = createEngine(all);
  const entered = new Set();
  for (const event of log.slice(0, HISTORIES[0]))
    for (const { type, segment } of seen.apply(event)) if (type === 'enter') entered.add(segment);
  assert(entered.size > all.segments.length / 4, `only ${entered.size} segments of recipes are ever entered`);

  const runs = Object.fromEntries(
    HISTORIES.flatMap((history) => [
      [`recipes|${history}`, follow(all, log, history)],
      [`hundred|${history}`, follow(hundred, log, history)],
    ]),
  );
  const costs = await interleave(runs, { rounds: ROUNDS });
  const ratios = HISTORIES.map((history) => ratio(costs[`recipes|${history}`], costs[`hundred|${history}`]));
  table(
    '5. All recipes in one file: an event',
    [
      `${recipeNames.length} recipes, ${all.segments.length} segments, ${all.metrics.length} metrics that can be read; ${entered.size} of the segments were entered.`,
      '× the cost of the 100 behavioural segments of question 2 on the same events, median (middle 80% of rounds).',
    ],
    ['', ...HISTORIES.map((history) => `after ${history.toLocaleString('en-US')} events`), 'target'],
    [
      [
        'all recipes',
        ...ratios.map(({ text }) => text),
        against(Math.max(...ratios.map(({ value }) => value)), MOST),
      ],
    ],
  );
};
