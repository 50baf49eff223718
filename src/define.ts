/** The standard events and the site's own names complete in the builder, too. */
declare module './segment/names.js' {
  interface Names {
    events: import('./index.js').KnownEvents;
    segments: import('./index.js').Segments;
  }
}

export {
  abandoned,
  all,
  any,
  atLeast,
  avg,
  classifier,
  classify,
  count,
  days,
  define,
  difference,
  distinct,
  event,
  first,
  inSegment,
  interval,
  last,
  logistic,
  max,
  metric,
  min,
  model,
  not,
  now,
  peak,
  points,
  ratio,
  score,
  segment,
  sequence,
  sessions,
  share,
  sinceFirst,
  sinceLast,
  streak,
  sum,
  term,
  top,
  total,
  trait,
  untilAnniversary,
} from './segment/builder.js';
export type { Phrase, Said } from './segment/phrases.js';
export type { Condition, Definitions, Metric, Segment, Selector } from './segment/types.js';
