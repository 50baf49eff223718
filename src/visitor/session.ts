/** A visit, as much of it as decides whether the next event still belongs to it. */
export interface Session {
  readonly id: string;
  /** Epoch milliseconds of its latest event. */
  readonly last: number;
}

/**
 * The session of an event at `time`: the current one, or a new one if they lie `timeout` or more apart. An event
 * that is told long after it happened does not lengthen today's visit: it gets a session of its own.
 */
export const sessionAt = (
  current: Session | undefined,
  time: number,
  timeout: number,
  newId: string,
): Session =>
  current && Math.abs(time - current.last) < timeout
    ? { id: current.id, last: Math.max(current.last, time) }
    : { id: newId, last: time };

/** Which of two sessions goes on: the one heard of last. */
export const later = (one: Session | undefined, other: Session): Session =>
  one && one.last > other.last ? one : other;
