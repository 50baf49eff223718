import type { Entry, Store } from './types.js';

/** More than a visit makes; the oldest go first. */
const MOST_RECORDS = 10_000;

/** A store that forgets with the page. */
export const createMemoryStore = (): Store => {
  const named = new Map<string, unknown>();
  let log: Entry[] = [];
  let position = 0;
  return {
    async append(record) {
      log.push([++position, structuredClone(record)]);
      if (log.length > MOST_RECORDS) log.shift();
      return position;
    },
    read: async (after, most) => log.filter(([at]) => at > after).slice(0, most),
    async rewrite(after, through, change) {
      const isMeant = ([at]: Entry) => at > after && at <= through;
      log = [...log.filter((entry) => !isMeant(entry)), ...change(log.filter(isMeant))];
      log.sort(([one], [other]) => one - other);
    },
    get: async (name) => named.get(name),
    async update(name, change) {
      const value = change(named.get(name));
      named.set(name, structuredClone(value));
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
