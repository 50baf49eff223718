/** The playground: definitions on the left, what they make of a log on the right. Two workers do the work. */
import type { Definitions, Value } from 'ethogram/engine';
import { ask } from './asking.js';
import { calendarOf, span } from './calendar.js';
import { type Chart, changeNear, drawChart, markInstant } from './chart.js';
import type { Deciding, Summary } from './deciding.worker.js';
import { openEditor } from './editor.js';
import { showExplanation } from './explanation.js';
import type { Checked, Language } from './language.worker.js';
import { linkTo, readLink } from './link.js';
import { make } from './make.js';
import { type Look, type Row, timeZoneOf } from './run.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Where a log is first looked at: late enough that much has happened. */
const FIRST_LOOK = 0.7;

const language = ask<Language>(
  new Worker(new URL('./language.worker.ts', import.meta.url), { type: 'module' }),
);
const deciding = ask<Deciding>(
  new Worker(new URL('./deciding.worker.ts', import.meta.url), { type: 'module' }),
);

const $ = <Kind extends HTMLElement>(id: string) => document.getElementById(id) as Kind;
const slider = $<HTMLInputElement>('at');
const visitors = $<HTMLSelectElement>('visitor');

/** What is looked at. */
let log = '';
let summary: Summary = { start: 0, end: 1, count: 0, times: {}, names: [] };
let definitions: Partial<Definitions> = {};
let rows: readonly Row[] = [];
let segment = '';
let at = 0;
let look: Look | undefined;

const chart = (): Chart => ({
  rows,
  visitor: visitors.value,
  times: summary.times[visitors.value] ?? [],
  start: summary.start,
  end: summary.end,
  calendar: calendarOf(timeZoneOf(definitions)),
});

const tellStatus = (words: string): void => {
  $('status').textContent = words;
};

/** Metrics whose values are milliseconds. */
const TIMES = ['sinceFirst', 'sinceLast', 'interval', 'untilAnniversary'];

const valueInWords = (name: string, value: Value): string => {
  const metric: { readonly [key: string]: unknown } = { ...definitions.metrics?.[name] };
  if (typeof value !== 'number') return value === undefined ? 'no value' : String(value);
  if (TIMES.some((form) => form in metric) || /_msec$/.test(String(metric.sum))) return span(value);
  return String(Math.round(value * 1_000) / 1_000);
};

const showLook = (): void => {
  if (!look) return;
  const { calendar } = chart();
  $('why').replaceChildren(...showExplanation(look));
  $('metrics').replaceChildren(
    ...look.metrics.map(([name, value]) =>
      make('div', {}, make('dt', {}, name), make('dd', {}, valueInWords(name, value))),
    ),
  );
  $('events').replaceChildren(
    ...look.events.map(({ name, time, props }) =>
      make(
        'li',
        {},
        make(
          'details',
          {},
          make(
            'summary',
            {},
            make('b', {}, name),
            make('time', { datetime: new Date(time).toISOString() }, calendar.moment(time)),
          ),
          make('pre', {}, JSON.stringify(props, null, 2)),
        ),
      ),
    ),
  );
};

let isLooking = false;
let isStale = false;

/** Asks how things stand; while an answer is on its way, only the latest question waits. */
const lookAgain = async (): Promise<void> => {
  isStale = true;
  if (isLooking) return;
  isLooking = true;
  while (isStale) {
    isStale = false;
    look = await deciding.look(visitors.value, at, segment);
    showLook();
  }
  isLooking = false;
};

const showInstant = (): void => {
  const { calendar } = chart();
  const words = calendar.instant(at);
  slider.value = String(at);
  slider.setAttribute('aria-valuetext', words);
  $('instant').textContent = words;
  $('zone').textContent = calendar.timeZone;
  markInstant($('chart'), chart(), Object.keys(summary.times), at);
};

const goTo = (time: number): void => {
  at = Math.min(Math.max(Math.round(time), summary.start), summary.end);
  showInstant();
  lookAgain();
};

const showChart = (): void => {
  const focused = document.activeElement?.matches('#rows input') ?? false;
  if (!rows.some(({ id }) => id === segment)) segment = rows[0]?.id ?? '';
  $('rows').replaceChildren(...drawChart(chart(), segment));
  if (focused) document.querySelector<HTMLElement>('#rows input:checked')?.focus();
  goTo(at);
};

const decide = async (): Promise<void> => {
  rows = await deciding.decide(definitions as Definitions);
  showChart();
};

const editor = openEditor({
  parent: $('editor'),
  complete: language.complete,
  explainWord: language.explainWord,
  check: async (text) => {
    const checked: Checked = await language.check(text);
    const { faults } = checked;
    const lineAt = (offset: number) => text.slice(0, offset).split('\n').length;
    $('faults').replaceChildren(
      ...faults.map(({ from, message }) => {
        const button = make(
          'button',
          { type: 'button' },
          make('b', {}, `Line ${lineAt(from)}`),
          ` ${message}`,
        );
        button.addEventListener('click', () => editor.goTo(from));
        return make('li', {}, button);
      }),
    );
    tellStatus(faults.length ? `${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}` : 'No fault');
    if (checked.definitions) {
      definitions = checked.definitions;
      await decide();
    }
    return faults.map(({ from, to, message }) => ({
      from,
      to: Math.max(to, from),
      message,
      severity: 'error',
    }));
  },
});

const showLog = (taken: Summary, name: string): void => {
  log = name;
  summary = taken;
  language.expectEvents(summary.names);
  const all = Object.entries(summary.times).sort(([, one], [, other]) => other.length - one.length);
  visitors.replaceChildren(
    ...all.map(([visitor, { length }]) => make('option', { value: visitor }, `${visitor}, ${length} events`)),
  );
  $('summary').textContent =
    `${summary.count.toLocaleString('en-GB')} events in ${span(summary.end - summary.start)}`;
  slider.min = String(summary.start);
  slider.max = String(summary.end);
  at = summary.start + (summary.end - summary.start) * FIRST_LOOK;
  for (const radio of document.querySelectorAll<HTMLInputElement>('#logs input'))
    radio.checked = radio.value === name;
};

/** A sample with the definitions that fit it, or with others. */
const openSample = async (name: string, text?: string): Promise<void> => {
  const [taken, own] = await Promise.all([
    deciding.takeSample(name),
    text ?? fetch(`samples/${name}.json`).then((answer) => answer.text()),
  ]);
  showLog(taken, name);
  if (own === editor.text()) await decide();
  else editor.write(own);
};

const copy = async (text: string, button: HTMLElement): Promise<void> => {
  await navigator.clipboard.writeText(text);
  const { textContent } = button;
  button.textContent = 'Copied';
  tellStatus('Copied');
  setTimeout(() => {
    button.textContent = textContent;
  }, 1_500);
};

const leap = (isNext: boolean): void => {
  const stays = rows.find(({ id }) => id === segment)?.stays[visitors.value];
  const change = changeNear(stays, at, summary.end, isNext);
  if (change === undefined) tellStatus(`No change ${isNext ? 'after' : 'before'} this`);
  else goTo(change);
};

const STEPS: { readonly [key: string]: number } = {
  ArrowLeft: -HOUR,
  ArrowDown: -HOUR,
  ArrowRight: HOUR,
  ArrowUp: HOUR,
  PageDown: -7 * DAY,
  PageUp: 7 * DAY,
};

slider.addEventListener('input', () => goTo(slider.valueAsNumber));
slider.addEventListener('keydown', (event) => {
  const step = STEPS[event.key];
  if (!step) return;
  event.preventDefault();
  goTo(at + (event.shiftKey && Math.abs(step) === HOUR ? 24 * step : step));
});
$('before').addEventListener('click', () => leap(false));
$('after').addEventListener('click', () => leap(true));

/** Pressing on a row's bars goes to that instant, and looks at that segment. */
const point = ({ target, clientX, buttons }: PointerEvent): void => {
  const track = (target as Element).closest('.track');
  if (!track || !(buttons & 1)) return;
  const { left, width } = track.getBoundingClientRect();
  const radio = track.parentElement?.querySelector('input');
  if (radio) {
    radio.checked = true;
    segment = radio.value;
  }
  goTo(summary.start + ((clientX - left) / width) * (summary.end - summary.start));
};
$('rows').addEventListener('pointerdown', point);
$('rows').addEventListener('pointermove', point);
$('rows').addEventListener('change', ({ target }) => {
  segment = (target as HTMLInputElement).value;
  lookAgain();
});

visitors.addEventListener('change', showChart);
$('logs').addEventListener('change', ({ target }) => openSample((target as HTMLInputElement).value));
$('copy').addEventListener('click', () => copy(editor.text(), $('copy')));
$('copy-why').addEventListener('click', () =>
  copy(JSON.stringify(look?.explanation ?? {}, null, 2), $('copy-why')),
);
$('copy-link').addEventListener('click', async () => {
  history.replaceState(null, '', await linkTo(log, editor.text()));
  await copy(location.href, $('copy-link'));
});

const dialog = $<HTMLDialogElement>('paste-dialog');
$('paste').addEventListener('click', () => {
  $('paste-faults').replaceChildren();
  dialog.showModal();
});
$('paste-use').addEventListener('click', async () => {
  const { summary, faults } = await deciding.takeText($<HTMLTextAreaElement>('paste-text').value);
  $('paste-faults').replaceChildren(
    ...faults.map(({ line, expected, found }) =>
      make('li', {}, make('b', {}, `Line ${line}`), ` Expected ${expected}. Found ${found}.`),
    ),
  );
  if (!summary) return;
  showLog(summary, 'own');
  dialog.close();
  await decide();
});

const link = await readLink(location.hash);
await openSample(['blog', 'trial'].includes(link?.log ?? '') ? (link?.log as string) : 'shop', link?.text);
