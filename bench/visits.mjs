/** Behavioural segments and a visitor's events, by chance that can be repeated; and the floor: counters by hand. */
import { Random } from './random.mjs';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What happens on a shop's site, and how often beside each other. */
const OFTEN = {
  page_view: 34,
  scroll: 18,
  view_item: 14,
  view_item_list: 9,
  select_item: 7,
  search: 6,
  add_to_cart: 4,
  video_start: 3,
  remove_from_cart: 2,
  begin_checkout: 1.5,
  purchase: 1,
  share: 0.5,
};
export const NAMES = Object.keys(OFTEN);

const WINDOWS = { '30m': 0.5 * HOUR, '1h': HOUR, '6h': 6 * HOUR, '1d': DAY, '3d': 3 * DAY };
Object.assign(WINDOWS, { '7d': 7 * DAY, '14d': 14 * DAY, '30d': 30 * DAY, '60d': 60 * DAY, '90d': 90 * DAY });

/** A clause: of which events, over which window, what of them, and the line that it must reach; `turned`: must not. */
const clause = (random) => {
  const name = random.one(NAMES);
  const over = random.one(Object.keys(WINDOWS));
  const window = WINDOWS[over];
  const way = random.next();
  if (way < 0.2) return { kind: 'seen', name, over, window, least: 1, turned: false };
  if (way < 0.4) return { kind: 'not seen', name, over, window, least: 1, turned: true };
  // no sum of prices in cents lies on such a line, so that rounding, which the floor leaves in, decides nothing
  if (way < 0.65)
    return {
      kind: 'sum',
      name,
      over,
      window,
      least: random.one([20, 50, 100, 500, 2000]) - 0.005,
      turned: false,
    };
  return {
    kind: 'count',
    name,
    over,
    window,
    least: random.one([2, 3, 5, 10, 25]),
    turned: random.next() < 0.2,
  };
};

/** 100 segments of one to three clauses. */
export const segments = (() => {
  const random = new Random(2);
  return Array.from({ length: 100 }, (_, index) => ({
    id: `s${index}`,
    any: random.next() < 0.35,
    clauses: Array.from({ length: 1 + random.below(3) }, () => clause(random)),
  }));
})();

const condition = ({ kind, name, over, least, turned }) => {
  const test =
    kind === 'sum' ? { sum: 'value', of: name, over, gte: least } : { count: name, over, gte: least };
  return turned ? { not: test } : test;
};

export const definitions = {
  version: 1,
  segments: segments.map(({ id, any, clauses }) => ({
    id,
    when: { [any ? 'any' : 'all']: clauses.map(condition) },
  })),
};

/** A visitor who comes twice a day or so and does some twenty things each time. */
export const visits = (length, seed = 3) => {
  const random = new Random(seed);
  const events = [];
  let time = Date.UTC(2020, 0, 1);
  let session = 0;
  while (events.length < length) {
    session++;
    for (let left = 5 + random.below(30); left > 0 && events.length < length; left--) {
      const name = random.weighted(OFTEN);
      events.push({
        id: `${(random.next() * 2 ** 32).toString(36)}${events.length.toString(36)}`,
        name,
        time,
        session: `v${session}`,
        props: {
          page_path: `/products/${random.below(500)}`,
          value: (99 + 100 * random.below(200)) / 100,
          currency: 'EUR',
          item_category: random.one(['running', 'hiking', 'fitness', 'outdoor']),
        },
      });
      time += 1000 + random.below(60_000);
    }
    time += HOUR + random.below(23 * HOUR);
  }
  return events;
};

/** Who is in, by what each clause says. */
export class Standing {
  changes = 0;
  held;
  #in = new Uint8Array(segments.length);
  #first = Int32Array.from([0, ...segments.keys()], (_, index) =>
    segments.slice(0, index).reduce((sum, { clauses }) => sum + clauses.length, 0),
  );
  #any = Uint8Array.from(segments, ({ any }) => (any ? 1 : 0));

  constructor() {
    this.held = new Uint8Array(clauses.length);
  }

  decide() {
    for (let index = 0; index < this.#in.length; index++) {
      const any = this.#any[index];
      const end = this.#first[index + 1];
      let at = this.#first[index];
      while (at < end && this.held[at] !== any) at++;
      const isIn = at < end ? any : 1 - any;
      if (isIn !== this.#in[index]) {
        this.#in[index] = isIn;
        this.changes++;
      }
    }
  }

  get ids() {
    return segments.flatMap(({ id }, index) => (this.#in[index] ? id : [])).join();
  }
}

export const clauses = segments.flatMap((segment) => segment.clauses);

/** Times and values of the events of one name. */
class Track {
  times = new Float64Array(1024);
  values = new Float64Array(1024);
  length = 0;

  push(time, value) {
    if (this.length === this.times.length) {
      for (const key of ['times', 'values']) {
        const wider = new Float64Array(2 * this.length);
        wider.set(this[key]);
        this[key] = wider;
      }
    }
    this.times[this.length] = time;
    this.values[this.length++] = value;
  }
}

/**
 * The floor: what one would write by hand for these very clauses. A counter and a place in the track of its name for
 * each; every event goes through all of them, lets go what has left each window, and tests. Sums are left to drift,
 * nothing happens between events, nothing can be late, come twice, be saved or be edited.
 */
export class Floor {
  #tracks = NAMES.map(() => new Track());
  #places = new Map(NAMES.map((name, index) => [name, index]));
  #name = Uint8Array.from(clauses, ({ name }) => NAMES.indexOf(name));
  #window = Float64Array.from(clauses, ({ window }) => window);
  #least = Float64Array.from(clauses, ({ least }) => least);
  #sums = Uint8Array.from(clauses, ({ kind }) => (kind === 'sum' ? 1 : 0));
  #turned = Uint8Array.from(clauses, ({ turned }) => (turned ? 1 : 0));
  #head = new Int32Array(clauses.length);
  #total = new Float64Array(clauses.length);
  #standing = new Standing();
  #begun = false;

  apply({ name, time, props }) {
    const place = this.#places.get(name);
    const value = props.value;
    this.#tracks[place].push(time, value);
    const { held } = this.#standing;
    let flips = !this.#begun;
    this.#begun = true;
    for (let index = 0; index < held.length; index++) {
      const track = this.#tracks[this.#name[index]];
      const sums = this.#sums[index];
      let total = this.#total[index];
      if (this.#name[index] === place) total += sums ? value : 1;
      const edge = time - this.#window[index];
      let head = this.#head[index];
      while (head < track.length && track.times[head] <= edge) {
        total -= sums ? track.values[head] : 1;
        head++;
      }
      this.#head[index] = head;
      this.#total[index] = total;
      const holds = (total >= this.#least[index] ? 1 : 0) ^ this.#turned[index];
      if (holds !== held[index]) {
        held[index] = holds;
        flips = true;
      }
    }
    if (flips) this.#standing.decide();
  }

  get ids() {
    return this.#standing.ids;
  }
}
