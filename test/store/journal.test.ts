import { describe, expect, test, vi } from 'vitest';
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

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('the journal', () => {
  test('has one write on its way, and the rest rides with the next', async () => {
    const { store, writes } = slowStore();
    const written = vi.fn();
    const journal = createJournal(store, 'tab', written, vi.fn());
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
    expect(writes[1]?.record).toMatchObject({ v: 1, tab: 'tab' });
  });

  test('puts at most 100 events into a record', async () => {
    const store = createMemoryStore();
    const journal = createJournal(store, 'tab', vi.fn(), vi.fn());
    for (let index = 0; index < 250; index++) journal.add(event(`e${index}`));
    await journal.flush();
    const { records } = await store.read(0);
    expect(records.map((record) => (record as LogRecord).events.length)).toEqual([1, 100, 100, 49]);
  });

  test('has flushed when everything is committed, not before', async () => {
    const { store, writes } = slowStore();
    const journal = createJournal(store, 'tab', vi.fn(), vi.fn());
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
    const failed = vi.fn();
    const journal = createJournal(store, 'tab', vi.fn(), failed);
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
    const journal = createJournal(store, 'tab', vi.fn(), vi.fn());
    journal.rest(new Error('gone'));
    for (let index = 0; index < 10_001; index++) journal.add(event(`e${index}`));
    await expect(journal.flush()).rejects.toThrow('gone');
    expect(writes).toEqual([]);
    expect(journal.unwritten()).toHaveLength(10_000);
    expect(journal.unwritten().at(-1)?.id).toBe('e10000');
  });

  test('writes nothing more once it is stopped', async () => {
    const { store, writes } = slowStore();
    const journal = createJournal(store, 'tab', vi.fn(), vi.fn());
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
