import type { Load } from './chunks.js';

/** What differs between the doors. */
export interface Door {
  /** Whether faulty segments are left out and told, instead of thrown. */
  readonly lenient: boolean;
  readonly load: Load;
}
