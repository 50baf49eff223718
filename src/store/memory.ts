import type { Store } from './types.js';

/** More than a visit makes; the oldest go first. */
const MOST_RECORDS = 10_000;

/** A store that forgets with the page. */
export const createMemoryStore = (): Store => {
  const named = new Map<string, unknown>();
  let log: (readonly [position: number, record: unknown])[] = [];
  let position = 0;
  return {
    async append(record) {
      log.push([++position, structuredClone(record)]);
      if (log.length > MOST_RECORDS) log.shift();
      return position;
    },
    async read(after) {
      return { position, records: log.filter(([at]) => at > after).map(([, record]) => record) };
    },
    get: async (name) => named.get(name),
    async update(name, change) {
      const value = change(named.get(name));
      named.set(name, value);
      return value;
    },
    async clear() {
      named.clear();
      log = [];
    },
    leave() {},
    resume() {},
    close() {},
  };
};
