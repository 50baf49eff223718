/** Which visitors a sample takes in: GrowthBook's second hash. */

export function fnv1a(text: string): number {
  let hash = 0x811c9dc5n;
  for (let i = 0; i < text.length; i++) {
    hash = ((hash ^ BigInt(text.charCodeAt(i))) * 0x01000193n) & 0xffffffffn;
  }
  return Number(hash);
}

/** 0 to 9999. */
export const bucket = (salt: string, visitorId: string): number =>
  fnv1a(String(fnv1a(salt + visitorId))) % 10_000;
