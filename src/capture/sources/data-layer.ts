import { isObject, isScalar, type Json, type JsonObject } from '../../base/json.js';
import { command, expand, merge } from './data-model.js';
import { actsOf, eventOf, type Named } from './ecommerce.js';
import type { Props } from './items.js';
import { plain } from './plain.js';
import type { Host, Reader } from './source.js';

/** What is meant for Google's tools, or says who somebody is. */
const NOT_OF_THE_ACT =
  /^(event|ecommerce|eventModel|eventCallback|eventTimeout|event_callback|event_timeout|send_to|groups|transport_type|_clear|user_.*|gtm[._].*)$/;

/** Events that tools tell one another. */
const NOT_AN_ACT = /^(gtm|gtag)\./;

/** What a push or a call of gtag says of an act itself. */
const ownProps = (given: JsonObject): Props =>
  Object.fromEntries(
    Object.entries(given).filter(
      ([key, value]) => !NOT_OF_THE_ACT.test(key) && (isScalar(value) || /^(items|promotions)$/.test(key)),
    ),
  );

const isArguments = (value: unknown): value is ArrayLike<unknown> =>
  Object.prototype.toString.call(value) === '[object Arguments]';

/** What pushes say, one after the other: Google's data model as far as `ecommerce` goes. */
const createModel = () => {
  const model: { [key: string]: Json } = {};
  let currency: Json | undefined;

  const held = () => (isObject(model.ecommerce) ? (model.ecommerce as JsonObject) : {});

  /** `gtag('event', …)`. Of what it sets for all events the currency counts; consent is others' business. */
  const call = ([what, name, given]: readonly (Json | undefined)[]): readonly Named[] => {
    const params = isObject(given) ? (given as JsonObject) : {};
    if (what === 'set')
      currency = (isObject(name) ? (name as JsonObject).currency : name === 'currency' && given) || currency;
    if (what !== 'event' || typeof name !== 'string') return [];
    return [
      eventOf(name, { ...(currency && params.value !== undefined && { currency }), ...ownProps(params) }),
    ];
  };
  const push = (given: JsonObject): readonly Named[] => {
    const { event, ecommerce, _clear = false } = given;
    for (const [key, value] of Object.entries(given))
      if (/^ecommerce(\.|$)/.test(key)) merge({ ...expand(key, value), _clear }, model);
    const name = typeof event === 'string' && !NOT_AN_ACT.test(event) ? event : undefined;
    return actsOf(name, ownProps(given), ecommerce, held());
  };
  return (entry: unknown): readonly Named[] => {
    // what a host lets run there is its own tools' to run
    const list = isArguments(entry) ? Array.from(entry) : entry;
    const copy = plain(list);
    if (isArguments(entry)) return call((list as unknown[]).map((one) => plain(one)));
    if (Array.isArray(copy)) command(model, copy);
    return isObject(copy) ? push(copy as JsonObject) : [];
  };
};

/**
 * Reads what is pushed onto Google's data layer, before us and after us. The list is only looked at, never touched: its
 * `push` stays the host's, and whoever wraps it wraps nothing of ours. Where a container shortens the list, or a host
 * puts another in its place, reading goes on behind what was read last.
 */
export const readDataLayer = (find: () => unknown, { hear, report, captures }: Host): Reader => {
  const understand = createModel();
  let count = 0;
  let last: unknown;

  return {
    read() {
      const layer = find();
      if (!Array.isArray(layer)) return;
      if (count && layer[count - 1] !== last) count = layer.lastIndexOf(last) + 1;
      for (; count < layer.length; count++) {
        last = layer[count];
        try {
          for (const [name, props] of understand(last))
            if (name !== 'page_view' || !captures('page')) hear(name, props, 'data-layer');
        } catch (error) {
          report('capture-failed', 'An entry of the data layer cannot be read', error);
        }
      }
    },
  };
};
