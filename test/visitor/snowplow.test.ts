/**
 * The 160 labelled events of Snowplow's web package (snowplow/dbt-snowplow-web, integration tests) with what its models
 * make of them: ids that come twice, records that come late, sessions that never end, pings without a page, and events
 * without a session, a visitor or a page. Sorted out here by our own rules, and counted by the engine.
 */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compile, createEngine, type Event } from '../../src/engine.js';
import { kept } from '../../src/runtime/retention.js';
import { type Session, sessionAt, sessionIn } from '../../src/visitor/session.js';

const FOLDER = '../shared/data/snowplow-web';
const isThere = existsSync(FOLDER);

type Row = { readonly [column: string]: string };

/** RFC 4180. */
const read = (file: string): Row[] => {
  const text = readFileSync(`${FOLDER}/snowplow_web_${file}.csv`, 'utf8');
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end !== ',') rows.push([]);
  }
  const [head = [], ...lines] = rows;
  return lines
    .filter((line) => line.length === head.length)
    .map((line) => Object.fromEntries(head.map((column, i) => [column, line[i] ?? ''])));
};

const instant = (time = '') => Date.parse(`${time.replace(' ', 'T')}Z`);

const THREE_DAYS = 3 * 24 * 60 * 60_000;

/** What the package is set to: sessions are the tracker's, and cut after three days; what is later than that is not taken. */
const RULES = { timeout: Number.POSITIVE_INFINITY, cap: THREE_DAYS, onCampaign: false };

/** A view is known by the page that was viewed, as an order is by its number: told twice, it is one. */
const eventOf = (row: Row): Event => {
  const [page] = JSON.parse(row.contexts_com_snowplowanalytics_snowplow_web_page_1_0_0 || '[]');
  return {
    id: (row.event_name === 'page_view' ? page?.id : row.event_id) ?? '',
    name: row.event_name as string,
    time: instant(row.derived_tstamp),
    session: row.domain_sessionid as string,
    props: {},
  };
};

/** What of one of the tracker's sessions is taken. */
const taken = (rows: readonly Row[]): Event[] => {
  const inTime = rows.flatMap((row) => {
    const sent = instant(row.dvce_sent_tstamp);
    return kept([eventOf(row)], { visitor: '', age: THREE_DAYS, events: 1e9, now: () => sent });
  });
  let current: Session | undefined;
  return inTime
    .sort((one, other) => one.time - other.time)
    .filter((event) => {
      const isOver = sessionAt(current, event, RULES, current ? 'over' : event.session) !== event.session;
      if (!isOver) current = sessionIn(current, event);
      return !isOver;
    });
};

const plan = isThere
  ? compile({
      version: 1,
      metrics: { views: { count: 'page_view' }, visits: { sessions: ['page_view', 'page_ping'] } },
    })
  : undefined;

const count = (visitorId: string, events: readonly Event[]) => {
  const engine = createEngine(plan as NonNullable<typeof plan>, { visitorId });
  engine.applyAll(events);
  engine.advance(Math.max(0, ...events.map(({ time }) => time)));
  return { views: engine.metric('views') as number, visits: engine.metric('visits') as number };
};

const grouped = <T>(list: readonly T[], by: (one: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const one of list) groups.set(by(one), [...(groups.get(by(one)) ?? []), one]);
  return groups;
};

test.skipIf(!isThere)(
  `Snowplow's sessions, page views and users come out of our rules${isThere ? '' : ` (skipped: no ${FOLDER})`}`,
  () => {
    const rows = read('events');
    expect(rows).toHaveLength(160);
    const sessions = [
      ...grouped(
        rows.filter((row) => row.domain_sessionid),
        (row) => row.domain_sessionid as string,
      ),
    ];
    const visits = sessions
      .map(([session, inIt]) => {
        const [first] = [...inIt].sort((a, b) => instant(a.derived_tstamp) - instant(b.derived_tstamp));
        return { session, visitor: first?.domain_userid as string, events: taken(inIt) };
      })
      // a visit is one in which a page was seen
      .map((visit) => ({ ...visit, ...count(visit.visitor, visit.events) }))
      .filter((visit) => visit.visits);

    const published = {
      sessions: read('sessions_expected'),
      views: read('page_views_expected'),
      users: read('users_expected'),
    };
    const viewsIn = grouped(published.views, (row) => row.domain_sessionid as string);
    expect(Object.fromEntries(visits.map(({ session, views }) => [session, views]))).toEqual(
      Object.fromEntries(
        published.sessions.map(({ domain_sessionid: id = '' }) => [id, viewsIn.get(id)?.length ?? 0]),
      ),
    );

    // one engine for each visitor who has a name
    const visitors = [...grouped(visits, ({ visitor }) => visitor)].map(([visitor, ofOne]) => ({
      visitor,
      ...count(
        visitor,
        ofOne.flatMap(({ events }) => events),
      ),
    }));
    const total = (of: 'visits' | 'views') => visitors.reduce((sum, one) => sum + one[of], 0);
    expect([total('visits'), total('views')]).toEqual([published.sessions.length, published.views.length]);
    expect([total('visits'), total('views')]).toEqual([18, 43]);

    const users = visitors.filter(({ visitor }) => visitor);
    expect(Object.fromEntries(users.map(({ visitor, visits }) => [visitor, visits]))).toEqual(
      Object.fromEntries(published.users.map((row) => [row.domain_userid, Number(row.sessions)])),
    );
    expect(users).toHaveLength(11);
  },
);
