/** A metric remembers this many different values; the least recently seen go first. */
export const MOST_VALUES = 10_000;

/** Puts an entry last and forgets the first if there are too many. */
export const putLast = <K, V>(map: Map<K, V>, key: K, value: V): void => {
  map.delete(key);
  map.set(key, value);
  if (map.size > MOST_VALUES) map.delete(map.keys().next().value as K);
};
