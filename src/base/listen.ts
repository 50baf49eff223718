/** Takes back what was set up: a listener, a timer, a patch. Calling it twice does no harm. */
export type Undo = () => void;

/** What events are listened to on: a window, a document, a media query. Said by shape, for rooms that know no DOM. */
interface Source {
  addEventListener(type: string, run: Listener, capture?: boolean): void;
  removeEventListener(type: string, run: Listener, capture?: boolean): void;
}

// biome-ignore lint/suspicious/noExplicitAny: which event it is depends on the type, which only the caller knows
type Listener = (event: any) => void;

/**
 * Listens until undone. No options object: a host's `Object.prototype.once` would be one of its members. Nothing of ours
 * stops what a browser does, and what would wait for that, touch and wheel, is passive on a window by itself
 * (dom.spec.whatwg.org/#default-passive-value).
 */
export const listen = <E>(source: Source, type: string, run: (event: E) => void, capture = false): Undo => {
  source.addEventListener(type, run, capture);
  return () => source.removeEventListener(type, run, capture);
};

/** Takes back all of them. */
export const undoAll =
  (undos: readonly Undo[]): Undo =>
  () => {
    for (const undo of undos) undo();
  };
