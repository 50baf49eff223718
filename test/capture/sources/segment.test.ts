import { describe, expect, test } from 'vitest';
import { hearSegment } from '../../../src/capture/sources/segment.js';
import { actOfTrack } from '../../../src/capture/sources/segment-names.js';
import { misfitsOf } from '../../../src/event/schema.js';
import { createHost } from './host.js';
import { SEGMENT } from './segment-spec.js';

describe('every example of the specification of ecommerce', () => {
  test('is here: 28 events', () => expect(new Set(SEGMENT.map(([name]) => name)).size).toBe(28));

  test.each(SEGMENT)('%s', (theirs, given, ours, props) => {
    expect(actOfTrack(theirs, given as never)).toEqual([ours, props]);
    expect(misfitsOf(ours, props)).toEqual([]);
  });
});

test.each([
  ['Viewed Product', 'view_item'],
  ['Completed Order', 'purchase'],
  ['product_added', 'add_to_cart'],
  ['Viewed Product Category', 'view_item_list'],
  ['Started Order', 'begin_checkout'],
  ['Signed Up', 'sign_up'],
])('%s is %s, too', (theirs, ours) => expect(actOfTrack(theirs, {})[0]).toBe(ours));

test('an event that nobody knows keeps its name and its properties', () => {
  const props = { name: 'Tour', id: 3, products: [{ id: 'a' }] };
  expect(actOfTrack('Tour Taken', props)).toEqual(['Tour Taken', props]);
});

/** A page with analytics.js, and one who hears it. */
const open = (analytics?: object, views = true) => {
  const page = { analytics: analytics as unknown };
  const told = createHost(views);
  const reader = hearSegment(() => page.analytics, told.host);
  return {
    page,
    reader,
    ...told,
    read() {
      reader.read();
      return told.heard.splice(0);
    },
  };
};

/** The list that Segment's snippet leaves until the library is there. */
const createStub = () => {
  const stub: unknown[] & { [method: string]: unknown } = [] as never;
  for (const method of ['track', 'page', 'identify', 'ready'])
    stub[method] = (...call: unknown[]) => {
      stub.push([method, ...call, { __t: 'bpc', p: '/' }]);
      return stub;
    };
  return stub as unknown as unknown[] & {
    [method in 'track' | 'page' | 'identify' | 'ready']: (...call: unknown[]) => unknown;
  };
};

/** A library with its methods on a prototype. */
class Library {
  readonly made: unknown[][] = [];
  track(...call: unknown[]) {
    this.made.push(['track', ...call]);
    return Promise.resolve(call[0]);
  }
  page(...call: unknown[]) {
    this.made.push(['page', ...call]);
  }
  identify(...call: unknown[]) {
    if (call[0] === 'bad') throw new Error('theirs');
    this.made.push(['identify', ...call]);
  }
}

describe('the snippet before the library is there', () => {
  test('is read, and heard', () => {
    const stub = createStub();
    stub.track('Product Viewed', { product_id: 'a' });
    stub.page('Docs');
    const { read } = open(stub);
    expect(read()).toEqual([['view_item', { items: [{ item_id: 'a' }] }]]);
    expect(stub.track('Product Added', { product_id: 'a' })).toBe(stub);
    expect(read()).toEqual([['add_to_cart', { items: [{ item_id: 'a' }] }]]);
    expect(read()).toEqual([]);
  });

  test('what it held is not heard again when the library makes those calls anew', () => {
    const stub = createStub();
    const props = { product_id: 'a' };
    stub.track('Product Viewed', props);
    const { page, reader, read } = open(stub);
    stub.track('Signed Up');
    expect(read()).toHaveLength(2);
    stub.track('Signed In');
    const library = new Library();
    page.analytics = library;
    read();
    library.track('Product Viewed', props);
    library.track('Signed Up');
    library.track('Signed In');
    library.track('Product Viewed', props);
    expect(read()).toHaveLength(1);
    reader.read();
    library.track('Signed In');
    expect(read()).toEqual([['login', {}]]);
  });
});

describe('the library', () => {
  test('returns what it returns, throws what it throws, and is called as it was', async () => {
    const library = new Library();
    const { read, traits } = open(library);
    read();
    const callback = () => undefined;
    await expect(library.track('A', { x: 1 }, {}, callback)).resolves.toBe('A');
    expect(() => library.identify('bad', { plan: 'x' })).toThrow('theirs');
    expect(library.made).toEqual([['track', 'A', { x: 1 }, {}, callback]]);
    expect(read()).toEqual([['A', { x: 1 }]]);
    expect(traits).toEqual([]);
  });

  test('is left as it was, and what was wrapped around ours goes on', () => {
    const library = new Library();
    const { read, reader } = open(library);
    read();
    const ours = library.page;
    const theirs = function (this: Library, ...call: unknown[]) {
      return ours.apply(this, call);
    };
    library.page = theirs;
    reader.stop?.();
    expect(Object.getOwnPropertyNames(library).sort()).toEqual(['made', 'page']);
    library.track('A');
    library.page();
    expect(library.made).toHaveLength(2);
    expect(read()).toEqual([]);
  });

  test('whose methods are its own gets them back in their places', () => {
    const own = { track() {}, page() {}, identify() {}, VERSION: 1 };
    const before = Object.entries(own);
    const { read, reader } = open(own);
    read();
    expect(own.track).not.toBe(before[0]?.[1]);
    reader.stop?.();
    expect(Object.entries(own)).toEqual(before);
  });

  test('identify sets traits, without how to reach somebody', () => {
    const library = new Library();
    const { read, traits } = open(library);
    read();
    library.identify('u1', {
      plan: 'gold',
      email: 'jane@doe.example',
      firstName: 'Jane',
      nested: { on: true },
    });
    library.identify({ plan: 'silver' });
    library.identify('u2');
    expect(traits).toEqual([
      ['u1', { plan: 'gold', nested: { on: true } }],
      [undefined, { plan: 'silver' }],
      ['u2', {}],
    ]);
  });

  test('its page is a view where we see none by ourselves', () => {
    const library = new Library();
    const { read } = open(library, false);
    read();
    library.page('Docs', 'Start', { path: '/' });
    expect(read()).toEqual([['page_view', {}]]);
  });

  test.each<[string, unknown[]]>([
    ['nothing', []],
    ['an object', [{}]],
    [
      'properties that cannot be read',
      [
        'A',
        new Proxy(
          {},
          {
            ownKeys: () => {
              throw new Error('no');
            },
          },
        ),
      ],
    ],
    [
      'a circle',
      [
        'A',
        (() => {
          const a: { a?: object } = {};
          a.a = a;
          return a;
        })(),
      ],
    ],
  ])('called with %s does not mind us', (_, call) => {
    const library = new Library();
    const { read } = open(library);
    read();
    expect(() => library.track(...call)).not.toThrow();
    expect(library.made).toHaveLength(1);
  });
});
