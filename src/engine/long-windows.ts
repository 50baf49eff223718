import { isObject } from '../base/json.js';
import { DAY, parseDuration } from '../base/time.js';
import type { Fault, Plan } from './types.js';

/** How far back windows of the calendar can reach. */
const CALENDAR: ReadonlyMap<unknown, number> = new Map([
  ['today', DAY],
  ['yesterday', 2 * DAY],
  ['this_week', 7 * DAY],
  ['last_week', 14 * DAY],
  ['this_month', 31 * DAY],
  ['last_month', 62 * DAY],
  ['this_year', 366 * DAY],
  ['last_year', 732 * DAY],
]);

/** How far back a window reaches; that of a lifetime, a visit or fixed instants cannot be compared. */
const reachOf = (over: unknown): number =>
  CALENDAR.get(over) ?? parseDuration(isObject(over) ? over.from : over) ?? 0;

/**
 * The windows of definitions that reach further back than the log is kept, by their places. What is counted already
 * goes on being right; what is new in the file begins with what the log still holds, and is `partial` until the window
 * has left that beginning behind.
 *
 * @param retention how long the log is kept, in milliseconds
 */
export const longWindows = ({ definitions }: Plan, retention: number): Fault[] => {
  const visit = (value: unknown, place: string): Fault[] => {
    if (Array.isArray(value)) return value.flatMap((one, index) => visit(one, `${place}[${index}]`));
    if (!isObject(value)) return [];
    return Object.entries(value).flatMap(([key, inner]) => {
      // the names in there are the site's own
      if (key === 'where') return [];
      if (key !== 'over') return visit(inner, `${place}.${key}`);
      if (reachOf(inner) <= retention) return [];
      const found = typeof inner === 'string' ? inner : JSON.stringify(inner);
      return { code: 'long-window', place: `${place}.over`, found, expected: `at most ${retention / DAY}d` };
    });
  };
  const { metrics, models, segments } = definitions;
  return [...visit(metrics, 'metrics'), ...visit(models, 'models'), ...visit(segments, 'segments')];
};
