import type { Store } from './types.js';

/** Where nothing may be stored, or nothing can be: named records until the page is left, and no log: the journal has that. */
export const createForgetfulStore = (): Store => {
  const named = new Map<string, unknown>();
  return {
    append: async () => 0,
    read: async () => [],
    async rewrite() {},
    get: async (name) => named.get(name),
    async update(name, change) {
      const value = change(named.get(name));
      named.set(name, value);
      return value;
    },
    async clear() {
      named.clear();
    },
    leave() {},
    resume() {},
    close() {},
  };
};
