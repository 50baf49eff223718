import type { Json } from '../base/json.js';
import type { Live } from './live.js';
import type { Answer, Feed } from './nodes.js';

type Entries = { readonly [key: string]: Json };

/** What can be asked, and what comes next when it holds and when it does not: another question, or the end. */
interface Question {
  readonly asks: Answer;
  readonly yes: Step;
  readonly no: Step;
}

/** A condition, or the rest of one: `all`, `any` and `not` are nothing but an order of questions. */
export type Step = Question | boolean;

/** Whether a condition holds; asks no further than it must. */
export const holds = (first: Step): boolean => {
  let step = first;
  while (typeof step === 'object') step = step.asks.held ? step.yes : step.no;
  return step;
};

/** The parts of a condition that has some, and how many of them have to hold: of `not` none. */
export const partsOf = ({
  all,
  any,
  not,
  atLeast,
  of,
}: Entries): readonly [parts: readonly Json[], needed: number] | undefined => {
  if (not) return [[not], 0];
  const parts = (all ?? any ?? (atLeast && of)) as readonly Json[] | undefined;
  return parts && [parts, (atLeast as number) ?? (all ? parts.length : 1)];
};

/** Reads a condition; `uses` is told of all that it is made of. It is put together from its end, where `yes` and `no` come. */
export const readCondition = (
  json: Json,
  live: Live,
  uses: (feed: Feed) => void,
  yes: Step = true,
  no: Step = false,
): Step => {
  const entries = json as Entries;
  const read = (part: Json, yes?: Step, no?: Step) => readCondition(part, live, uses, yes, no);
  const [parts, needed = 0] = partsOf(entries) ?? [];
  if (!parts) {
    const { feed, answer } = entries.segment ? live.reference(entries.segment as string) : live.leaf(entries);
    uses(feed);
    return { asks: answer, yes, no };
  }
  if (!needed) return parts.reduceRight((next, part) => read(part, no, next), yes);
  if (needed === 1) return parts.reduceRight((next, part) => read(part, yes, next), no);
  if (needed === parts.length) return parts.reduceRight((next, part) => read(part, next, no), yes);
  const all = parts.map((part) => read(part));
  const enough = {
    get held() {
      return all.filter(holds).length >= needed;
    },
  };
  return { asks: enough, yes, no };
};
