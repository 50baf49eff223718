import { isObject, type Json } from '../base/json.js';

/** What a part of an engine remembers: numbers, texts, lists and maps of these, nothing else. */
export type State = Record<string, unknown>;

/** As plain JSON, of which nothing is shared. */
export const freeze = (value: unknown): Json =>
  value instanceof Map
    ? { map: freeze([...value]) }
    : Array.isArray(value)
      ? value.map(freeze)
      : isObject(value)
        ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, freeze(inner)]))
        : (value as Json);

/** Back from plain JSON. */
export const thaw = (json: Json | undefined): unknown => {
  if (Array.isArray(json)) return json.map(thaw);
  if (!isObject(json)) return json;
  if (json.map) return new Map(thaw(json.map as Json) as [unknown, unknown][]);
  return Object.fromEntries(Object.entries(json).map(([key, inner]) => [key, thaw(inner as Json)]));
};

/** The states of all parts, each under the canonical form of what it belongs to. */
export class States {
  readonly #all = new Map<string, State>();

  /** Keeps a state under a name; a second one of that name under another. */
  keep<S extends object>(name: string, state: S): S {
    let key = name;
    while (this.#all.has(key)) key += "'";
    this.#all.set(key, state as State);
    return state;
  }

  save(): { readonly [name: string]: Json } {
    return freeze(Object.fromEntries(this.#all)) as { [name: string]: Json };
  }

  /** False, with nothing changed, if one of the states is not among those saved. */
  load(saved: { readonly [name: string]: Json }): boolean {
    for (const name of this.#all.keys()) if (!Object.hasOwn(saved, name)) return false;
    for (const [name, state] of this.#all) {
      const old = thaw(saved[name]) as State;
      for (const key of Object.keys(state)) state[key] = old[key];
    }
    return true;
  }
}
