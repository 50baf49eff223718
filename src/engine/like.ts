/** Where a piece of a glob without `*` stands in a text, at a position or after it; below zero if nowhere. */
const find = (piece: string, text: string, from: number): number => {
  if (!piece.includes('?')) return text.indexOf(piece, from);
  for (let at = from; at + piece.length <= text.length; at++) if (stands(piece, text, at)) return at;
  return -1;
};

const stands = (piece: string, text: string, at: number): boolean => {
  for (let unit = 0; unit < piece.length; unit++)
    if (piece[unit] !== '?' && piece[unit] !== text[at + unit]) return false;
  return true;
};

/** Reads a glob: `*` any run, `?` one UTF-16 unit. To ask a text takes at most |pattern| × |text| steps. */
export const like = (pattern: string): ((text: string) => boolean) => {
  const pieces = pattern.split('*');
  const head = pieces.shift() as string;
  const tail = pieces.pop();
  return (text) => {
    const end = text.length - (tail ?? '').length;
    if (tail === undefined ? head.length !== end : head.length > end) return false;
    if (!stands(head, text, 0) || !stands(tail ?? '', text, end)) return false;
    let at = head.length;
    // each as early as can be leaves most to those behind it
    for (const piece of pieces) {
      at = find(piece, text, at);
      if (at < 0) return false;
      at += piece.length;
    }
    return at <= end;
  };
};
