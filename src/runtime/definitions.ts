import { canonical, has, isObject } from '../base/json.js';
import { compile, DefinitionError } from '../engine/compile.js';
import type { Plan } from '../engine/types.js';
import { download } from '../platform/browser.js';
import type { Definitions } from '../segment/types.js';
import type { Store } from '../store/types.js';
import type { Expand } from './expander.js';
import type { DefinitionSource } from './handle.js';
import type { Report } from './reports.js';
import { isNewer } from './retention.js';

interface Parts {
  /** Leaves out what is faulty and runs the rest, where nothing better is known. */
  readonly lenient: boolean;
  readonly report: Report;
  /** Puts the recipes that a file names in their place, and segments beside its plays. */
  readonly expand: Expand;
  use(plan: Plan): void;
}

/** The last file that was without fault. */
interface Copy {
  readonly v: 1;
  /** Where it came from: pages of one site may have files of their own. */
  readonly source: string;
  /** In canonical form. */
  readonly text: string;
}

export interface Definer {
  /**
   * Throws a DefinitionError for an object that cannot be compiled, unless lenient. All else is told; so is what is wrong
   * with an object that names recipes or has plays, for what they become comes late.
   */
  define(source: DefinitionSource): void;
  /** From now on copies are kept here. The one found is run if nothing better is there yet. */
  keepIn(store: Store): Promise<void>;
}

const isPromise = (source: unknown): source is PromiseLike<unknown> =>
  typeof (source as PromiseLike<unknown> | null)?.then === 'function';

const isToExpand = (file: unknown): file is object =>
  isObject(file) && (has(file, 'recipes') || has(file, 'plays'));

/** Gets definitions from wherever they are, and compiles them. A faulty or unreachable file never ends what ran before it. */
export const createDefiner = ({ lenient, report, expand, use }: Parts): Definer => {
  /** Empty: a promise, which has none. */
  let address: string | undefined;
  let turn = 0;
  /** What runs, in canonical form. */
  let running: string | undefined;
  /** It has no fault: what was kept is no better. */
  let isGood = false;
  let good: Copy | undefined;
  let store: Store | undefined;
  let kept: unknown;
  let hasFailed = false;

  /** The canonical form of what is without fault, and whole. */
  const run = (definitions: unknown, isWhole = true): string | undefined => {
    const plan = compile(definitions as Definitions, { lenient });
    const text = canonical(definitions);
    const isSound = isWhole && !plan.faults.length;
    if (plan.faults.length) report('invalid-definitions', '', new DefinitionError(plan.faults));
    if (text !== running && (isSound || running === undefined)) {
      running = text;
      isGood = isSound;
      use(plan);
    }
    return isSound ? text : undefined;
  };

  /** The page is not kept waiting for what will not come. */
  const runNothing = () => {
    if (hasFailed && store && running === undefined) run({ version: 1 });
  };

  const notKept = (error: unknown) => report('storage-failed', 'No copy of the definitions', error);

  const keep = async () => {
    if (
      !good ||
      !store ||
      isNewer(kept) ||
      (isObject(kept) && kept.source === good.source && kept.text === good.text)
    )
      return;
    const copy = good;
    kept = copy;
    await store.update('definitions', () => copy).catch(notKept);
  };

  const arrive = async (source: string | PromiseLike<unknown>) => {
    const mine = ++turn;
    address = typeof source === 'string' ? source : '';
    try {
      const file = await (address ? download(address) : source);
      const { definitions, isWhole } = isToExpand(file) ? await expand(file) : { definitions: file };
      if (mine !== turn) return;
      const text = run(definitions, isWhole);
      if (text) good = { v: 1, source: address, text };
      keep();
    } catch (cause) {
      if (mine !== turn) return;
      report(
        cause instanceof SyntaxError ? 'invalid-definitions' : 'definitions-unreachable',
        `${address || 'definitions'}: expected JSON`,
        cause,
      );
      hasFailed = true;
      runNothing();
    }
  };

  return {
    define(source) {
      const given = source instanceof URL ? source.href : source;
      if (typeof given === 'string' || isPromise(given)) arrive(given);
      else if (isToExpand(given)) arrive(Promise.resolve(given));
      else {
        run(given);
        turn++;
      }
    },
    async keepIn(next) {
      kept = await next.get('definitions').catch(notKept);
      store = next;
      keep();
      if (!isGood && isObject(kept) && kept.source === address) {
        try {
          run(JSON.parse(kept.text as string));
        } catch {
          // written by an older version of ours, or by somebody else; the file itself is on its way
        }
      }
      runNothing();
    },
  };
};
