import { type ConsentSource, whenThere } from './source.js';

export interface ConsentModeOptions {
  /** The signal that allows to keep events. @default 'analytics_storage' */
  readonly measure?: string;
  /** The signal that allows to tell segments. @default 'personalization_storage' */
  readonly personalise?: string;
  /**
   * Where the visitor is, as ISO 3166-2, such as `'PL'` or `'US-CA'`, if the site knows: which defaults apply.
   *
   * @default unknown: a default that denies applies everywhere
   */
  readonly region?: string;
  /** The global that Google's tag reads. @default 'dataLayer' */
  readonly dataLayer?: string;
}

/** How exactly a default is meant for a region; undefined if it is not meant for it. */
const closeness = (regions: unknown, region: string | undefined, isDenied: boolean): number | undefined => {
  if (!Array.isArray(regions)) return 0;
  if (region === undefined) return isDenied ? 0 : undefined;
  if (regions.includes(region)) return 2;
  return regions.includes(region.split('-')[0]) ? 1 : undefined;
};

/**
 * Consent as Google's Consent Mode v2 has it in the page's `dataLayer`: what is there already, and what is pushed from
 * then on, of which nothing is changed. Only an update denies; as long as there is none, a default that does not grant
 * means that the visitor was not asked yet.
 */
export const consentMode =
  ({
    measure = 'analytics_storage',
    personalise = 'personalization_storage',
    region,
    dataLayer = 'dataLayer',
  }: ConsentModeOptions = {}): ConsentSource =>
  (tell, later) => {
    const defaults = new Map<string, readonly [isGranted: boolean, closeness: number]>();
    const updates = new Map<string, boolean>();
    let isOn = true;
    let restore = () => {};
    let waiting = () => {};

    const decide = () => {
      if (!isOn) return;
      const allows = (signal: string) => updates.get(signal) ?? defaults.get(signal)?.[0] ?? false;
      if (updates.size || allows(measure))
        tell({ measure: allows(measure), personalise: allows(personalise) });
      else if (defaults.size) tell('pending');
    };

    const take = (entry: unknown) => {
      // `gtag` pushes its arguments; lists are none of its commands
      if (Object.prototype.toString.call(entry) !== '[object Arguments]') return;
      const [command, kind, given] = Array.from(entry as ArrayLike<unknown>);
      if (command !== 'consent') return;
      const { region: regions, wait_for_update: wait } = Object(given);
      const before = updates.size;
      for (const signal of [measure, personalise]) {
        const value = Object.hasOwn(Object(given), signal) && Object(given)[signal];
        if (value !== 'granted' && value !== 'denied') continue;
        const isGranted = value === 'granted';
        const [wasGranted = true, last = 0] = defaults.get(signal) ?? [];
        const close = closeness(regions, region, !isGranted);
        if (kind === 'update') updates.set(signal, isGranted);
        // where it is not known whose default applies, one that denies is not lifted by another
        else if (kind === 'default' && close !== undefined && close >= last)
          defaults.set(signal, [isGranted && (region !== undefined || wasGranted), close]);
      }
      if (kind === 'update' && updates.size) {
        waiting();
        decide();
      } else if (kind === 'default' && !before && wait > 0) {
        waiting();
        waiting = later(Math.min(wait, 10_000), decide);
      } else if (kind === 'default') decide();
    };

    const takeAll = (entries: readonly unknown[]) => {
      for (const entry of entries) {
        try {
          if (isOn) take(entry);
        } catch {
          // what cannot be read is no answer
        }
      }
    };

    const find = () => {
      const layer = (window as object as { [name: string]: unknown })[dataLayer];
      return Array.isArray(layer) ? layer : undefined;
    };
    const follow = (layer: unknown[]) => {
      takeAll(layer);
      const { push } = layer;
      const wasOwn = Object.hasOwn(layer, 'push');
      const patched = function (this: unknown[], ...entries: unknown[]) {
        const result = push.apply(this, entries);
        takeAll(entries);
        return result;
      };
      if (!Reflect.set(layer, 'push', patched)) return;
      restore = () => {
        if (layer.push !== patched) return;
        if (wasOwn) layer.push = push;
        else Reflect.deleteProperty(layer, 'push');
      };
    };
    const undo = whenThere(find, later, follow);
    return () => {
      isOn = false;
      undo();
      waiting();
      restore();
    };
  };
