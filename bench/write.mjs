/**
 * Writes what the bench printed into the blocks of `docs/performance.md`: each stands under the title of its table, and a
 * table without a block is not written. `npm run bench -- --write` does it at the end of a run, `node bench/write.mjs FILE`
 * with what a run has printed into a file on this machine.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { cpus, platform, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { findChromium } from '../test/browser/find.mjs';

const PAGE = new URL('../docs/performance.md', import.meta.url);

const chromium = () => {
  const program = findChromium();
  const [version] = program
    ? (/[\d.]+/.exec(String(execFileSync(program, ['--version'], { stdio: ['ignore', 'pipe', 'ignore'] }))) ??
      [])
    : [];
  return version && `Chromium ${version}`;
};

const machine = () =>
  [
    `Node ${process.versions.node}`,
    chromium(),
    `${platform()} with ${cpus().length} cores and ${Math.round(totalmem() / 2 ** 30)} GiB`,
  ]
    .filter(Boolean)
    .join(', ');

/** The cells of a line; the rule under the head says where each begins and ends. */
const cellsOf = (line, rule) =>
  [...rule.matchAll(/─+/g)].map(({ 0: column, index }) => line.slice(index, index + column.length).trim());

const markdownOf = (rows) => {
  const widths = rows[0].map((_, column) => Math.max(3, ...rows.map((row) => row[column].length)));
  const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  const [head, ...others] = rows;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...others.map(line)];
};

/** What was printed of each table, as Markdown, by its title. */
export const tablesIn = (printed) =>
  new Map(
    printed
      .split(/^## /m)
      .slice(1)
      .map((part) => {
        const [title, ...lines] = part.trimEnd().split('\n');
        const at = lines.findIndex((line) => /^─/.test(line));
        const rule = lines[at];
        const end = lines.indexOf('', at);
        const rows = lines.slice(at + 1, end < 0 ? undefined : end);
        const table = markdownOf([lines[at - 1], ...rows].map((line) => cellsOf(line, rule)));
        return [title, [lines.slice(0, at - 2).join(' '), '', ...table].join('\n')];
      }),
  );

/** A page with the tables in their blocks. Throws if none of them has one. */
export const written = (page, printed, measured) => {
  const tables = tablesIn(printed);
  let count = 0;
  const text = page.replace(
    /(<!-- bench: (.+) -->\n\n)[\s\S]*?(?=\n\n<!-- \/bench -->)/g,
    (whole, mark, title) => {
      const table = tables.get(title);
      if (!table) return whole;
      count++;
      return `${mark}${table.replace('\n\n', () => ` ${measured}\n\n`)}`;
    },
  );
  if (!count) throw new Error('None of these tables has a block in docs/performance.md.');
  return text;
};

/** @param {Date} [day] when it was printed */
export const write = (printed, day = new Date()) => {
  const measured = `Measured on ${day.toISOString().slice(0, 10)}: ${machine()}.`;
  writeFileSync(PAGE, written(readFileSync(PAGE, 'utf8'), printed, measured));
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [file] = process.argv.slice(2);
  write(readFileSync(file, 'utf8'), statSync(file).mtime);
}
