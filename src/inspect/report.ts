/** A bug report: one JSON file from which what was decided can be decided again, anywhere. Pure. */
import { compile } from '../engine/compile.js';
import { createEngine } from '../engine/engine.js';
import type { Explanation } from '../engine/explanation.js';
import { formatExplanation } from '../engine/format-explanation.js';
import type { Event } from '../event/types.js';
import type { Copy, Health } from '../index.js';
import { isHidden } from '../segment/hidden.js';
import type { Definitions } from '../segment/types.js';
import { maskLog } from './masking.js';

export interface BugReport {
  readonly v: 1;
  /** Of Ethogram. */
  readonly version: string;
  /** When it was made, by the clock that decides, in epoch milliseconds. */
  readonly time: number;
  readonly timeZone: string;
  readonly sessionTimeout: number;
  readonly visitorId: string;
  readonly definitions: Definitions;
  /** Masked: what the definitions do not name is replaced. */
  readonly log: readonly Event[];
  /** As the page had them. */
  readonly segments: readonly string[];
  /** Of the masked log. */
  readonly explanations: readonly Explanation[];
  readonly health: Health;
}

type Told = Omit<BugReport, 'explanations' | 'v'>;

/** Runs a report's log and asks why. */
const decide = ({
  definitions,
  log,
  time,
  visitorId,
  timeZone,
  sessionTimeout,
}: Omit<Told, 'segments' | 'health' | 'version'>) => {
  const plan = compile(definitions, { lenient: true });
  const engine = createEngine(plan, { visitorId, timeZone, sessionTimeout });
  engine.applyAll(log);
  engine.advance(time);
  return {
    segments: [...engine.segments()].filter((id) => !isHidden(id, definitions)).sort(),
    explanations: plan.segments.flatMap((id) => engine.explain(id) ?? []),
  };
};

/** Only where a sample decides by the visitor is its id told. */
export const createReport = (
  { definitions, time, timeZone, sessionTimeout, visitorId }: Copy,
  log: readonly Event[],
  page: Pick<BugReport, 'segments' | 'health' | 'version'>,
): BugReport => {
  const told: Told = {
    ...page,
    time,
    timeZone,
    sessionTimeout,
    visitorId: definitions.segments?.some(({ sample }) => sample) ? visitorId : '',
    definitions,
    log: maskLog(definitions, log),
  };
  return { v: 1, ...told, explanations: decide(told).explanations };
};

/** Decides a report again and says what came of it, and in what that differs from what the page had. */
export const replay = (report: BugReport): string => {
  const { segments, explanations } = decide(report);
  const was = new Set(report.segments);
  const is = new Set(segments);
  const differs = [
    ...segments.filter((id) => !was.has(id)).map((id) => `+ ${id}: in here, out on the page`),
    ...report.segments.filter((id) => !is.has(id)).map((id) => `- ${id}: out here, in on the page`),
  ];
  return [
    `ethogram ${report.version}, ${report.log.length} events, ${new Date(report.time).toISOString()}`,
    `in: ${segments.join(', ') || 'nowhere'}`,
    differs.length
      ? ['differs from the page (by masking, or by a log that lacks something):', ...differs].join('\n')
      : 'the same as on the page',
    ...explanations.map((one) => formatExplanation(one, { timeZone: report.timeZone })),
  ].join('\n\n');
};
