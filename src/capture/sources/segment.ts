import { isObject, type JsonObject } from '../../base/json.js';
import type { Undo } from '../../base/listen.js';
import { plain } from './plain.js';
import { actOfTrack } from './segment-names.js';
import type { Host, Reader } from './source.js';

const METHODS = ['track', 'page', 'identify'] as const;

type Method = (typeof METHODS)[number];

/** How somebody could be written to or called; of the traits that Segment names. */
const PERSONAL = /^(email|phone|name|firstName|lastName|username|address|avatar)$/;

const traitsOf = (given: unknown): JsonObject =>
  Object.fromEntries(
    Object.entries((plain(given) ?? {}) as JsonObject).filter(([key]) => !PERSONAL.test(key)),
  );

/** The snippet adds to each call where it was made. */
const isOfCall = (part: unknown) => !isObject(part) || !('__t' in part);

/** Calls `heard` when the host has called a method. Taken back unless somebody has wrapped it after us. */
const wrap = (target: Record<string, unknown>, name: string, heard: (call: unknown[]) => void): Undo => {
  const original = target[name];
  if (typeof original !== 'function') return () => undefined;
  const wasOwn = Object.hasOwn(target, name);
  let isOn = true;
  const wrapped = function (this: unknown, ...call: unknown[]) {
    const result = original.apply(this, call);
    if (isOn) heard(call);
    return result;
  };
  target[name] = wrapped;
  return () => {
    isOn = false;
    if (target[name] !== wrapped) return;
    if (wasOwn) target[name] = original;
    else delete target[name];
  };
};

/**
 * Hears what Segment's analytics.js is told, by its snippet before it is loaded and by itself afterwards: the snippet's
 * list is read, and `track`, `page` and `identify` of whatever stands there are wrapped.
 */
export const hearSegment = (
  find: () => unknown,
  { hear, setTraits, identify, report, captures }: Host,
): Reader => {
  let target: unknown;
  let undos: Undo[] = [];
  /** Calls that the snippet held: when the library is there, it makes them anew. */
  let held: unknown[][] = [];
  let replayed: unknown[][] = [];

  const understand = (method: Method, [first, ...rest]: unknown[]) => {
    // a name may be left out, as may traits and properties
    const given = [first, ...rest].find(isObject);
    if (method === 'identify') {
      const userId = /^(string|number)$/.test(typeof first) ? String(first) : '';
      if (userId) identify(traitsOf(given), userId, 'captured');
      else setTraits(traitsOf(given), undefined, 'captured');
    } else if (method === 'page') {
      if (!captures('page')) hear('page_view', {}, 'segment');
    } else hear(...actOfTrack(String(first), (plain(rest[0]) ?? {}) as JsonObject), 'segment');
  };
  const safely = (call: readonly unknown[]) => {
    const again = replayed.findIndex((one) => one.slice(0, 3).every((part, at) => part === call[at]));
    if (again >= 0) return void replayed.splice(again, 1);
    try {
      const [method, ...rest] = call;
      understand(method as Method, rest);
    } catch (error) {
      report('capture-failed', 'A call of analytics.js cannot be read', error);
    }
  };
  const leave = () => {
    for (const undo of undos) undo();
    undos = [];
  };

  return {
    read() {
      const found = find();
      // by now the library has made the calls anew that it found
      replayed = [];
      if (found === target || typeof found !== 'object' || found === null) return;
      leave();
      target = found;
      replayed = held;
      held = [];
      if (Array.isArray(found)) {
        held = found.flatMap((call) =>
          Array.isArray(call) && METHODS.includes(call[0]) ? [call.filter(isOfCall)] : [],
        );
        for (const call of held) safely(call);
      }
      undos = METHODS.map((name) =>
        wrap(found as Record<string, unknown>, name, (call) => {
          if (Array.isArray(found)) held.push([name, ...call]);
          safely([name, ...call]);
        }),
      );
    },
    stop: leave,
  };
};
