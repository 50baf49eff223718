import type { Json } from '../base/json.js';
import type { Live } from './live.js';
import type { Node, Segment } from './nodes.js';

type Entries = { readonly [key: string]: Json };

/** Reads a condition; `uses` is told of each leaf and group of segments that it is made of. */
export const readCondition = (json: Json, live: Live, groups: ReadonlyMap<Segment, Node>, uses: (node: Node) => void): (() => boolean) => {
  const entries = json as Entries;
  const read = (part: Json) => readCondition(part, live, groups, uses);
  if (entries.not) {
    const part = read(entries.not);
    return () => !part();
  }
  const list = entries.all ?? entries.any ?? (entries.atLeast && entries.of);
  if (list) {
    const parts = (list as Json[]).map(read);
    const least = (entries.atLeast as number) ?? (entries.all ? parts.length : 1);
    return () => {
      let open = parts.length;
      let holding = 0;
      for (const part of parts) {
        if (part() && ++holding >= least) return true;
        if (--open + holding < least) return false;
      }
      return false;
    };
  }
  if (entries.segment) {
    const segment = live.segments.get(entries.segment as string) as Segment;
    uses(groups.get(segment) as Node);
    return () => segment.shown.entered;
  }
  const leaf = live.leaf(entries);
  uses(leaf);
  return () => leaf.state.held;
};
