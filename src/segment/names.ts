/**
 * The site's own names, so that they complete where definitions are written. A door fills this in
 * (`declare module './segment/names.js'`); the rooms know no door. Names outside it stay allowed everywhere.
 */
// biome-ignore lint/suspicious/noEmptyInterface: a door fills it
export interface Names {}

type Of<Key extends string> = Names extends { readonly [K in Key]: infer Known } ? Known : object;

/** The site's own events and their props. */
export type Events = Of<'events'>;

/** A known event's name, `$set`, a glob, or any other name. */
export type EventName = (keyof Events & string) | '$set' | (string & {});

/** A known segment's id, or any other. */
export type SegmentId = (keyof Of<'segments'> & string) | (string & {});

/** The props of an event by its name; of any other event nothing is known. */
export type PropsOf<Name> = Name extends keyof Events ? Events[Name] : object;

/** The props of all the site's events. */
export type AnyProps = PropsOf<keyof Events>;

/** Paths into a value, through arrays and at most three keys deep. */
export type PathsInto<T, Depth extends readonly unknown[] = [1, 1]> = T extends readonly (infer Element)[]
  ? PathsInto<Element, Depth>
  : T extends object
    ? {
        [K in keyof T & string]:
          | K
          | (Depth extends readonly [unknown, ...infer Less]
              ? `${K}.${PathsInto<NonNullable<T[K]>, Less>}`
              : never);
      }[keyof T & string]
    : never;

/** What stands for the event itself. */
export type EventPath = '$name' | '$time' | '$session' | '$hour' | '$weekday' | '$day' | '$month' | '$date';
