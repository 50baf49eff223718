import type { Undo } from '../base/listen.js';
import type { Fault } from '../engine/types.js';
import { delay } from '../platform/browser.js';

/** Knows what stands for something else in a file. */
interface Expander {
  expand(file: never): { readonly definitions: object; readonly faults: readonly Fault[] };
  /** Tells what the file needs and was never heard of. */
  tellUnmet?(
    file: never,
    heard: Promise<readonly { readonly name: string }[]>,
    tell: (line: string, why?: unknown) => void,
  ): void;
}

/** What is fetched late, or never: a file each. */
export interface Chunks {
  /** Reads user agents. */
  readonly device: typeof import('../capture/device-parser.js');
  /** Captures what a visitor does without being told of it. */
  readonly auto: typeof import('../capture/auto/auto.js');
  /** Listens to what a page says already. */
  readonly sources: typeof import('../capture/sources/sources.js');
  /** Knows what belongs to which event, and how long a window may be. */
  readonly misfits: typeof import('./remarks.js');
  /** Knows how visits came about, and on what they are made. */
  readonly visit: typeof import('../capture/visit.js');
  /** Makes segments of plays, and shows what they say. */
  readonly plays: Expander & {
    perform(plays: never, host: never): { update(): void; stop: Undo };
  };
  /** Tidies the log, and takes in files. */
  readonly upkeep: typeof import('./upkeep.js');
  /** Knows the recipes. */
  readonly recipes: Expander;
  /** What a page needs late, or not at all: templates, texts, what runs once. */
  readonly page: typeof import('./page.js');
}

/** Fetches a chunk. */
export type Load = <Name extends keyof Chunks>(name: Name) => Promise<Chunks[Name]>;

/** Milliseconds. A page that is going is gone by then, and nobody hears of what was on its way. */
const PAUSE = 1_000;

/** What cannot be had is tried once more after a pause, before anybody is told. */
export const patiently =
  (load: Load): Load =>
  (name) =>
    load(name).catch(() => new Promise<void>((resume) => delay(PAUSE, resume)).then(() => load(name)));
