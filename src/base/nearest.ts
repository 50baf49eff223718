/** How many letters must be put in, left out or changed to make one word of the other. */
const distance = (a: string, b: string): number => {
  let row = [...Array(b.length + 1).keys()];
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const change = (row[j] as number) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(change, (row[j + 1] as number) + 1, (next[j] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
};

/** The word that was probably meant, if one is near enough. */
export const nearest = (word: string, words: readonly string[]): string | undefined => {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  let best: string | undefined;
  let least = Math.min(2, Math.ceil(word.length / 3)) + 1;
  if (word.length > 64) return best;
  for (const other of words) {
    const far = distance(plain(word), plain(other));
    if (far < least) [best, least] = [other, far];
  }
  return best;
};

/** A question for the word that was probably meant; the empty text if there is none. */
export const suggest = (word: string, words: readonly string[]): string => {
  const near = nearest(word, words);
  return near === undefined ? '' : `Did you mean "${near}"?`;
};
