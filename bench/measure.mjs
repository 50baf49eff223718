/** Ratios of what was measured in the same round, so that a busy machine slows both sides of each. */
import { performance } from 'node:perf_hooks';

const median = (numbers) => at(numbers, 0.5);

const at = (numbers, share) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.round((sorted.length - 1) * share)];
};

/** Milliseconds that a piece of work takes. */
export const time = (work) => {
  const start = performance.now();
  work();
  return performance.now() - start;
};

/**
 * Takes turns: in each round everyone runs once, each round in another order. A contestant answers with its cost in
 * milliseconds per operation, and may be a promise. The first rounds are for warming up and do not count.
 */
export const interleave = async (contestants, { rounds = 15, warm = 4 } = {}) => {
  const costs = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
  for (let round = -warm; round < rounds; round++) {
    const names = Object.keys(contestants);
    names.push(...names.splice(0, (round + warm) % names.length));
    for (const name of names) {
      const cost = await contestants[name]();
      if (round >= 0) costs[name].push(cost);
    }
  }
  return costs;
};

const figure = (number) =>
  number >= 100 ? Math.round(number).toLocaleString('en-US') : number.toFixed(number >= 10 ? 1 : 2);

/** Median of the ratios of two contestants, with the middle 80% of them. */
export const ratio = (costs, others) => {
  const ratios = costs.map((cost, round) => cost / others[round]);
  const text = `${figure(median(ratios))} (${figure(at(ratios, 0.1))}–${figure(at(ratios, 0.9))})`;
  return { value: median(ratios), text };
};

let missed = 0;

/** How a ratio stands to what it must be. */
export const against = (value, target) => {
  const met = value <= target;
  if (!met) missed++;
  return `${met ? '✓' : '✗'} ≤ ${target}`;
};

export const missedTargets = () => missed;

let said = '';

const say = (line) => {
  said += `${line}\n`;
  console.log(line);
};

/** All tables of this run, as they were printed. */
export const printed = () => said;

/** Prints a table: a title, what its figures are, a head and rows. */
export const table = (title, notes, head, rows) => {
  const all = [head, ...rows].map((row) => head.map((_, column) => String(row[column] ?? '')));
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const line = (row) =>
    row
      .map((cell, column) => (column ? cell.padStart(widths[column]) : cell.padEnd(widths[column])))
      .join('   ')
      .trimEnd();
  say(`\n## ${title}`);
  for (const note of notes) say(note);
  say(`\n${line(all[0])}\n${widths.map((width) => '─'.repeat(width)).join('   ')}`);
  for (const row of all.slice(1)) say(line(row));
};

export const assert = (holds, message) => {
  if (!holds) throw new Error(`The bench is wrong: ${message}`);
};
