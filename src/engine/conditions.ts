import type { Json } from '../base/json.js';
import type { Live } from './live.js';
import type { Feed } from './nodes.js';

type Entries = { readonly [key: string]: Json };
type Holds = () => boolean;

const holds = (part: Holds): boolean => part();

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

/** Reads a condition; `uses` is told of all that it is made of. */
export const readCondition = (json: Json, live: Live, uses: (feed: Feed) => void): Holds => {
  const entries = json as Entries;
  const [list, needed = 0] = partsOf(entries) ?? [];
  if (list) {
    const parts = list.map((part) => readCondition(part, live, uses));
    if (!needed) return () => !parts.some(holds);
    if (needed === 1) return () => parts.some(holds);
    if (needed === parts.length) return () => parts.every(holds);
    return () => parts.filter(holds).length >= needed;
  }
  if (entries.segment) {
    const { segment, group } = live.segments.get(entries.segment as string) as {
      segment: { member: { entered: boolean } };
      group: Feed;
    };
    uses(group);
    return () => segment.member.entered;
  }
  const leaf = live.leaf(entries);
  uses(leaf.feed);
  return leaf.held;
};
