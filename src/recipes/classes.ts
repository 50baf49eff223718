import type { Segment } from '../segment/types.js';

/** For each class that a classifier can find a segment of the visitors for whom it wins. */
export const segmentsOf = (classifier: string, classes: readonly string[]): Segment[] =>
  classes.map((is) => ({ id: `${classifier}-${is}`, when: { classifier, is } }));
