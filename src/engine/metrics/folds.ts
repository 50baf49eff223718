import type { Json, Scalar } from '../../base/json.js';
import type { Part } from '../parts.js';
import { ExactSum } from '../sum.js';
import type { Value } from '../types.js';
import type { World } from '../world.js';
import { Tally } from './tally.js';

/** The events that a fold can look back at. */
export interface Events {
  time(position: number): number;
  values(position: number): readonly Scalar[];
}

/** Boils the events of a window down to one value, as they come in and go out in order. */
export interface Fold extends Part {
  add(position: number): void;
  /** The oldest event goes out. */
  remove(position: number): void;
  clear(): void;
  read(now: number): Value;
  /** Of a value that drifts: the next instant at which it may reach or leave a number. */
  crossing?(now: number, bound: number): number;
  /** Of a value that may jump though nothing comes in or goes out: the next instant. */
  next?(now: number): number;
  /** A bound on memory was reached. */
  readonly partial?: boolean;
}

export type MakeFold = (events: Events, world: World) => Fold;

export const count: MakeFold = () => {
  let n = 0;
  return {
    add: () => void n++,
    remove: () => void n--,
    clear: () => {
      n = 0;
    },
    read: () => n,
    save: () => n,
    load: (state) => {
      n = state as number;
    },
  };
};

/** Sum or mean of the numbers found. */
const adding =
  (mean: boolean): MakeFold =>
  (events) => {
    const sum = new ExactSum();
    let n = 0;
    const change = (position: number, sign: 1 | -1) => {
      for (const value of events.values(position)) {
        sum.add(sign * (value as number));
        n += sign;
      }
    };
    return {
      add: (position) => change(position, 1),
      remove: (position) => change(position, -1),
      clear: () => {
        sum.load([]);
        n = 0;
      },
      read: () => (mean ? (n ? sum.value / n : undefined) : sum.value),
      save: () => [n, sum.save()],
      load: (state) => {
        const [count, parts] = state as [number, Json];
        n = count;
        sum.load(parts);
      },
    };
  };

export const sum = adding(false);
export const avg = adding(true);

/** The largest of the numbers found, times the sign: those that can still become it, largest first. */
const extreme =
  (sign: 1 | -1): MakeFold =>
  (events) => {
    let best: { readonly position: number; readonly value: number }[] = [];
    return {
      add: (position) => {
        for (const value of events.values(position) as readonly number[]) {
          for (let end = best.at(-1); end && end.value * sign <= value * sign; end = best.at(-1)) best.pop();
          best.push({ position, value });
        }
      },
      remove: (position) => {
        for (let start = best[0]; start && start.position <= position; start = best[0]) best.shift();
      },
      clear: () => {
        best = [];
      },
      read: () => best[0]?.value,
      save: () => best.map(({ position, value }) => [position, value]),
      load: (state) => {
        best = (state as [number, number][]).map(([position, value]) => ({ position, value }));
      },
    };
  };

export const max = extreme(1);
export const min = extreme(-1);

/** Something that a tally of the values tells. */
export const tallying =
  (read: (tally: Tally) => Value): MakeFold =>
  (events) => {
    let tally = new Tally();
    return {
      add: (position) => {
        for (const value of events.values(position)) tally.add(value, position);
      },
      remove: (position) => {
        for (const value of events.values(position)) tally.remove(value, position);
      },
      clear: () => {
        tally = new Tally();
      },
      read: () => read(tally),
      get partial() {
        return tally.partial;
      },
      save: () => tally.save(),
      load: (state) => tally.load(state),
    };
  };

export const size = tallying((tally) => tally.size);
export const top = tallying((tally) => tally.top);

/** Of the events that have a value, the first one's first. */
export const first: MakeFold = (events) => {
  let at = -1;
  let end = 0;
  let value: Value;
  return {
    add: (position) => {
      end = position + 1;
      if (value !== undefined) return;
      at = position;
      value = events.values(position)[0];
    },
    remove: (position) => {
      if (position < at) return;
      value = undefined;
      for (at = position + 1; at < end && value === undefined; at++) value = events.values(at)[0];
      at--;
    },
    clear: () => {
      value = undefined;
    },
    read: () => value,
    save: () => [at, end, value ?? null],
    load: (state) => {
      const [position, stop, found] = state as [number, number, Scalar | null];
      at = position;
      end = stop;
      value = found ?? undefined;
    },
  };
};

/** Of the events that have a value, the last one's last. */
export const last: MakeFold = (events) => {
  let at = -1;
  let value: Value;
  return {
    add: (position) => {
      const found = events.values(position).at(-1);
      if (found !== undefined) [at, value] = [position, found];
    },
    remove: (position) => {
      if (position === at) value = undefined;
    },
    clear: () => {
      value = undefined;
    },
    read: () => value,
    save: () => [at, value ?? null],
    load: (state) => {
      const [position, found] = state as [number, Scalar | null];
      at = position;
      value = found ?? undefined;
    },
  };
};
