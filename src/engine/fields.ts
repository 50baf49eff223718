import type { Json } from '../base/json.js';
import type { Answer, Feed, Node } from './nodes.js';

/** A condition that asks one trait: decided whenever that changes, and so never due. */
export class Fact implements Feed, Answer {
  readonly nodes: Node[] = [];
  held = false;

  constructor(
    /** What is asked of the value that stands there if it is no object. */
    readonly passesOne: (value: unknown) => boolean,
    /** What is asked of any other. */
    readonly passesAny: () => boolean,
  ) {
    this.decide(undefined);
  }

  /** Decides, and says whether that changed it. */
  decide(value: unknown): boolean {
    const held = typeof value === 'object' ? this.passesAny() : this.passesOne(value);
    if (held === this.held) return false;
    this.held = held;
    return true;
  }
}

/** What stands under one name among the traits, and what is asked of it. */
export interface Field extends Feed {
  value: Json | undefined;
  readonly facts: Fact[];
}
