import { has, isObject, type Json, textOf } from '../base/json.js';
import { parseDuration } from '../base/time.js';
import { holds, partsOf, readCondition } from './conditions.js';
import type { Explanation } from './explanation.js';
import { lookAhead } from './foresee.js';
import { headsOf, TEST_KEYS } from './grammar.js';
import type { Machine } from './machine.js';
import { isPartial } from './partial.js';
import { parseInstant, readWindow } from './windows.js';
import { BEFORE_ALL } from './world.js';

type Entries = { readonly [key: string]: Json };

/** What may turn by itself. */
interface Part {
  readonly held: boolean;
  next?: number;
}

/** What a leaf looks at, what it needs, and in which window. */
const explainLeaf = (condition: Entries, machine: Machine): object => {
  const { live, world } = machine;
  const partial = isPartial(condition, machine) || undefined;
  if (condition.segment) return { condition, partial };
  const metric = live.metric(condition);
  const value = metric.read();
  const values = [value ?? []].flat();
  const right = (other: Json): unknown =>
    isObject(other)
      ? (live.named(other.metric as string).read() ?? null)
      : Array.isArray(other)
        ? other.map(right)
        : ((metric.numeric && !condition.as ? parseDuration(other) : undefined) ?? other);
  const needs = Object.entries(condition)
    .filter(([key]) => TEST_KEYS.includes(key))
    .map(([key, other]) => [key, right(other)] as const);
  const types = needs.flatMap(([key, other]) =>
    key === 'exists' || key === 'ignoreCase' ? [] : [other ?? []].flat().map((one) => typeof one),
  );
  let measured = condition;
  while (measured.metric) measured = live.part('metrics', measured.metric as string);
  const window = measured.over && readWindow(measured.over, world);
  return {
    condition,
    value: condition.trait ? values : value,
    needs: Object.fromEntries(needs),
    wants: values.length && !values.some((one) => types.includes(typeof one)) ? types[0] : undefined,
    ...(window && { from: window.low(), to: window.high() }),
    partial,
  };
};

/** Why somebody is in a segment or not. Lets time pass on the machine to see what it brings, and takes it back. */
export const explain = (
  machine: Machine,
  id: string,
  entered: boolean,
  needsReplay: boolean,
): Explanation | undefined => {
  const { live, world } = machine;
  const { segment, unit } = live.segments.get(id) ?? {};
  const at = world.now;
  if (!segment || at === BEFORE_ALL) return undefined;
  const { member, rules, json } = segment;
  // what rests has not been brought up to now
  for (const cursor of live.cursors) cursor.pull();

  /** What has not turned yet. */
  let open: [part: Part, held: () => boolean][] = [];
  const describe = (condition: Json): Part => {
    const entries = condition as Entries;
    const first = readCondition(condition, live, () => {});
    const [parts, needed] = partsOf(entries) ?? [];
    const part = {
      form: headsOf('Condition').find((head) => has(entries, head)),
      held: holds(first),
      ...(parts ? { needed, parts: parts.map(describe) } : explainLeaf(entries, machine)),
    };
    open.push([part, () => holds(first)]);
    return part;
  };
  const wait = (since: number | undefined, length: number) => {
    const end = (since as number) + length;
    return end > at ? end : undefined;
  };

  const standing: Part = { held: member.entered };
  open.push([standing, () => member.entered]);
  const explanation = {
    id,
    name: json.name,
    at,
    entered,
    since: member.since,
    partial: needsReplay || isPartial(json, machine),
    rules: {
      enterAfter: member.in ? undefined : wait(member.qualifies, rules.enterAfter),
      exitAfter: member.in ? wait(member.leaves, rules.exitAfter) : undefined,
      cooldown: wait(member.out, rules.cooldown),
      activeFrom: parseInstant(json.activeFrom),
      activeTo: parseInstant(json.activeTo),
      sample: json.sample && rules.sampled,
      exclusive: member.in ? unit?.find((other) => other !== segment && other.member.entered)?.id : undefined,
    },
    when: describe(json.when as Json),
    until: json.until && describe(json.until),
  };

  lookAhead(machine, () => {
    open = open.filter(([part, held]) => {
      if (held() === part.held) return true;
      part.next = world.now;
      return false;
    });
    return open.length;
  });
  // a copy, for the definitions are not the reader's
  return JSON.parse(textOf({ ...explanation, next: standing.next }));
};
