/** The runs: many visits that all end in one way, and what the next page of the same visitor then finds. */
import { setTimeout as sleep } from 'node:timers/promises';
import { openChromium } from '../browser/drivers/chromium.js';
import type { Engine } from '../browser/drivers/engine.js';
import type { Agreed, Letter, Look, Server } from './server.js';

/** How a page ends that goes on to another. */
export const EXITS = ['navigation', 'cross-site', 'bounce'] as const;
export type Exit = (typeof EXITS)[number] | Closing;
/** When a tab is closed, its last event is told before, or in the page's own `pagehide`. */
export type Closing = 'close' | 'close, pagehide';

/** What a run found. */
export interface Outcome {
  readonly engine: string;
  readonly exit: string;
  /** Visits, kills or rounds. */
  readonly times: number;
  /** Events for which `track` returned. Undefined where nobody can know: the browser was killed amid. */
  readonly accepted?: number;
  readonly lost?: number;
  /** Events of which the test's server knew that they are stored, before the page or the browser died. */
  readonly acknowledged?: number;
  readonly acknowledgedLost?: number;
  /** Seen twice by the export or by a metric. */
  readonly duplicates: number;
  /** First reads, the longest of them, and those that took over 500 ms or had not come back by then. */
  readonly reads: number;
  readonly longestRead: number;
  readonly slowReads: number;
  /** Tabs that did not come to hold the same as the log, and the milliseconds after the last write until the others did. */
  readonly disagreeing?: number;
  readonly agreedAfter?: number;
  /** How often a page came back from the back/forward cache as it was: with Ethogram, and the same page without it. */
  readonly restored?: number;
  readonly restoredAlone?: number;
  /** How often the metrics of such a page were not those of all that it had told. */
  readonly behind?: number;
  /** What Ethogram told through `error`, and what reached the page's own error handlers, each once. */
  readonly errors: readonly string[];
  readonly faults: readonly string[];
}

/** A read that takes longer is one that had to wait for the page before. */
const SLOW = 500;
const PATIENCE = 60_000;

const EVENTS = { visit: 8, bounce: 4, tab: 1_000 };
const TABS = 4;

const keysOf = (visits: number, events: number): string[] =>
  Array.from({ length: visits * events }, (_, at) => `${Math.floor(at / events)}.${at % events}`);

const missing = (wanted: Iterable<string>, { keys }: Look): number => {
  const found = new Set(keys);
  return [...wanted].filter((key) => !found.has(key)).length;
};

/** What was lost, be it for the export or for a metric. */
const lostOf = (wanted: readonly string[], look: Look): number =>
  Math.max(missing(wanted, look), wanted.length - look.counted);

/** What is there twice, in the export or in a metric. */
const duplicatesOf = ({ keys, counted }: Look): number => {
  const different = new Set(keys).size;
  return Math.max(keys.length, counted) - different;
};

const told = (server: Server, cell: string) => {
  const letters = server.letters.filter((letter) => letter.cell === cell);
  const reads = letters.flatMap(({ firstRead }) => firstRead ?? []);
  const unread = letters.flatMap(({ unread }) => unread ?? []);
  return {
    reads: reads.length,
    longestRead: Math.max(0, ...reads),
    slowReads: [...reads, ...unread].filter((milliseconds) => milliseconds > SLOW).length,
    errors: [...new Set(letters.flatMap(({ error }) => error ?? []))],
    faults: [...new Set(letters.flatMap(({ fault }) => fault ?? []))],
  };
};

const lookIn = async (server: Server, cell: string, milliseconds: number): Promise<Look> => {
  const { look } = await server.letter((letter) => letter.cell === cell && letter.look, milliseconds);
  if (!look || 'frozen' in look)
    throw new Error('The next page could not read the database, four times for 8 s.');
  return look;
};

const onEach = (server: Server, cell: string, run: (letter: Letter) => void) =>
  server.hear((letter) => letter.cell === cell && run(letter));

let cells = 0;
const newCell = (engine: Engine, exit: string) => `${engine.name}-${exit}-${++cells}`.toLowerCase();

const outcomeOf = (
  server: Server,
  engine: Engine,
  { cell, exit, visits, look }: { cell: string; exit: Exit; visits: number; look: Look },
): Outcome => {
  const wanted = keysOf(visits, EVENTS[exit === 'bounce' ? 'bounce' : 'visit']);
  return {
    engine: engine.name,
    exit,
    times: visits,
    accepted: wanted.length,
    lost: lostOf(wanted, look),
    duplicates: duplicatesOf(look),
    ...told(server, cell),
  };
};

const visitOf = (server: Server, cell: string, exit: string, visit: number, visits: number) =>
  `${server.url}/visit.html?${new URLSearchParams({ cell, exit, visit: `${visit}`, visits: `${visits}`, other: server.other })}`;

/** Visits that go on to the next one by themselves: nobody drives the browser, so nothing softens their end. */
export async function leaving(server: Server, engine: Engine, exit: Exit, visits: number): Promise<Outcome> {
  const cell = newCell(engine, exit);
  const browser = await engine.leaveTo(visitOf(server, cell, exit, 0, visits));
  try {
    const look = await lookIn(server, cell, PATIENCE + visits * 3_000);
    return outcomeOf(server, engine, { cell, exit, visits, look });
  } finally {
    await browser.end();
  }
}

/**
 * Tabs that are closed as a person closes them, in a browser that stays. By a driver: of a window that closes itself
 * Chromium tells the page less, and MiniBrowser nothing.
 */
export async function closing(
  server: Server,
  engine: Engine,
  exit: Closing,
  visits: number,
): Promise<Outcome> {
  const cell = newCell(engine, 'close');
  const browser = await engine.open();
  try {
    for (let visit = 0; visit < visits; visit++) {
      const tab = await browser.tab();
      await tab.goto(visitOf(server, cell, exit, visit, visits));
      await server.letter((letter) => letter.cell === cell && letter.left === visit, PATIENCE);
      await tab.close();
    }
    const tab = await browser.tab();
    await tab.goto(`${server.url}/look.html?cell=${cell}`);
    const look = await lookIn(server, cell, PATIENCE);
    return outcomeOf(server, engine, { cell, exit, visits, look });
  } finally {
    await browser.close();
  }
}

/** Chromium's renderer dies a few milliseconds after the visit's last events. */
export async function crashing(server: Server, engine: Engine, visits: number): Promise<Outcome> {
  const cell = newCell(engine, 'crash');
  const browser = await openChromium();
  try {
    for (let visit = 0; visit < visits; visit++) {
      const tab = await browser.tab();
      const devtools = await browser.context.newCDPSession(tab);
      await tab.goto(visitOf(server, cell, 'crash', visit, visits));
      await server.letter((letter) => letter.cell === cell && letter.left === visit, PATIENCE);
      await Promise.race([devtools.send('Page.crash').catch(() => undefined), sleep(50)]);
      await Promise.race([tab.close().catch(() => undefined), sleep(500)]);
    }
    await (await browser.tab()).goto(`${server.url}/look.html?cell=${cell}`);
    const look = await lookIn(server, cell, PATIENCE);
    const wanted = keysOf(visits, EVENTS.visit);
    const acknowledged = acknowledgedIn(server, cell);
    return {
      engine: engine.name,
      exit: 'renderer crash',
      times: visits,
      accepted: wanted.length,
      lost: lostOf(wanted, look),
      acknowledged: acknowledged.size,
      acknowledgedLost: missing(acknowledged, look),
      duplicates: duplicatesOf(look),
      ...told(server, cell),
    };
  } finally {
    await browser.close();
  }
}

const acknowledgedIn = (server: Server, cell: string) =>
  new Set(server.letters.flatMap((letter) => (letter.cell === cell && letter.acknowledged) || []));

/** So many kills fall on one database, then a new visitor comes. */
const KILLS_OF_ONE = 10;

/** `kill -9` of the whole browser while four loops write, then a new process on the same profile. */
export async function killing(server: Server, engine: Engine, kills: number): Promise<Outcome> {
  const found: Outcome[] = [];
  for (let done = 0; done < kills; done += KILLS_OF_ONE) {
    found.push(await killingOne(server, engine, Math.min(KILLS_OF_ONE, kills - done)));
  }
  const sum = (value: (outcome: Outcome) => number | undefined) =>
    found.reduce((total, outcome) => total + (value(outcome) ?? 0), 0);
  return {
    engine: engine.name,
    exit: 'kill -9',
    times: kills,
    acknowledged: sum(({ acknowledged }) => acknowledged),
    acknowledgedLost: sum(({ acknowledgedLost }) => acknowledgedLost),
    duplicates: sum(({ duplicates }) => duplicates),
    reads: sum(({ reads }) => reads),
    longestRead: Math.max(...found.map(({ longestRead }) => longestRead)),
    slowReads: sum(({ slowReads }) => slowReads),
    errors: found.flatMap(({ errors }) => errors),
    faults: found.flatMap(({ faults }) => faults),
  };
}

async function killingOne(server: Server, engine: Engine, kills: number): Promise<Outcome> {
  const cell = newCell(engine, 'kill');
  let browser = await engine.leaveTo('about:blank');
  const { profile } = browser;
  await browser.kill();
  let duplicates = 0;
  let acknowledgedLost = 0;
  try {
    for (let visit = 0; visit < kills; visit++) {
      browser = await engine.leaveTo(`${server.url}/writer.html?cell=${cell}&visit=${visit}`, profile);
      const isOfThis = ({ acknowledged }: Letter) => acknowledged?.[0]?.startsWith(`${visit}.`);
      await server.letter((letter) => letter.cell === cell && isOfThis(letter), PATIENCE);
      await sleep(100 + Math.random() * 900);
      await browser.kill();

      const looks = server.letters.filter(({ look }) => look).length;
      browser = await engine.leaveTo(`${server.url}/look.html?cell=${cell}`, profile);
      await server.letter(
        ({ look }) => look && server.letters.filter(({ look }) => look).length > looks,
        PATIENCE,
      );
      await browser.kill();
      const look = server.letters.filter(({ look }) => look).at(-1)?.look;
      if (!look || 'frozen' in look)
        throw new Error('After a kill the database could not be read within 8 s.');
      // those of every kill so far
      acknowledgedLost = missing(acknowledgedIn(server, cell), look);
      duplicates = duplicatesOf(look);
    }
  } finally {
    await browser.end();
  }
  return {
    engine: engine.name,
    exit: 'kill -9',
    times: kills,
    acknowledged: acknowledgedIn(server, cell).size,
    acknowledgedLost,
    duplicates,
    ...told(server, cell),
  };
}

/**
 * Four tabs tell a thousand events each at once. From the moment at which the last has stored its own, each is asked
 * until it has all. In sight: as four windows; otherwise as tabs of one window, three of which a browser slows down.
 */
export async function together(server: Server, engine: Engine, inSight: boolean): Promise<Outcome> {
  const exit = inSight ? 'windows' : 'tabs';
  const cell = newCell(engine, exit);
  let quietAt = 0;
  const agreedAfter: number[] = [];
  const undo = onEach(server, cell, ({ ready, quiet, agreed }) => {
    const heard = (what: 'ready' | 'quiet') =>
      server.letters.filter((letter) => letter.cell === cell && letter[what] !== undefined).length;
    if (ready !== undefined && heard('ready') === TABS) server.release(`${cell}:ready`);
    if (quiet !== undefined && heard('quiet') === TABS) {
      quietAt = Date.now();
      server.release(`${cell}:quiet`);
    }
    if (agreed) agreedAfter.push(Date.now() - quietAt);
    if (agreedAfter.length === TABS) server.release(`${cell}:agreed`);
  });
  const browser = await engine.leaveTo(`${server.url}/tabs.html?cell=${cell}&windows=${inSight ? 1 : ''}`);
  try {
    const look = await lookIn(server, cell, 2 * PATIENCE);
    const wanted = keysOf(TABS, EVENTS.tab);
    const agreed = server.letters.flatMap((letter) => (letter.cell === cell && letter.agreed) || []);
    const isWhole = (tab: Agreed) =>
      tab.counted === wanted.length && String(tab.segments) === String([...look.segments].sort());
    return {
      engine: engine.name,
      exit: inSight ? 'four windows' : 'four tabs, three out of sight',
      times: TABS,
      accepted: wanted.length,
      lost: lostOf(wanted, look),
      duplicates: Math.max(duplicatesOf(look), ...agreed.map(({ counted }) => counted - wanted.length)),
      disagreeing: TABS - agreed.filter(isWhole).length,
      agreedAfter: Math.max(...agreedAfter),
      ...told(server, cell),
    };
  } finally {
    undo();
    await browser.end();
  }
}

/** One page is left and come back to, again and again, with Ethogram and without. */
export async function returning(server: Server, engine: Engine, times: number): Promise<Outcome> {
  const run = async (page: string) => {
    const cell = newCell(engine, page);
    const browser = await engine.leaveTo(`${server.url}/${page}.html?cell=${cell}&times=${times}`);
    try {
      const { returned } = await server.letter(
        (letter) => letter.cell === cell && letter.returned,
        PATIENCE + times * 2_000,
      );
      const look = page === 'back' ? await lookIn(server, cell, PATIENCE) : undefined;
      return { cell, look, restored: 0, behind: 0, ...returned };
    } finally {
      await browser.end();
    }
  };
  const { cell, look, restored, behind } = await run('back');
  const { restored: restoredAlone } = await run('back-alone');
  const wanted = keysOf(1, times + 1);
  return {
    engine: engine.name,
    exit: 'left and come back to',
    times,
    accepted: wanted.length,
    lost: lostOf(wanted, look as Look),
    duplicates: duplicatesOf(look as Look),
    restored,
    restoredAlone,
    behind,
    ...told(server, cell),
  };
}
