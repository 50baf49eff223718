import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Event } from '../../src/event/types.js';
import { createJournal } from '../../src/store/journal.js';
import { createMemoryStore } from '../../src/store/memory.js';
import type { LogRecord, Store } from '../../src/store/types.js';

const event = (id: string): Event => ({ id, name: 'view', time: 1, session: 's', props: {} });
const ids = (record: LogRecord) => record.events.map(({ id }) => id);

/** A store whose writes are answered when the test says so. */
const slowStore = () => {
  const writes: { record: LogRecord; done(): void; fail(error: Error): void }[] = [];
  const store: Store = {
    ...createMemoryStore(),
    append: (record) =>
      new Promise((resolve, reject) => {
        const position = writes.length + 1;
        writes.push({ record, done: () => resolve(position), fail: reject });
      }),
    leave: vi.fn(),
  };
  return { store, writes };
};

const records = async (store: Store) => (await store.read(0, 1_000)).map(([, record]) => record as LogRecord);
const by = { tab: 'tab', visitor: 'x' };
const failed = vi.fn(async () => false);
beforeEach(() => {
  failed.mockReset().mockResolvedValue(false);
});

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('the journal', () => {
  test('has one write on its way, and the rest rides with the next', async () => {
    const { store, writes } = slowStore();
    const written = vi.fn();
    const journal = createJournal(store, by, { written, failed });
    for (const id of ['a', 'b', 'c']) journal.add(event(id));
    expect(writes.map(({ record }) => ids(record))).toEqual([['a']]);
    expect(journal.unwritten().map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    writes[0]?.done();
    await settle();
    expect(writes.map(({ record }) => ids(record))).toEqual([['a'], ['b', 'c']]);
    writes[1]?.done();
    await settle();
    expect(written.mock.calls).toEqual([[1], [2]]);
    expect(journal.unwritten()).toEqual([]);
    expect(writes[1]?.record).toMatchObject({ v: 1, tab: 'tab', visitor: 'x' });
  });

  test('puts at most 100 events into a record', async () => {
    const store = createMemoryStore();
    const journal = createJournal(store, by, { written: vi.fn(), failed });
    for (let index = 0; index < 250; index++) journal.add(event(`e${index}`));
    await journal.flush();
    expect((await records(store)).map(({ events }) => events.length)).toEqual([1, 100, 100, 49]);
  });

  test('has flushed when everything is committed, not before', async () => {
    const { store, writes } = slowStore();
    const journal = createJournal(store, by, { written: vi.fn(), failed });
    journal.add(event('a'));
    journal.add(event('b'));
    const flushed = vi.fn();
    journal.flush().then(flushed);
    writes[0]?.done();
    await settle();
    expect(flushed).not.toHaveBeenCalled();
    writes[1]?.done();
    await settle();
    expect(flushed).toHaveBeenCalledOnce();
  });

  test('keeps what could not be written, says so, and tries it again with the next event', async () => {
    const { store, writes } = slowStore();
    const journal = createJournal(store, by, { written: vi.fn(), failed });
    journal.add(event('a'));
    const flushed = journal.flush();
    writes[0]?.fail(new Error('full'));
    await expect(flushed).rejects.toThrow('full');
    expect(failed).toHaveBeenCalledOnce();
    expect(journal.unwritten().map(({ id }) => id)).toEqual(['a']);
    journal.add(event('b'));
    expect(ids(writes[1]?.record as LogRecord)).toEqual(['a', 'b']);
  });

  test('writes no more while it rests, keeps what comes, and says why', async () => {
    const { store, writes } = slowStore();
    const journal = createJournal(store, by, { written: vi.fn(), failed });
    journal.rest(Promise.reject(new Error('gone')));
    for (let index = 0; index < 10_001; index++) journal.add(event(`e${index}`));
    await expect(journal.flush()).rejects.toThrow('gone');
    expect(writes).toEqual([]);
    expect(journal.unwritten()).toHaveLength(10_000);
    expect(journal.unwritten().at(-1)?.id).toBe('e10000');
  });

  test('writes again when it has rested, of itself', async () => {
    const store = createMemoryStore();
    const journal = createJournal(store, by, { written: vi.fn(), failed });
    let goOn = () => {};
    journal.rest(
      new Promise<void>((resolve) => {
        goOn = resolve;
      }),
    );
    journal.add(event('a'));
    await settle();
    expect(await records(store)).toEqual([]);
    goOn();
    await settle();
    expect((await records(store)).flatMap(ids)).toEqual(['a']);
  });

  test('puts at most 48 KB into a record, and an event of any size into one of its own', async () => {
    const store = createMemoryStore();
    const journal = createJournal(store, by, { written: vi.fn(), failed });
    const long = (id: string, length: number): Event => ({
      ...event(id),
      props: { text: 'x'.repeat(length) },
    });
    journal.add(event('first'));
    for (let index = 0; index < 20; index++) journal.add(long(`e${index}`, 8_000));
    journal.add(long('huge', 100_000));
    await journal.flush();
    const lengths = (await records(store)).map((record) => JSON.stringify(record).length);
    expect(lengths.filter((length) => length > 48 * 1024 + 200)).toHaveLength(1);
    expect((await records(store)).flatMap(ids)).toHaveLength(22);
    expect(lengths.length).toBeLessThanOrEqual(7);
  });

  test('gives up an event that can never be written, and no other', async () => {
    const store = createMemoryStore();
    const journal = createJournal(store, by, { written: vi.fn(), failed });
    for (let index = 0; index < 30; index++)
      journal.add(index === 17 ? { ...event('bad'), props: { run: () => 1 } as never } : event(`e${index}`));
    await journal.flush();
    expect((await records(store)).flatMap(ids)).toHaveLength(29);
    expect(failed).toHaveBeenCalledOnce();
  });

  test('writes smaller groups, at once, if there is room again after a failure', async () => {
    const { store, writes } = slowStore();
    failed.mockResolvedValueOnce(true);
    const journal = createJournal(store, by, { written: vi.fn(), failed });
    journal.add(event('first'));
    for (let index = 0; index < 10; index++) journal.add(event(`e${index}`));
    writes[0]?.done();
    await settle();
    writes[1]?.fail(new DOMException('full', 'QuotaExceededError'));
    await settle();
    expect(writes.map(({ record }) => record.events.length)).toEqual([1, 10, 5]);
  });

  test('writes nothing more once it is stopped', async () => {
    const { store, writes } = slowStore();
    const journal = createJournal(store, by, { written: vi.fn(), failed });
    journal.add(event('a'));
    journal.add(event('b'));
    journal.stop();
    journal.add(event('c'));
    writes[0]?.done();
    await settle();
    expect(writes).toHaveLength(1);
    expect(journal.unwritten()).toEqual([]);
  });
});
