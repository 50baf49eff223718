/** The tab of health: how well what happens is kept, what was heard, and the bug report. */
import { delay } from '../platform/browser.js';
import { countTabs } from '../platform/tab-count.js';
import { make } from './element.js';
import { createReport } from './report.js';
import type { Subject, View } from './subject.js';
import { moment } from './words.js';

const KEEP: { readonly [keep: string]: string } = {
  stored: 'stored in this browser',
  memory: 'in this page’s memory: consent is pending',
  passing: 'in this page’s memory only',
  nothing: 'nothing is kept',
};

/** Milliseconds until the tabs are counted again. */
const REST = 5_000;

const inBytes = (amount: number) =>
  amount < 1_000_000 ? `${Math.ceil(amount / 1_000)} kB` : `${(amount / 1_000_000).toFixed(1)} MB`;

export const createHealth = ({ handle, copy, past, refused }: Subject): View => {
  let used: number | undefined;
  let tabs: number | undefined;
  let isCounted = false;
  let shown = '';
  const facts = make('dl', {});
  const sources = make('table', { class: 'sources' });
  navigator.storage?.estimate?.().then(
    ({ usage }) => {
      used = usage;
    },
    () => undefined,
  );

  /** Without consent to store, tabs know nothing of one another. */
  const count = async (name: string) => {
    if (isCounted) return;
    isCounted = true;
    tabs = await countTabs(name);
    delay(REST, () => {
      isCounted = false;
    });
  };

  const save = async () => {
    const now = copy();
    if (!now) return;
    const { events } = await handle.export();
    const report = createReport(now, events, {
      segments: [...handle.segments()],
      health: handle.health(),
      version: handle.version,
    });
    const address = URL.createObjectURL(
      new Blob([JSON.stringify(report, null, 2)], { type: 'application/json' }),
    );
    make('a', { href: address, download: 'ethogram-report.json' }).click();
    URL.revokeObjectURL(address);
  };

  return {
    name: 'Health',
    root: make(
      'div',
      { class: 'page', tabindex: 0, role: 'region', 'aria-label': 'Health' },
      facts,
      make('div', { class: 'tools' }, make('button', { type: 'button', onclick: save }, 'Save a bug report')),
      make(
        'p',
        { class: 'quiet' },
        'Definitions, the log and why, in one file. Texts that the definitions do not name are replaced.',
      ),
      make('h2', {}, 'Heard'),
      sources,
    ),
    update() {
      const { state, events, unwritten, failures } = handle.health();
      const now = copy();
      if (now?.keep === 'stored') count(now.name);
      const log = past()?.log ?? [];
      const heard = new Map<string, readonly [times: number, last: number]>();
      for (const { event } of log) heard.set(event.name, [(heard.get(event.name)?.[0] ?? 0) + 1, event.time]);
      const rows: readonly (readonly [string, string])[] = [
        ['Kept', now ? (KEEP[now.keep] ?? now.keep) : 'the page may not be told of segments'],
        ['Storage', state],
        ['Tabs', tabs ? String(tabs) : 'not known'],
        ['Events in the log', String(log.length)],
        ['Used by this origin', used === undefined ? 'not known' : inBytes(used)],
        ['On this page', `${events} heard, ${unwritten} not yet written`],
        ['Failed writes', String(failures)],
        ['Refused', refused.length ? `${refused.length}, told under Events` : '0'],
        ['Version', handle.version],
      ];
      const text = JSON.stringify([rows, [...heard]]);
      if (text === shown) return;
      shown = text;
      facts.replaceChildren(
        ...rows.flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, value)]),
      );
      sources.replaceChildren(
        make('tr', {}, ...['Event', 'Times', 'Last'].map((head) => make('th', { scope: 'col' }, head))),
        ...[...heard].map(([name, [times, last]]) =>
          make(
            'tr',
            {},
            make('td', {}, name),
            make('td', { class: 'figure' }, String(times)),
            make('td', {}, moment(last, now?.time ?? last)),
          ),
        ),
      );
    },
  };
};
