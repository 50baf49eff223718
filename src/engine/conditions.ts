import type { Json } from '../base/json.js';
import type { Live } from './live.js';
import type { Node } from './nodes.js';

/** Reads a condition; `uses` is told of each leaf and group of segments that it is made of. */
export const readCondition = (json: Json, live: Live, uses: (node: Node) => void): (() => boolean) => {
  const entries = json as { readonly [key: string]: Json };
  const list =
    entries.all ?? entries.any ?? (entries.atLeast && entries.of) ?? (entries.not && [entries.not]);
  if (list) {
    const parts = (list as Json[]).map((part) => readCondition(part, live, uses));
    const least = (entries.atLeast as number) ?? (entries.all ? parts.length : 1);
    const enough = () => parts.filter((part) => part()).length >= least;
    return entries.not ? () => !enough() : enough;
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
