import { untilAnniversary } from './anniversary.js';
import { classifier } from './classifier.js';
import { difference, ratio, total } from './composite.js';
import { model } from './model.js';
import { score } from './score.js';
import type { Form } from './types.js';
import { WINDOWED } from './windowed.js';

/** A metric that stands under a name elsewhere in the file. */
const metric: Form = {
  keys: [],
  read: (json, head, place, compilation) => compilation.named(json[head], `${place}.${head}`),
};

/** Every form of metric, by its own key. */
export const FORMS: ReadonlyMap<string, Form> = new Map<string, Form>([
  ...WINDOWED,
  ...Object.entries({ score, classifier, model, untilAnniversary, metric, ratio, difference, total }),
]);
