/** The chunk that listens to what a page says already: loaded if a site asks for it. */
import type { JsonObject } from '../../base/json.js';
import { listen, undoAll } from '../../base/listen.js';
import { readDataLayer } from './data-layer.js';
import { fitting } from './items.js';
import { createOnce } from './once.js';
import type { Host, Reader, Source, Sources, Told, WantedSources } from './source.js';
import { createViews } from './views.js';

/** Milliseconds from one look to the next. */
const BEAT = 250;

/** Every source, and the global where it is found if a host has not called it otherwise. */
const GLOBALS = {
  'data-layer': 'dataLayer',
  segment: 'analytics',
  'structured-data': '',
  sights: '',
} as const;

/** How a source is wanted, if it is. */
const howOf = (wanted: boolean | WantedSources, source: Source) => {
  if (typeof wanted === 'boolean') return wanted;
  if (Array.isArray(wanted)) return wanted.includes(source);
  return (wanted as Exclude<WantedSources, readonly Source[]>)[source] ?? true;
};

/** Where a source is to be found, each time anew: hosts put others in its place. Nowhere, if it is not wanted. */
const finderOf = (wanted: boolean | WantedSources, source: Source): (() => unknown) | undefined => {
  const how = howOf(wanted, source);
  if (!how) return undefined;
  if (typeof how === 'object') return () => how;
  const name = how === true ? GLOBALS[source] : how;
  return () => (window as unknown as Record<string, unknown>)[name];
};

/** Listens until it is stopped. `before`: what was told before the chunk was there. */
export const listenToSources = (
  lent: Host,
  wanted: boolean | WantedSources,
  before: readonly Told[],
): Sources => {
  const { clock, delay, report, options } = lent;
  const host: Host = {
    ...lent,
    hear(name, props, teller) {
      // others say little of a page that they view
      const whole = name === 'page_view' ? lent.draft(props as JsonObject).props : props;
      lent.hear(name, fitting(whole), teller);
    },
  };
  const fail = (cause: unknown) =>
    report('capture-failed', 'Something that the page says was not heard', cause);
  const note = (what: string) => options.debug && report('told-twice', what);
  const once = createOnce(() => clock.now(), note);
  const views = createViews();
  const layer = finderOf(wanted, 'data-layer');
  const segment = finderOf(wanted, 'segment');
  const readers: Reader[] = layer ? [readDataLayer(layer, host)] : [];
  let isStopped = false;

  /** No page of a host's is so strange that something may be thrown into it. */
  const safely = (run: () => void) => {
    try {
      run();
    } catch (error) {
      fail(error);
    }
  };
  const read = () => {
    for (const reader of readers) safely(() => reader.read());
  };
  const count = (all?: boolean) => safely(() => once.count(all));
  const turn = () => {
    count(true);
    once.turn();
    for (const { turn } of readers) turn?.();
  };
  const beat = () => {
    read();
    count();
    waiting = delay(BEAT, beat);
  };
  /** Reads with what comes in a file of its own. */
  const join = (reader: Promise<Reader>) => {
    reader.then((reader) => {
      if (isStopped) reader.stop?.();
      else readers.push(reader);
    }, fail);
  };

  for (const source of Array.isArray(wanted) ? wanted : Object.keys(Object(wanted)))
    if (!Object.hasOwn(GLOBALS, source))
      report('capture-failed', `There is no source '${source}'. Use ${Object.keys(GLOBALS).join(', ')}`);
  for (const told of before) {
    if (told.name === 'page_view') {
      views.begins(told.teller);
      turn();
    } else once.remember(told);
  }
  // the runtime has to know us before anything is told
  let waiting = delay(0, beat);
  if (segment) join(import('./segment.js').then(({ hearSegment }) => hearSegment(segment, host)));
  if (howOf(wanted, 'structured-data'))
    join(import('./structured-data.js').then(({ readStructuredData }) => readStructuredData(host)));
  if (howOf(wanted, 'sights')) join(import('./sights.js').then(({ readSights }) => readSights(host)));
  const settle = () => {
    read();
    count(true);
  };
  // before anybody else on the page hears of it, the runtime too: what waits must be kept before the page is gone
  const undos = ['visibilitychange', 'pagehide'].map((type) => listen(window, type, settle, true));
  return {
    tell(told) {
      if (told.name !== 'page_view') return once.tell(told);
      if (!views.begins(told.teller))
        return void note(`page_view: told by ${told.teller} as well. It counts once`);
      turn();
      told.admit();
    },
    settle,
    stop() {
      isStopped = true;
      settle();
      waiting();
      undoAll(undos)();
      for (const { stop } of readers) stop?.();
    },
  };
};
