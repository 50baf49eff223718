import { EthogramError } from '../base/errors.js';
import type { Definitions } from '../segment/types.js';
import { check } from './check.js';
import type { Fault, Plan } from './types.js';

/** Thrown by a strict `compile`: every fault of the file at once. */
export class DefinitionError extends EthogramError {
  override readonly name = 'DefinitionError';
  constructor(readonly faults: readonly Fault[]) {
    const lines = faults.map(
      ({ place, code, found, expected }) =>
        `${place || 'the file'}: ${code}, expected ${expected}, found ${found}`,
    );
    super('invalid-definitions', lines.join('\n'));
  }
}

/** What an engine runs on. */
export interface CompiledPlan extends Plan {
  /** Places in the file of the segments that run: those of a group together, after those that they refer to. */
  readonly order: readonly (readonly number[])[];
  readonly timeZone: string | undefined;
}

export interface CompileOptions {
  /** Leave out the faulty segments and those that refer to them, and list the faults in the plan. Default: false. */
  readonly lenient?: boolean;
}

/**
 * Reads definitions once, for any number of engines. Throws a DefinitionError that lists every fault with its place;
 * `{ lenient: true }` leaves the faulty segments out instead and lists the faults in `plan.faults`.
 */
export const compile = (definitions: Definitions, { lenient = false }: CompileOptions = {}): Plan => {
  const { faults, ...sound } = check(definitions);
  if (faults.length && !lenient) throw new DefinitionError(faults);
  const plan: CompiledPlan = { definitions: Object(definitions), faults, ...sound };
  return plan;
};
