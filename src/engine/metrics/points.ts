import type { Report } from '../report.js';
import type { Column } from '../streams.js';
import { isNumber, numbers } from './columns.js';

/** Reads `points`: a number, or the path of numbers in the event, each of which counts. */
export const readPoints = (json: unknown, place: string, report: Report): Column => {
  if (typeof json === 'string' && json) return numbers(json);
  const points = [report.value(json, place, 'a number, or the path of one', isNumber) ?? 0];
  return { canon: `points(${points})`, take: () => points };
};
