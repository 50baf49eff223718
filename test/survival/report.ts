/** docs/reliability.md: a page of sections, each of which is written by the run that measured it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import type { Engine } from '../browser/drivers/engine.js';
import type { Outcome } from './runs.js';

const FILE = new URL('../../docs/reliability.md', import.meta.url);

/** Puts a text in the place of the one that stands under a heading of the page. */
export function writeSection(heading: string, text: string) {
  const sections = readFileSync(FILE, 'utf8').split(/^(?=## )/m);
  const at = sections.findIndex((section) => section.startsWith(`## ${heading}\n`));
  if (at < 0) throw new Error(`docs/reliability.md has no section "${heading}".`);
  const end = at < sections.length - 1 ? '\n' : '';
  sections[at] = `## ${heading}\n\n${text.trim()}\n${end}`;
  writeFileSync(FILE, sections.join(''));
}

/** When, in which browsers, on what kind of machine. */
export async function circumstances(engines: readonly Engine[]): Promise<string> {
  const versions = await Promise.all(
    engines.map(async (engine) => `${engine.name} ${await engine.version()}`),
  );
  const memory = Math.round(totalmem() / 2 ** 30);
  return `Measured on ${new Date().toISOString().slice(0, 10)} in ${versions.join(', ')}, without a window, on ${process.platform} with ${availableParallelism()} cores and ${memory} GiB that other work shared.`;
}

const whole = (value: number | undefined) => value?.toLocaleString('en') ?? '—';

/** Columns as wide as their widest cell. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] as number)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

const isTabs = ({ disagreeing }: Outcome) => disagreeing !== undefined;
const isReturn = ({ restored }: Outcome) => restored !== undefined;

export function survivalOf(outcomes: readonly Outcome[]): string {
  const exits = outcomes.filter((outcome) => !isTabs(outcome) && !isReturn(outcome));
  const ends = table(
    [
      'engine',
      'end',
      'times',
      'events accepted',
      'of these lost',
      'acknowledged',
      'of these lost',
      'seen twice',
      'longest first read',
      'over 500 ms',
    ],
    exits.map((outcome) => [
      outcome.engine,
      outcome.exit,
      whole(outcome.times),
      whole(outcome.accepted),
      whole(outcome.lost),
      whole(outcome.acknowledged),
      whole(outcome.acknowledgedLost),
      whole(outcome.duplicates),
      `${whole(outcome.longestRead)} ms`,
      `${whole(outcome.slowReads)} of ${whole(outcome.reads)}`,
    ]),
  );
  const tabs = table(
    ['engine', 'at once', 'events', 'lost', 'seen twice', 'did not agree', 'the last agreed after'],
    outcomes
      .filter(isTabs)
      .map((outcome) => [
        outcome.engine,
        outcome.exit,
        whole(outcome.accepted),
        whole(outcome.lost),
        whole(outcome.duplicates),
        whole(outcome.disagreeing),
        `${whole(outcome.agreedAfter)} ms`,
      ]),
  );
  const returns = table(
    [
      'engine',
      'left and come back to',
      'restored',
      'restored without Ethogram',
      'events lost',
      'metrics behind',
    ],
    outcomes
      .filter(isReturn)
      .map((outcome) => [
        outcome.engine,
        whole(outcome.times),
        whole(outcome.restored),
        whole(outcome.restoredAlone),
        whole(outcome.lost),
        whole(outcome.behind),
      ]),
  );
  const said = [
    ...new Set(
      outcomes.flatMap(({ engine, errors, faults }) =>
        [...errors, ...faults].map((text) => `${engine}: ${text}`),
      ),
    ),
  ];
  const told = said.length
    ? `What was told through \`error\`, or reached the page's own error handlers:\n\n${said.map((text) => `- ${text.replaceAll('\n', ' ')}`).join('\n')}`
    : 'Nothing was told through `error`, and no exception and no rejected promise reached a page.';
  return `${ends}\n\n${tabs}\n\n${returns}\n\n${told}`;
}
