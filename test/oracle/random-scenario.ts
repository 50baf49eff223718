/** A random scenario: definitions, records, and the calls by which an engine gets to know them. */
import type { Json } from '../../src/base/json.js';
import type { Event } from '../../src/event/types.js';
import type { Form } from './forms.js';
import type { Definitions } from './language.js';
import { Chance } from './random.js';
import { Author, NAMES, type Scale, WORDS } from './random-definitions.js';

export type Call =
  | { do: 'apply'; event: Event }
  | { do: 'setTraits'; traits: { [key: string]: Json }; time: number }
  | { do: 'advance'; now: number }
  /** Snapshot, through JSON, into a new engine. */
  | { do: 'restore' }
  /** A new engine that is handed all records so far. */
  | { do: 'replay' };

export interface Scenario {
  seed: number;
  definitions: Definitions;
  options: { visitorId: string; timeZone?: string; sessionTimeout: number };
  calls: Call[];
  /** Every engine is asked at this instant in the end. */
  end: number;
}

/** Days at which clocks change, and years, and leap days. */
const STARTS = [
  '2026-03-28T20:00:00Z',
  '2026-10-24T21:00:00Z',
  '2026-03-07T23:00:00Z',
  '2026-10-31T22:00:00Z',
  '2026-12-30T12:00:00Z',
  '2024-02-28T06:00:00Z',
  '2026-06-10T08:00:00Z',
  // on Lord Howe by half an hour
  '2026-04-04T10:00:00Z',
  '2026-10-03T10:00:00Z',
];

function amount(chance: Chance): Json {
  return chance.pick<Json>([0, 1, 1, 2, 3, 4, 0.1, 0.1, 0.2, 0.7, -1, 1e15, '1', null, true]);
}

function item(chance: Chance): Json {
  return {
    id: chance.pick(WORDS),
    price: amount(chance),
    ...(chance.yes(0.3) ? { qty: chance.int(0, 3) } : {}),
    ...(chance.yes(0.1) ? { k: null } : {}),
  };
}

function props(chance: Chance): { [key: string]: Json } {
  const some = <T>(probability: number, make: () => T, key: string) =>
    chance.yes(probability) ? { [key]: make() } : {};
  return {
    ...some(0.7, () => amount(chance), 'v'),
    ...some(
      0.7,
      () =>
        chance.yes(0.15) ? chance.times(chance.int(0, 3), () => chance.pick(WORDS)) : chance.pick(WORDS),
      'k',
    ),
    ...some(0.3, () => chance.times(chance.int(0, 3), () => item(chance)), 'items'),
    ...some(
      0.2,
      () => chance.times(chance.int(0, 3), () => chance.pick<Json>(['x', 'y', 1, null, ['x']])),
      'tags',
    ),
    ...some(0.2, () => chance.int(1, 3), 'qty'),
    ...some(0.2, () => ({ x: chance.int(0, 4) }), 'deep'),
  };
}

function traits(chance: Chance): { [key: string]: Json } {
  const dates = ['1990-02-29', '03-29', '12-31', '2000-01-01', '10-25', 'no date'];
  const one = (): [string, Json] =>
    chance.pick<() => [string, Json]>([
      () => ['plan', chance.pick<Json>([...WORDS, null])],
      () => ['score', chance.pick<Json>([0, 1, 2, 3, '2', null])],
      () => ['list', chance.times(chance.int(0, 2), () => chance.pick(WORDS))],
      () => ['deep', { level: chance.int(0, 4) }],
      () => ['birthday', chance.pick(dates)],
    ])();
  return Object.fromEntries(chance.times(chance.int(1, 2), one));
}

function records(chance: Chance, forms: ReadonlySet<Form>, { unit, start }: Scale, reach: number): Event[] {
  const count = chance.int(4, 30);
  const away = chance.pick([undefined, undefined, -300, 60, 345, -480]);
  const log = chance.times(count, (i): Event => {
    const isTraits = forms.has('trait') && chance.yes(0.12);
    const time = start + chance.int(0, reach) * unit + (chance.yes(0.12) ? chance.pick([-1, 1]) : 0);
    return {
      id: `${chance.pick(['p', 'q', 'r'])}${i}`,
      name: isTraits ? '$set' : chance.pick(NAMES),
      time,
      session: chance.pick(['s1', 's1', 's2', 's3']),
      props: isTraits ? traits(chance) : props(chance),
      ...(forms.has('zone') && away !== undefined && chance.yes(0.7) ? { offset: away } : {}),
    };
  });
  const again = log
    .filter(() => chance.yes(0.1))
    .map((event) =>
      chance.yes() ? event : { ...event, time: event.time + chance.int(-3, 3) * unit, props: props(chance) },
    )
    .filter((event) => event.name !== '$set');
  return dedupeTies([...log, ...again]);
}

/** Records with one id and one time must be equal. */
function dedupeTies(log: readonly Event[]): Event[] {
  const known = new Map<string, Event>();
  return log.map((event) => {
    const key = `${event.id} ${event.time}`;
    const before = known.get(key) ?? event;
    known.set(key, before);
    return before;
  });
}

function arrival(chance: Chance, log: readonly Event[]): Event[] {
  const sorted = [...log].sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1));
  const way = chance.int(0, 3);
  if (way === 0) return chance.shuffled(log);
  if (way === 1) return sorted;
  const late = sorted.map((event, i) => ({ event, rank: i + (chance.yes(0.2) ? chance.int(1, 8) : 0) }));
  return late.sort((a, b) => a.rank - b.rank).map(({ event }) => event);
}

export function scenario(seed: number, forms: ReadonlySet<Form>): Scenario {
  const chance = new Chance(seed);
  const unit = chance.pick([1e3, 6e4, 6e5, 36e5, 6 * 36e5, 864e5]);
  const reach = chance.pick([6, 15, 30]);
  const start = Date.parse(chance.pick(STARTS));
  const end = start + Math.min((reach + chance.int(0, 20)) * unit, 30 * 864e5);
  const scale = { unit, start, end };
  const definitions = new Author(chance, forms, scale).file();
  const log = records(chance, forms, scale, Math.min(reach, Math.floor((end - start) / unit)));
  const last = Math.max(end, ...log.map(({ time }) => time));
  const pauses = chance.pick([0, 0.15, 0.5]);
  const breaks = chance.pick([0, 0.04]);
  const calls = arrival(chance, log).flatMap((event): Call[] => [
    ...(chance.yes(pauses) ? [{ do: 'advance' as const, now: start + chance.int(0, reach) * unit }] : []),
    ...(chance.yes(breaks) ? [{ do: chance.pick(['restore', 'restore', 'replay'] as const) }] : []),
    event.name === '$set' && chance.yes()
      ? { do: 'setTraits', traits: event.props, time: event.time }
      : { do: 'apply', event },
  ]);
  return {
    seed,
    definitions,
    options: {
      visitorId: chance.pick(['v1', 'v2', 'v3']),
      ...(forms.has('zone') && chance.yes(0.4)
        ? {
            timeZone: chance.pick([
              'Europe/Berlin',
              'America/New_York',
              'Asia/Kolkata',
              'Australia/Lord_Howe',
            ]),
          }
        : {}),
      sessionTimeout: chance.int(1, 4) * unit,
    },
    calls,
    end: last,
  };
}
