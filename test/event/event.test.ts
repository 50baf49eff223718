import { afterEach, describe, expect, test } from 'vitest';
import { parseEvent, parseProps } from '../../src/event/event.js';

describe('an event of the page', () => {
  test('becomes a draft', () => {
    expect(parseEvent('purchase', { value: 3 })).toEqual({ name: 'purchase', props: { value: 3 } });
    expect(parseEvent('purchase')).toEqual({ name: 'purchase', props: {} });
    expect(parseEvent('purchase', {}, { id: 'x', time: 12.5 })).toEqual({
      name: 'purchase',
      props: {},
      id: 'x',
      time: 12.5,
    });
  });

  test.each([[''], ['$set'], ['cart_*'], ['what?'], [3], [undefined], [null], ['x'.repeat(257)]])(
    'is refused with the name %j',
    (name) => expect(parseEvent(name)).toMatch(/^name: expected/),
  );

  test.each([
    [{ id: '' }, /^id/],
    [{ id: 3 }, /^id/],
    [{ time: Number.NaN }, /^time/],
    [{ time: '2026' }, /^time/],
    [null, /cannot be read/],
  ])('is refused with %j beside it', (options, reason) => {
    expect(parseEvent('a', {}, options)).toMatch(reason);
  });
});

describe('props', () => {
  const circle: Record<string, unknown> = {};
  circle.inside = { circle };
  const nested = (depth: number): unknown => (depth ? { in: nested(depth - 1) } : 1);

  test.each([
    ['a function', { run: () => 1 }, 'props.run: expected JSON, got function'],
    ['a date', { at: new Date(0) }, 'props.at: expected JSON, got Date'],
    ['a map', { items: [new Map()] }, 'props.items.0: expected JSON, got Map'],
    ['a symbol', { is: Symbol('x') }, 'props.is: expected JSON, got symbol'],
    ['a bigint', { is: 3n }, 'props.is: expected JSON, got bigint'],
    ['no number', { value: Number.NaN }, 'props.value: expected a finite number, got NaN'],
    ['no finite number', { value: [1 / 0] }, 'props.value.0: expected a finite number, got Infinity'],
    ['a circle', circle, 'at most 8 levels, got more, or a circle'],
    ['nine levels', nested(9), 'at most 8 levels'],
    ['too much', { text: 'x'.repeat(9000) }, 'at most 8192 bytes'],
    ['too much in letters of three bytes', { text: '語'.repeat(2_730) }, 'at most 8192 bytes'],
    [
      'too many keys',
      Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`k${i}`, 1])),
      'at most 8192',
    ],
    ['no object', 'text', 'props: expected an object, got string'],
    ['a list', [1], 'props: expected an object, got Array'],
  ])('%s is refused with its place', (_, props, reason) => {
    expect(parseProps(props)).toContain(reason);
  });

  test.each(['x', 'é', '語', '🙂'])('%s counts as the bytes that it has in UTF-8', (letter) => {
    // 4 bytes of the key, and 4 for what JSON puts around it
    const most = Math.floor((8_192 - 8) / new TextEncoder().encode(letter).length);
    expect(parseProps({ text: letter.repeat(most) })).toBeTypeOf('object');
    expect(parseProps({ text: letter.repeat(most + 1) })).toContain('at most 8192 bytes');
  });

  test('a getter that throws is refused, not thrown', () => {
    const props = {
      get value() {
        throw new Error('no');
      },
    };
    expect(parseProps(props)).toContain('cannot be read');
    expect(
      parseProps(
        new Proxy(
          {},
          {
            ownKeys: () => {
              throw new Error('no');
            },
          },
        ),
      ),
    ).toContain('cannot be read');
  });

  test('are a copy', () => {
    const items = [{ item_id: 'a' }];
    const props = parseProps({ items });
    items[0] = { item_id: 'b' };
    expect(props).toEqual({ items: [{ item_id: 'a' }] });
  });

  test('eight levels and an instance of a class pass, undefined is left out', () => {
    class Item {
      price = 3;
    }
    expect(parseProps({ item: new Item(), nothing: undefined, empty: null })).toEqual({
      item: { price: 3 },
      empty: null,
    });
    expect(parseProps(nested(8))).toEqual(nested(8));
    expect(parseProps(Object.assign(Object.create(null), { a: 1 }))).toEqual({ a: 1 });
  });

  test('an own __proto__ goes nowhere', () => {
    const props = parseProps(JSON.parse('{"__proto__":{"isAdmin":true},"a":{"__proto__":1}}'));
    expect(props).toEqual({ a: {} });
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  describe('on a page that changes what all objects have', () => {
    afterEach(() => {
      Reflect.deleteProperty(Object.prototype, 'polluted');
      Reflect.deleteProperty(Array.prototype, 'toJSON');
    });

    test('only their own are read', () => {
      Object.assign(Object.prototype, { polluted: 'yes' });
      Object.assign(Array.prototype, { toJSON: () => 'broken' });
      const props = parseProps({ items: [1, 2] });
      expect(Object.keys(props)).toEqual(['items']);
      expect((props as { items: number[] }).items).toEqual([1, 2]);
    });
  });
});
