/** What the tests ask of a browser, whichever engine it has. */
import { ENGINES } from '../find.mjs';
import { chromium } from './chromium.js';
import { firefox } from './firefox.js';
import type { Running } from './running.js';
import { webkit } from './webkit.js';

export type Json =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Json[]
  | { readonly [key: string]: Json };

export interface Tab {
  /** Resolves when the page is loaded. */
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  back(): Promise<void>;
  /** Runs a function in the page and gives what it answers, as JSON. It sees the page and its arguments, nothing else. */
  run<Answer, Arguments extends readonly Json[]>(
    body: (...words: Arguments) => Answer | Promise<Answer>,
    ...words: Arguments
  ): Promise<Answer>;
  close(): Promise<void>;
}

/** A visitor's browser: one process, one profile. */
export interface Browser {
  tab(): Promise<Tab>;
  /** Ends the process and forgets the visitor. */
  close(): Promise<void>;
}

export interface Engine {
  /** As people know it. */
  readonly name: string;
  /** Of the browser that is installed. */
  version(): Promise<string>;
  /** A browser that a test drives. */
  open(): Promise<Browser>;
  /**
   * A browser that nobody drives, for what a driver switches off, hinders or softens: the page has to do everything,
   * and to report it. With the profile of an earlier one it is the same visitor's.
   */
  leaveTo(url: string, profile?: string): Promise<Running>;
}

const engines: { readonly [engine: string]: Engine } = { chromium, firefox, webkit };

/** Those that are installed here. `npm test` says which are not, and in CI that is a failure. */
export const installed: readonly Engine[] = ENGINES.filter(({ find }) => find()).map(
  ({ engine }) => engines[engine] as Engine,
);
