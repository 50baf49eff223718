/** An element that has been in sight, and the attention that it had there, in milliseconds. */
export interface Seen {
  readonly id: string;
  total: number;
  /** Of that, not told yet. */
  unsaid: number;
  /** How far down it was seen, in percent of its height. */
  percent: number;
  isDone: boolean;
}

export interface Sight {
  /** Reads the layout. `run` is called for each that is in sight. */
  look(elements: readonly Element[], run: (seen: Seen, element: Element) => void): void;
  /** Calls `tell` for each of which something is not told. */
  settle(least: number, tell: (seen: Seen, element: Element) => void): void;
}

/**
 * Which elements are in sight, and for how long. In sight is an element of which `share` is seen, or which fills that
 * share of the window. An element that outlasts a view goes on, if it is still about the same: apps replace late.
 */
export const createSight = (
  attended: () => number,
  idOf: (element: Element) => string,
  share: number,
): Sight => {
  const known = new Map<Element, Seen>();
  let inSight: Seen[] = [];
  /** Attention up to which it counts for those in sight. */
  let counted = attended();

  const count = () => {
    const time = attended() - counted;
    counted += time;
    for (const seen of inSight) {
      seen.total += time;
      seen.unsaid += time;
    }
  };
  return {
    look(elements, run) {
      count();
      inSight = [];
      for (const element of elements) {
        const { top, bottom, height } = element.getBoundingClientRect();
        const visible = Math.min(bottom, innerHeight) - Math.max(top, 0);
        if (visible <= 0 || visible < share * Math.min(height, innerHeight)) continue;
        const id = idOf(element);
        let seen = known.get(element);
        if (seen?.id !== id) {
          seen = { id, total: 0, unsaid: 0, percent: 0, isDone: false };
          known.set(element, seen);
        }
        seen.percent = Math.min(100, Math.max(seen.percent, Math.ceil(((innerHeight - top) / height) * 100)));
        inSight.push(seen);
        run(seen, element);
      }
    },
    settle(least, tell) {
      count();
      for (const [element, seen] of known) {
        if (seen.unsaid >= least) {
          tell(seen, element);
          seen.unsaid = 0;
        }
        if (!element.isConnected) known.delete(element);
      }
    },
  };
};
