import type { Json } from '../base/json.js';
import type { Live } from './live.js';
import type { Node } from './nodes.js';

type Entries = { readonly [key: string]: Json };

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

/** Reads a condition; `uses` is told of each leaf and group of segments that it is made of. */
export const readCondition = (json: Json, live: Live, uses: (node: Node) => void): (() => boolean) => {
  const entries = json as Entries;
  const [list, needed] = partsOf(entries) ?? [];
  if (list) {
    const parts = list.map((part) => readCondition(part, live, uses));
    const holding = () => parts.filter((part) => part()).length;
    return needed ? () => holding() >= needed : () => !holding();
  }
  if (entries.segment) {
    const { segment, group } = live.segments.get(entries.segment as string) as {
      segment: { member: { entered: boolean } };
      group: Node;
    };
    uses(group);
    return () => segment.member.entered;
  }
  const leaf = live.leaf(entries);
  uses(leaf);
  return () => leaf.state.held;
};
