import { EthogramError } from '../base/errors.js';
import { canonical, isObject } from '../base/json.js';
import { compile, DefinitionError } from '../engine/compile.js';
import type { Plan } from '../engine/types.js';
import { download } from '../platform/browser.js';
import type { Definitions } from '../segment/types.js';
import type { DefinitionSource } from './handle.js';

interface Parts {
  /** Leaves out what is faulty and runs the rest, where nothing better is known. */
  readonly lenient: boolean;
  use(plan: Plan): void;
  fail(error: EthogramError): void;
  /** Keeps the last good copy. */
  remember(copy: Copy): void;
}

interface Copy {
  readonly v: 1;
  /** Where it came from: pages of one site may have files of their own. */
  readonly source: string;
  readonly definitions: unknown;
}

export interface Definer {
  /** Throws a DefinitionError for an object that cannot be compiled, unless lenient. All else is told. */
  define(source: DefinitionSource): void;
  /** Hears what copy was kept, if any: runs it if nothing better is there yet, else has the better one kept. */
  recall(copy: unknown): void;
}

/** Gets definitions from wherever they are, and compiles them. A faulty or unreachable file never ends what ran before it. */
export const createDefiner = ({ lenient, use, fail, remember }: Parts): Definer => {
  let address: string | undefined;
  let turn = 0;
  /** What runs, in canonical form. */
  let running: string | undefined;
  /** What came without a fault, and whether there is a place to keep it. */
  let good: Copy | undefined;
  let kept: unknown;
  let canKeep = false;
  let hasFailed = false;

  /** The page is not kept waiting for what will not come. */
  const runNothing = () => {
    if (hasFailed && canKeep && running === undefined) run({ version: 1 });
  };

  const keep = () => {
    if (!good || !canKeep) return;
    if (!isObject(kept) || canonical(kept) !== canonical(good)) remember(good);
    kept = good;
  };

  /** False if it is faulty, wholly or in part. */
  const run = (definitions: unknown): boolean => {
    const plan = compile(definitions as Definitions, { lenient });
    const isSound = !plan.faults.length;
    const form = canonical(definitions);
    if (!isSound) fail(new DefinitionError(plan.faults));
    if (form !== running && (isSound || running === undefined)) {
      running = form;
      use(plan);
    }
    return isSound;
  };

  const fetched = async (source: string | PromiseLike<unknown>): Promise<unknown> => {
    try {
      return await (typeof source === 'string' ? download(source) : source);
    } catch (cause) {
      const isText = cause instanceof SyntaxError;
      throw new EthogramError(
        isText ? 'invalid-definitions' : 'definitions-unreachable',
        `Expected definitions as JSON from ${typeof source === 'string' ? source : 'the promise'}, got: ${cause}`,
        { cause },
      );
    }
  };

  const arrive = async (source: string | PromiseLike<unknown>) => {
    const mine = ++turn;
    address = typeof source === 'string' ? source : '';
    try {
      const definitions = await fetched(source);
      if (mine !== turn) return;
      if (run(definitions)) good = { v: 1, source: address, definitions };
      keep();
    } catch (error) {
      if (mine !== turn) return;
      fail(error as EthogramError);
      hasFailed = true;
      runNothing();
    }
  };

  return {
    define(source) {
      if (typeof source === 'string' || source instanceof URL) arrive(String(source));
      else if (typeof (source as PromiseLike<unknown>)?.then === 'function')
        arrive(source as PromiseLike<unknown>);
      else {
        run(source);
        turn++;
      }
    },
    recall(copy) {
      kept = copy;
      canKeep = true;
      keep();
      if (running === undefined && isObject(copy) && copy.source === address) {
        try {
          run(copy.definitions);
        } catch {
          // written by an older version of ours, or by somebody else; the file itself is on its way
        }
      }
      runNothing();
    },
  };
};
