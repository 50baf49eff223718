/** 32-bit FNV-1a over UTF-16 code units. */
const hash = (text: string): number => {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
};

/** Where in [0, 10000) a visitor falls: GrowthBook's second hash (https://docs.growthbook.io/lib/build-your-own#hashing). */
export const bucket = (salt: string, visitorId: string): number =>
  hash(String(hash(salt + visitorId))) % 10_000;

/** A short name for a long canonical form. */
export const fingerprint = (text: string): string => {
  const backward = hash([...text].reverse().join(''));
  return hash(text).toString(36) + backward.toString(36);
};
