import { beforeEach, describe, expect, test } from 'vitest';
import { createOnce, type Once } from '../../../src/capture/sources/once.js';
import type { Teller } from '../../../src/capture/sources/source.js';

let now: number;
let counted: [string, Teller, number | undefined][];
let notes: string[];
let once: Once;

beforeEach(() => {
  now = 10_000;
  counted = [];
  notes = [];
  once = createOnce(
    () => now,
    (what) => notes.push(what),
  );
});

const lamp = (id: string, name?: string) => ({ items: [{ item_id: id, ...(name && { item_name: name }) }] });
const tell = (teller: Teller, name = 'view_item', props: object = lamp('curlew')) =>
  once.tell({
    teller,
    name,
    props: props as never,
    admit: (time) => counted.push([name, teller, time]),
  });
const wait = (milliseconds: number) => {
  for (const until = now + milliseconds; now < until; ) {
    now += 50;
    once.count();
  }
};

const TELLERS: readonly Teller[] = ['call', 'data-layer', 'segment', 'data-track', 'structured-data'];
const RANKS = { call: 0, 'data-layer': 1, segment: 1, 'data-track': 2, 'structured-data': 3, page: 2 };

describe('one act is one event', () => {
  test.each(
    TELLERS.flatMap((one) => TELLERS.filter((other) => other !== one).map((other) => [one, other] as const)),
  )('told by %s, then by %s: once, by whom ranks higher', (one, other) => {
    tell(one);
    tell(other);
    wait(1000);
    const better = RANKS[other] < RANKS[one] ? other : one;
    expect(counted.map(([, teller]) => teller)).toEqual([better]);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain(`It counts once, by ${better}`);
  });

  test('by all of them, in any order', () => {
    for (const teller of [...TELLERS].reverse()) tell(teller);
    wait(2000);
    expect(counted).toEqual([['view_item', 'call', undefined]]);
    expect(notes).toHaveLength(4);
  });

  test('told again by one of them it has happened again', () => {
    for (let time = 0; time < 3; time++) {
      tell('data-layer', 'add_to_cart');
      tell('data-track', 'add_to_cart');
    }
    wait(2000);
    expect(counted.map(([, teller]) => teller)).toEqual(['data-layer', 'data-layer', 'data-layer']);
  });

  test('of the same by its id or by its name', () => {
    tell('data-layer', 'add_to_cart', lamp('1', 'Curlew'));
    tell('segment', 'add_to_cart', lamp('C-1', 'Curlew'));
    tell('data-layer', 'add_to_cart', lamp('2', 'Snipe'));
    tell('segment', 'add_to_cart', lamp('3', 'Heron'));
    wait(1000);
    expect(counted).toHaveLength(3);
  });

  test('what a button says without its product is of the act beside it, not of one a minute later', () => {
    tell('data-track', 'add_to_cart', {});
    tell('data-layer', 'add_to_cart', lamp('1'));
    wait(1000);
    expect(counted).toHaveLength(1);
    tell('data-track', 'add_to_cart', {});
    wait(60_000);
    tell('data-layer', 'add_to_cart', lamp('1'));
    wait(1000);
    expect(counted).toHaveLength(3);
  });

  test('a page is about one product, whatever others call it; what is looked at later is another', () => {
    tell('structured-data', 'view_item', lamp('0123456789012'));
    tell('data-layer', 'view_item', lamp('curlew'));
    wait(10_000);
    tell('segment', 'view_item', lamp('snipe'));
    wait(1000);
    expect(counted.map(([, teller]) => teller)).toEqual(['data-layer', 'segment']);
  });

  test('in another view it may happen again', () => {
    tell('data-layer');
    wait(5000);
    once.turn();
    tell('structured-data');
    wait(1000);
    expect(counted).toHaveLength(2);
  });

  test('but what was told just before the view began is of that view', () => {
    tell('data-layer');
    once.count(true);
    once.turn();
    tell('structured-data');
    wait(1000);
    expect(counted).toHaveLength(1);
  });

  test('what was told before is remembered, and not let in again', () => {
    once.remember({
      teller: 'call',
      name: 'view_item',
      props: lamp('curlew'),
      admit: () => counted.push(['x', 'call', 0]),
    });
    tell('data-layer');
    wait(1000);
    expect(counted).toEqual([]);
  });
});

describe('time', () => {
  test('a call is let in at once; what waits keeps the time at which it was told', () => {
    tell('call', 'a');
    expect(counted).toEqual([['a', 'call', undefined]]);
    tell('data-layer', 'b');
    wait(200);
    expect(counted).toHaveLength(1);
    wait(50);
    expect(counted[1]).toEqual(['b', 'data-layer', 10_000]);
    tell('structured-data', 'c');
    wait(950);
    expect(counted).toHaveLength(2);
    wait(50);
    expect(counted[2]).toEqual(['c', 'structured-data', 10_250]);
  });

  test('when the page goes nothing waits', () => {
    tell('structured-data');
    once.count(true);
    expect(counted).toHaveLength(1);
    once.count(true);
    expect(counted).toHaveLength(1);
  });

  test('a view that lasts does not fill the memory, and stays quick', () => {
    for (let time = 0; time < 5000; time++) tell('call', 'tick', { at: time });
    expect(counted).toHaveLength(5000);
  });
});
