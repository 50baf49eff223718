import { blog } from './blog.js';
import type { VisitorEvent } from './diary.js';
import { shop } from './shop.js';
import { trial } from './trial.js';

/** A log to play with; definitions that fit it are in the JSON file of the same name. */
export const SAMPLES: { readonly [name: string]: () => VisitorEvent[] } = { shop, blog, trial };
