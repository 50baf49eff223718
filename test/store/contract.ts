/**
 * What every store promises, as plain cases: run here on memory and on an IndexedDB in Node, and by the browser tests
 * on a real one. A case throws if the promise is broken.
 */
import type { Event } from '../../src/event/types.js';
import type { Entry, LogRecord, Store } from '../../src/store/types.js';

/** A store that holds nothing yet. */
export type MakeStore = () => Promise<Store> | Store;

const event = (id: string): Event => ({
  id,
  name: 'view',
  time: 1_000,
  session: 's',
  props: { n: [1, { a: 'b' }] },
});
const record = (...ids: string[]): LogRecord => ({ v: 1, tab: 't', visitor: 'x', events: ids.map(event) });

const all = (store: Store) => store.read(0, 1_000);
const recordsIn = (entries: readonly Entry[]) => entries.map(([, record]) => record);

const expectEqual = (found: unknown, expected: unknown, what: string) => {
  const [one, other] = [found, expected].map((it) => JSON.stringify(it));
  if (one !== other) throw new Error(`${what}: expected ${other}, found ${one}`);
};

/** The cases by name. */
export const storeContract = (makeStore: MakeStore): { readonly [name: string]: () => Promise<void> } => ({
  async 'is empty at first'() {
    const store = await makeStore();
    expectEqual(await all(store), [], 'the log');
    expectEqual((await store.get('visitor')) === undefined, true, 'a named record');
    store.close();
  },

  async 'gives back what was appended, in order'() {
    const store = await makeStore();
    const first = await store.append(record('a', 'b'));
    const second = await store.append(record('c'));
    expectEqual(Number.isInteger(first) && second > first && first > 0, true, 'positions grow');
    const [one, other] = [
      [first, record('a', 'b')],
      [second, record('c')],
    ];
    expectEqual(await all(store), [one, other], 'the whole log');
    expectEqual(await store.read(0, 1), [one], 'as much as was asked for');
    expectEqual(await store.read(first, 10), [other], 'the rest');
    expectEqual(await store.read(second, 10), [], 'nothing new');
    store.close();
  },

  async 'keeps what it was handed, not what becomes of it'() {
    const store = await makeStore();
    const handed = { v: 1 as const, tab: 't', visitor: 'x', events: [event('a')] };
    await store.append(handed);
    handed.events.push(event('b'));
    expectEqual(recordsIn(await all(store)), [record('a')], 'the log');
    store.close();
  },

  async 'keeps named records out of the log'() {
    const store = await makeStore();
    await store.update('visitor', () => ({ v: 1, id: 'x' }));
    await store.append(record('a'));
    expectEqual(await store.get('visitor'), { v: 1, id: 'x' }, 'the record');
    expectEqual(recordsIn(await all(store)), [record('a')], 'the log');
    store.close();
  },

  async 'changes a named record by what stands there'() {
    const store = await makeStore();
    const add = (by: number) => store.update('count', (old) => ((old as number | undefined) ?? 0) + by);
    expectEqual(await Promise.all([add(1), add(2), add(3)]), [1, 3, 6], 'what each answered');
    expectEqual(await store.get('count'), 6, 'the record');
    store.close();
  },

  async 'loses none of many writers at once'() {
    const store = await makeStore();
    const ids = Array.from({ length: 50 }, (_, index) => `e${index}`);
    const positions = await Promise.all(ids.map((id) => store.append(record(id))));
    expectEqual(new Set(positions).size, 50, 'different positions');
    expectEqual(
      recordsIn(await all(store)).flatMap((one) => (one as LogRecord).events.map(({ id }) => id)),
      ids,
      'the log',
    );
    store.close();
  },

  async 'rewrites a stretch of the log in one go, and nothing beside it'() {
    const store = await makeStore();
    const [one, two, three, four] = [
      await store.append(record('a')),
      await store.append(record('b')),
      await store.append(record('c')),
      await store.append(record('d')),
    ] as const;
    await store.update('visitor', () => 'x');
    let found: readonly Entry[] = [];
    await store.rewrite(one, three, (entries) => {
      found = entries;
      return [[three, record('b', 'c')]];
    });
    expectEqual(
      found.map(([position]) => position),
      [two, three],
      'what stood there',
    );
    expectEqual(
      await all(store),
      [
        [one, record('a')],
        [three, record('b', 'c')],
        [four, record('d')],
      ],
      'the log',
    );
    expectEqual(await store.get('visitor'), 'x', 'a named record');
    expectEqual((await store.append(record('e'))) > four, true, 'the next position is new');
    store.close();
  },

  async 'leaves all as it was where rewriting fails'() {
    const store = await makeStore();
    const position = await store.append(record('a'));
    const rewritten = store.rewrite(0, position, () => {
      throw new Error('on purpose');
    });
    const failed = await rewritten.then(
      () => 'no failure',
      (error: Error) => error.message,
    );
    expectEqual(failed, 'on purpose', 'the reason');
    expectEqual(await all(store), [[position, record('a')]], 'the log');
    store.close();
  },

  async 'forgets everything, and counts on'() {
    const store = await makeStore();
    const before = await store.append(record('a'));
    await store.update('visitor', () => 'x');
    await store.clear();
    expectEqual(recordsIn(await all(store)), [], 'the log');
    expectEqual((await store.get('visitor')) === undefined, true, 'the record');
    expectEqual((await store.append(record('b'))) > before, true, 'the next position is new');
    store.close();
  },

  async 'ends what is under way when the page goes, and begins nothing until it is there again'() {
    const store = await makeStore();
    const first = store.append(record('a'));
    store.leave();
    const second = store.append(record('b'));
    store.resume();
    await Promise.all([first, second]);
    store.leave();
    store.resume();
    expectEqual(recordsIn(await all(store)), [record('a'), record('b')], 'the log');
    store.close();
  },
});
