/** From this instant on, in epoch milliseconds, these segments, apart by spaces. In order. */
export type Reflection = readonly [from: number, segments: string];

/** Characters: it is read while nothing is painted yet. */
const LONGEST = 8 * 1024;

/** Under which key of localStorage; `src/snippet.ts` has it, too. */
export const mirrorOf = (name: string): string => `${name}:m`;

/**
 * Keeps what the next page's inline snippet shows before anything else has loaded. None of it throws: where there is no
 * localStorage there is no mirror.
 */
export const keepMirror = (name: string, reflections: readonly Reflection[]): void => {
  try {
    const whole = reflections.map(([from, segments]) => `[${from},${JSON.stringify(segments)}]`);
    while (whole.join().length > LONGEST) whole.pop();
    localStorage.setItem(mirrorOf(name), `[${whole}]`);
  } catch {
    // the visitor blocks site data, or the storage is full
  }
};

export const eraseMirror = (name: string): void => {
  try {
    localStorage.removeItem(mirrorOf(name));
  } catch {
    // there is none
  }
};
