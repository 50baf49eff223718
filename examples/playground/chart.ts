/** The chart: a row for each segment, bars where the visitor was in. */
import { type Calendar, span } from './calendar.js';
import { draw, make } from './make.js';
import type { Row, Stay } from './run.js';

export interface Chart {
  readonly rows: readonly Row[];
  readonly visitor: string;
  /** The instants of the visitor's events. */
  readonly times: readonly number[];
  readonly start: number;
  readonly end: number;
  readonly calendar: Calendar;
}

const DAY = 86_400_000;
/** Days between two dates that are written below the axis. */
const STEP = 14;

const percent = (part: number): string => `${Math.round(part * 100_000) / 1_000}%`;

const holds = (stays: readonly Stay[] = [], at: number): boolean =>
  stays.some(([from, to]) => from <= at && at < to);

const bar = ([from, to]: Stay, { start, end, calendar }: Chart): SVGRectElement => {
  const left = Math.max(from, start);
  const title = draw('title', {}, `${calendar.instant(from)} to ${calendar.instant(to)}, ${span(to - from)}`);
  const place = { x: percent((left - start) / (end - start)), width: percent((to - left) / (end - start)) };
  return draw('rect', { ...place, y: 0, height: '100%', rx: 2 }, title);
};

const inWords = (stays: readonly Stay[]): string =>
  stays.length
    ? `in ${stays.length === 1 ? 'once' : `${stays.length} times`}, ${span(stays.reduce((sum, [from, to]) => sum + to - from, 0))} in all`
    : 'never in';

const row = (segment: Row, chart: Chart, isChosen: boolean): HTMLElement => {
  const { id, name, description } = segment;
  const stays = segment.stays[chart.visitor] ?? [];
  const radio = make('input', { type: 'radio', name: 'segment', value: id, class: 'quiet-radio' });
  radio.checked = isChosen;
  return make(
    'div',
    { class: 'row', 'data-segment': id },
    make(
      'label',
      { title: description || id },
      radio,
      make('span', { class: 'dot' }),
      make('span', { class: 'row-name' }, name),
      make('span', { class: 'tally' }),
    ),
    draw(
      'svg',
      { class: 'track', role: 'img', 'aria-label': `${name}: ${inWords(stays)}` },
      ...stays.map((stay) => bar(stay, chart)),
    ),
  );
};

/** How busy each day was, and what the dates are. */
const axis = ({ times, start, end, calendar }: Chart): HTMLElement => {
  const days = Math.max(1, Math.ceil((end - start) / DAY));
  const counts = Array.from({ length: days }, () => 0);
  for (const time of times) {
    const day = Math.floor((time - start) / DAY);
    counts[day] = (counts[day] ?? 0) + 1;
  }
  const most = Math.max(1, ...counts);
  const width = DAY / (end - start);
  const columns = counts.map((count, day) =>
    draw('rect', {
      x: percent(day * width),
      width: percent(width * 0.8),
      y: percent(1 - count / most),
      height: percent(count / most),
    }),
  );
  const dates = counts.flatMap((_, day) => {
    if (day % STEP || (days - day < STEP / 2 && day)) return [];
    const date = make('span', {}, calendar.day(start + day * DAY));
    date.style.left = percent(day * width);
    return [date];
  });
  return make(
    'div',
    { class: 'row axis' },
    make('span', { class: 'muted' }, 'Events a day'),
    draw('svg', { class: 'track busy', role: 'img', 'aria-label': `${times.length} events` }, ...columns),
    make('div', { class: 'dates', 'aria-hidden': 'true' }, ...dates),
  );
};

export const drawChart = (chart: Chart, chosen: string): HTMLElement[] => [
  ...chart.rows.map((segment) => row(segment, chart, segment.id === chosen)),
  axis(chart),
];

/** Marks in which segments the visitor is at an instant, and how many visitors are. */
export const markInstant = (
  parent: Element,
  { rows, visitor, start, end }: Chart,
  visitors: readonly string[],
  at: number,
): void => {
  for (const { id, stays } of rows) {
    const element = parent.querySelector<HTMLElement>(`[data-segment="${CSS.escape(id)}"]`);
    if (!element) continue;
    const isIn = holds(stays[visitor], at);
    element.dataset.state = isIn ? 'in' : 'out';
    const inside = visitors.filter((one) => holds(stays[one], at)).length;
    const tally = element.querySelector('.tally') as HTMLElement;
    tally.textContent = visitors.length > 1 ? `${inside} of ${visitors.length}` : isIn ? 'in' : '';
  }
  (parent as HTMLElement).style.setProperty('--at', String((at - start) / (end - start)));
};

/** The nearest instant before or after `at` at which the visitor came into the segment or left it. */
export const changeNear = (stays: readonly Stay[] = [], at: number, end: number, isNext: boolean) => {
  const changes = stays.flat().filter((time) => time !== end && (isNext ? time > at : time < at));
  return isNext ? changes[0] : changes.at(-1);
};
