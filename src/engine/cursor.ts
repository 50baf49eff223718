import type { Json } from '../base/json.js';
import { NEVER } from '../base/time.js';
import type { Stream } from './streams.js';
import type { Window } from './windows.js';
import type { World } from './world.js';

/** What a metric does with the events of its window as they come and go. */
export interface Sink {
  add(position: number): void;
  remove(position: number): void;
  clear(): void;
}

/** When a session that ended comes back, this many of its stream's events are searched for its own. */
const SESSION_REACH = 10_000;

/** A metric's place in a stream: which events lie in its window. Moves only when it is asked. */
export class Cursor {
  #from = 0;
  #to = 0;
  #session: string | null = null;

  constructor(
    readonly stream: Stream,
    private readonly window: Window,
    private readonly world: World,
    private readonly sink: Sink,
    /** The column that holds the session, for a window of the session. */
    private readonly sessions: number,
  ) {}

  /** Starts anew if another session is going on. */
  turn(now: number): void {
    if (!this.window.session) return;
    const session = this.world.currentSession(now) ?? null;
    if (session === this.#session) return;
    this.sink.clear();
    this.#session = session;
    this.#to = this.stream.first;
  }

  /** Brings the window up to an instant. */
  pull(now: number): void {
    this.turn(now);
    const { stream, window, world, sink } = this;
    const low = window.low(now, world);
    const high = window.high(now, world);
    for (; this.#to < stream.end && stream.time(this.#to) <= high; this.#to++) {
      if (
        window.session
          ? stream.values(this.sessions, this.#to)[0] === this.#session
          : window.expires || stream.time(this.#to) >= low
      ) {
        sink.add(this.#to);
      }
    }
    if (window.expires) {
      for (; this.#from < this.#to && stream.time(this.#from) < low; this.#from++) sink.remove(this.#from);
    }
  }

  /** The next instant at which the window's content changes by itself; `pull` comes first. */
  next(now: number): number {
    const { stream, window } = this;
    let next = window.turn(now, this.world);
    if (this.#from < this.#to && window.leavesAt !== NEVER)
      next = Math.min(next, stream.time(this.#from) + window.leavesAt);
    if (window.entersAt && this.#to < stream.end)
      next = Math.min(next, stream.time(this.#to) + window.entersAt);
    return next;
  }

  /** The first position that is still needed. */
  get need(): number {
    if (this.window.session) return Math.max(this.stream.first, this.stream.end - SESSION_REACH);
    return this.window.expires ? this.#from : this.#to;
  }

  save(): Json {
    return [this.#from, this.#to, this.#session];
  }

  load(state: Json): void {
    [this.#from, this.#to, this.#session] = state as [number, number, string | null];
  }
}
