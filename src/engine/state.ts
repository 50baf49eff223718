import { textOf } from '../base/json.js';

/** What a part of an engine remembers: plain JSON, and maps from scalars to it. */
type State = Record<string, unknown>;

/** The states of all parts, each under the canonical form of what it belongs to. */
export class States {
  readonly #all = new Map<string, State>();
  /** Those that have maps, which JSON does not know. */
  readonly #mapped = new Set<State>();

  /** Keeps a state under a name; a second one of that name under another. */
  keep<S extends object>(name: string, state: S): S {
    let key = name;
    while (this.#all.has(key)) key += "'";
    this.#all.set(key, state as State);
    if (Object.values(state).some((value) => value instanceof Map)) this.#mapped.add(state as State);
    return state;
  }

  /** As JSON. */
  save(): string {
    const plain = (state: State) =>
      Object.fromEntries(
        Object.entries(state).map(([key, value]) => [key, value instanceof Map ? [...value] : value]),
      );
    return textOf(
      [...this.#all].map(([name, state]) => [name, this.#mapped.has(state) ? plain(state) : state]),
    );
  }

  get(name: string): State | undefined {
    return this.#all.get(name);
  }

  /** Names those that are not among what was saved. */
  load(saved: string): string[] {
    const all = new Map<string, State>(JSON.parse(saved));
    return [...this.#all].flatMap(([name, state]) => {
      const old = all.get(name);
      if (!old) return name;
      for (const key of Object.keys(state))
        state[key] = state[key] instanceof Map ? new Map(old[key] as []) : old[key];
      return [];
    });
  }
}
