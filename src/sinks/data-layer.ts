import type { Undo } from '../base/listen.js';
import type { Ethogram } from '../index.js';
import { type SinkOptions, sink } from './sink.js';

export interface DataLayerOptions extends SinkOptions {
  /** The name of the global. @default 'dataLayer' */
  readonly name?: string;
  /**
   * Whether the page has `gtag.js` without a tag manager: then commands are pushed, as `gtag()` does.
   *
   * @default false
   */
  readonly gtag?: boolean;
  /**
   * Segments that GA4 is to know as user properties, with the names that they have there: at most 25, of at most 24
   * characters. Their value is `'true'` or `'false'`.
   *
   * @default none
   * @example { 'cart-abandoner': 'cart_abandoner' }
   */
  readonly userProperties?: { readonly [segment: string]: string };
}

type Pushed = Pick<unknown[], 'push'>;

/**
 * Pushes each change as an event `segment_enter` or `segment_exit` into the `dataLayer`, for Google Tag Manager or
 * `gtag.js`: `{ event, segment, segment_change, user_properties }`, where `segment_change` is the id of the change.
 */
export const toDataLayer = (
  ethogram: Ethogram,
  { name = 'dataLayer', gtag = false, userProperties = {}, ...options }: DataLayerOptions = {},
): Undo =>
  sink(
    ethogram,
    (changes) => {
      const page = window as unknown as { [name: string]: Pushed | undefined };
      page[name] ??= [];
      const layer = page[name];
      // gtag.js knows a command by its being an arguments object
      function command(..._: unknown[]) {
        // biome-ignore lint/complexity/noArguments: see above
        layer.push(arguments);
      }
      for (const { id, segment, type } of changes) {
        const property = Object.hasOwn(userProperties, segment) ? userProperties[segment] : undefined;
        const properties = property && { [property]: String(type === 'enter') };
        const props = { segment, segment_change: id };
        if (!gtag)
          layer.push({
            event: `segment_${type}`,
            ...props,
            ...(properties && { user_properties: properties }),
          });
        else {
          if (properties) command('set', 'user_properties', properties);
          command('event', `segment_${type}`, props);
        }
      }
    },
    { ...options, name },
  );
