/** What samples take as given: the handle, the site's definitions, and things of the site's own. */
type Handle = import('ethogram').Ethogram;

/** A page's global: the queue, and the handle's members. */
declare const ethogram: Handle & {
  (run: (handle: Handle) => unknown): void;
  <Call extends keyof Handle>(
    call: Call,
    ...rest: Handle[Call] extends (...words: infer Words) => unknown ? Words : never
  ): void;
  (call: 'start', options: Omit<import('ethogram').StartOptions, 'definitions'>): void;
  q?: IArguments[];
};
interface Window {
  ethogram: unknown;
  analytics: import('ethogram/sinks').Analytics;
}
interface DocumentEventMap {
  'ethogram:enter': CustomEvent<import('ethogram').SegmentChange>;
}
declare const definitions: import('ethogram').Definitions;
declare const start: typeof import('ethogram').start;

// the site's own
declare const banner: { toggle(isIn: boolean): void };
declare const currentUser: number;
declare const myPlatform: {
  allowsStatistics(): boolean;
  onAnswer(run: () => void): void;
  offAnswer(run: () => void): void;
};
declare function remind(change: unknown): void;
declare function showToast(
  text: unknown,
  listeners: { onClick(): void; onClose(): void },
): { remove(): void };
declare function tellTheChat(change: unknown): void;

// WooCommerce's
type Button = { attr(name: string): string | undefined };
declare function jQuery(of: Element): {
  on(
    type: string,
    run: (event: unknown, fragments: unknown, hash: unknown, button?: Button | null) => void,
  ): void;
};

// Vue's
declare const createApp: typeof import('vue').createApp;
declare const App: import('vue').Component;
declare module '*/segments.js' {
  const definitions: import('ethogram').Definitions;
  export default definitions;
}
declare module '*/sinks.js' {
  export * from 'ethogram/sinks';
}
