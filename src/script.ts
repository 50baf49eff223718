/** What the script tag loads: the global `ethogram`, which takes calls before and after, and the tag's attributes. */
import type { ConsentSource } from './capture/consent/source.js';
import { DefinitionError } from './engine/compile.js';
import type { Ethogram } from './runtime/ethogram.js';
import { startFrom } from './runtime/start.js';

/** File names of the chunks; the build puts them in. */
declare const __CHUNKS__: { readonly [chunk: string]: string };

type Call = ArrayLike<unknown>;

/** `ethogram('track', 'purchase', …)`, `ethogram((handle) => …)`; once started, the handle's members too. */
type Global = ((...call: unknown[]) => unknown) & { q?: Call[]; ready?: unknown };

/** What somebody has put on Object.prototype is no option, and no attribute. */
const bare = (given: unknown) => Object.assign(Object.create(null), given);

const page = window as { ethogram?: unknown };

// an image named currentScript would stand there too
const tag = document.currentScript instanceof HTMLScriptElement ? document.currentScript : undefined;
const {
  definitions,
  name,
  consent,
  gpc,
  dnt,
  storage,
  inspect,
  debug,
  capture: heard,
  sources,
} = bare(tag?.dataset) as DOMStringMap;

/** A list of words; `all` of them. */
const words = (text = '', all?: string) => !!text && (text === all || text.split(/[\s,]+/));

/**
 * `data-capture="auto"`, or the names of the events that are captured by themselves; `data-sources="data-layer
 * structured-data"`.
 */
const capture = { auto: words(heard, 'auto'), sources: words(sources) };

/** `data-consent="tcf"` or `"consent-mode"`: the page's consent platform is asked, by a chunk. */
const isPlatform = /^(tcf|consent-mode)$/.test(String(consent));

/** `data-inspect` shows the inspector; with a value such as `by-address`, where the address says `?ethogram=inspect`. */
const isInspected = inspect === '' || (inspect && /ethogram=inspect/.test(location.search));

const inline = () => document.querySelector('script[type="application/json"][data-ethogram]')?.textContent;

/** Definitions as text. What is no JSON is told like a file that is none. */
const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    return Promise.reject(error);
  }
};

/** Says what happens, for whoever sets it up. */
const narrate = ({ on }: Ethogram['handle']) => {
  on('ready', () => console.info('ethogram: ready'));
  on('event', ({ name, props }) => console.info(`ethogram: event ${name}`, props));
  on('change', ({ segment, type, reason }) => console.info(`ethogram: ${type} ${segment} (${reason})`));
  on('error', (error) => {
    console.warn(`ethogram: ${error.code}. ${error.message}`);
    if (error instanceof DefinitionError) console.table(error.faults);
  });
};

const install = (before: Global | undefined) => {
  const queue: Call[] = Array.isArray(before?.q) ? before.q : [];
  let started: Ethogram | undefined;

  const start = (given: unknown) => {
    const { assets, debug: loud = debug !== undefined && debug !== 'false', ...options } = bare(given);
    const load = async (chunk: string) =>
      import(
        new URL(__CHUNKS__[chunk] as string, assets ? new URL(assets, document.baseURI) : tag?.src).href
      );
    const text = definitions || Object.hasOwn(options, 'definitions') ? undefined : inline();
    try {
      started = startFrom(
        { lenient: true, load },
        {
          definitions: text ? parse(text) : definitions,
          name,
          consent: isPlatform
            ? async (...asked: Parameters<ConsentSource>) =>
                (await load('consent')).platforms[consent as string]()(...asked)
            : consent,
          signals: { gpc, dnt },
          storage,
          capture,
          debug: !!loud,
          ...options,
        },
      );
    } catch (error) {
      if (loud) console.error(`ethogram: not started. ${error}`);
      return;
    }
    Object.assign(ethogram, started.handle);
    if (loud) narrate(started.handle);
    if (isInspected) load('inspect').then((panel) => panel.inspect(started?.handle), console.warn);
    for (const call of queue.splice(0)) ethogram(...Array.from(call));
  };

  const ethogram: Global = (...call) => {
    const [what, ...rest] = call;
    if (!started) return what === 'start' ? start(rest[0]) : void queue.push(call);
    const { handle, report } = started;
    try {
      if (typeof what === 'function') return what(handle);
      if (what === 'start') return start(rest[0]);
      if (Object.hasOwn(handle, String(what))) return handle[what as 'track'](...(rest as ['']));
      report('invalid-options', `There is no call '${what}'. Use one of ${Object.keys(handle).join(', ')}.`);
    } catch (error) {
      report('listener-threw', `A call of the queue threw: ${error}`, error);
    }
  };
  page.ethogram = ethogram;

  const startIfTold = () => {
    const index = queue.findIndex((call) => call[0] === 'start');
    const [call] = index < 0 ? [] : queue.splice(index, 1);
    if (!started && (call || definitions || inline())) start(call?.[1]);
  };
  startIfTold();
  if (!started) document.addEventListener('DOMContentLoaded', startIfTold, { once: true });
};

const before = typeof page.ethogram === 'function' ? (page.ethogram as Global) : undefined;
// a second tag of ours leaves the first one's work alone
if (!before?.ready) install(before);
