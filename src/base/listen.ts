/** Takes back what was set up: a listener, a timer, a patch. Calling it twice does no harm. */
export type Undo = () => void;

interface How {
  readonly capture: boolean;
  readonly passive: boolean;
}

/** What events are listened to on: a window, a document, a media query. Said by shape, for rooms that know no DOM. */
interface Source {
  addEventListener(type: string, run: Listener, how?: How): void;
  removeEventListener(type: string, run: Listener, capture?: boolean): void;
}

// biome-ignore lint/suspicious/noExplicitAny: which event it is depends on the type, which only the caller knows
type Listener = (event: any) => void;

/** Listens until undone. Passive: nothing of ours ever stops what a host or a browser does. */
export const listen = <E>(source: Source, type: string, run: (event: E) => void, capture = false): Undo => {
  // null: a host's Object.prototype.once would end it
  source.addEventListener(type, run, { __proto__: null, capture, passive: true } as object as How);
  return () => source.removeEventListener(type, run, capture);
};

/** Takes back all of them. */
export const undoAll =
  (undos: readonly Undo[]): Undo =>
  () => {
    for (const undo of undos) undo();
  };
