import type { Json } from '../base/json.js';

/** Whatever holds state between records: it can be saved as JSON and put back, here or in another engine. */
export interface Part {
  /** Plain JSON that nothing else holds on to. */
  save(): Json;
  /** Takes over what `save` gave; keeps no part of it that it will change. */
  load(state: Json): void;
}
