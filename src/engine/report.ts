import { EthogramError } from '../base/errors.js';
import { has, isObject } from '../base/json.js';
import type { Fault } from './types.js';

/** Thrown by a strict `compile`: every fault of the file at once. */
export class DefinitionError extends EthogramError {
  override readonly name = 'DefinitionError';
  constructor(readonly faults: readonly Fault[]) {
    const lines = faults.map(
      ({ place, code, found, expected }) =>
        `${place || 'the file'}: ${code}, expected ${expected}, found ${found}`,
    );
    super('invalid-definitions', `The definitions have ${faults.length} fault(s).\n${lines.join('\n')}`);
  }
}

/** Conditions and metrics may be nested this deep. */
const DEPTH = 32;

const describe = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length ? 'a list' : 'an empty list';
  if (isObject(value)) return `an object with ${Object.keys(value).slice(0, 5).join(', ') || 'no keys'}`;
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

/** Reads a definition file piece by piece and collects what is wrong with it. */
export class Report {
  readonly faults: Fault[] = [];
  /** Counts faults and uses of faulty things: what was read while it stood still is sound. */
  unsound = 0;
  /** Conditions read so far. */
  conditions = 0;
  #depth = 0;

  /** Notes a fault; answers undefined, so that a reader can end with it. */
  fault(code: string, place: string, found: unknown, expected: string): undefined {
    this.unsound++;
    this.faults.push({ code, place, found: describe(found), expected });
  }

  /** The object, all of whose keys are among the allowed; unknown ones are faults. */
  object(
    value: unknown,
    place: string,
    expected: string,
    keys?: ReadonlySet<string>,
  ): Record<string, unknown> | undefined {
    if (!isObject(value))
      return this.fault(value === undefined ? 'missing' : 'wrong-type', place, value, expected);
    if (keys) {
      for (const key of Object.keys(value)) {
        if (has(value, key) && !keys.has(key))
          this.fault('unknown-key', `${place}${place && '.'}${key}`, key, `one of ${[...keys].join(', ')}`);
      }
    }
    return value;
  }

  /** A list with at least one element, each read by `read`. */
  list<T>(value: unknown, place: string, expected: string, read: (value: unknown, place: string) => T): T[] {
    if (!Array.isArray(value))
      this.fault(value === undefined ? 'missing' : 'wrong-type', place, value, expected);
    else if (value.length === 0) this.fault('empty', place, value, expected);
    else return value.map((element, index) => read(element, `${place}[${index}]`));
    return [];
  }

  /** A value that `fits`; else a fault and undefined. */
  value<T>(
    value: unknown,
    place: string,
    expected: string,
    fits: (value: unknown) => value is T,
  ): T | undefined {
    if (!fits(value))
      return this.fault(value === undefined ? 'missing' : 'wrong-type', place, value, expected);
    return value;
  }

  text(value: unknown, place: string, expected = 'a text'): string {
    return (
      this.value(value, place, expected, (it): it is string => typeof it === 'string' && it !== '') ?? ''
    );
  }

  /** Reads one level deeper: conditions and metrics may be nested 32 deep. */
  deeper<T>(place: string, value: unknown, read: () => T): T | undefined {
    if (this.#depth >= DEPTH) return this.fault('limit', place, value, `at most ${DEPTH} levels`);
    this.#depth++;
    const result = read();
    this.#depth--;
    return result;
  }
}
