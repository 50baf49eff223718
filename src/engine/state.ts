import { textOf } from '../base/json.js';

/** What a part of an engine remembers: plain JSON, and maps from scalars to it. */
type State = Record<string, unknown>;

/** A map is saved as two lists, its keys and its values. */
const mapOf = ([keys, values]: readonly [keys: readonly unknown[], values: readonly unknown[]]) =>
  new Map(keys.map((key, at) => [key, values[at]]));

/** Of each state its name and what it holds, in lines; and, as JSON and in their order, what that is. */
export interface Saved {
  readonly names: readonly string[];
  readonly states: string;
}

/** The states of all parts, each under the canonical form of what it belongs to. */
export class States {
  readonly #all = new Map<string, State>();
  /** Those that have maps, which JSON does not know. */
  readonly #mapped = new Set<State>();
  /** The same list for all that is saved, as long as there are no more states. */
  #names: readonly string[] = [];

  /** Keeps a state under a name; a second one of that name under another. */
  keep<S extends object>(name: string, state: S): S {
    let key = name;
    while (this.#all.has(key)) key += "'";
    this.#all.set(key, state as State);
    if (Object.values(state).some((value) => value instanceof Map)) this.#mapped.add(state as State);
    return state;
  }

  save(): Saved {
    const all = [...this.#all.values()];
    if (this.#names.length < all.length)
      this.#names = [...this.#all].map(([name, state]) => [name, ...Object.keys(state)].join('\n'));
    const plain = (value: unknown) =>
      value instanceof Map ? [[...value.keys()], [...value.values()]] : value;
    const states = all.map((state) => {
      const values = Object.values(state);
      return this.#mapped.has(state) ? values.map(plain) : values;
    });
    return { names: this.#names, states: textOf(states) };
  }

  get(name: string): State | undefined {
    return this.#all.get(name);
  }

  /** Names those that are not among what was saved. */
  load({ names, states }: Saved): string[] {
    const all: unknown[][] = JSON.parse(states);
    const isOwn = names === this.#names;
    const places = isOwn ? undefined : new Map(names.map((name, place) => [name, place]));
    let next = 0;
    return [...this.#all].flatMap(([name, state]) => {
      const keys = Object.keys(state);
      const old = all[places ? (places.get([name, ...keys].join('\n')) ?? -1) : next++];
      if (!old) return name;
      keys.forEach((key, at) => {
        // in a list JSON has null for what is not there
        state[key] =
          state[key] instanceof Map ? mapOf(old[at] as [unknown[], unknown[]]) : (old[at] ?? undefined);
      });
      return [];
    });
  }
}
