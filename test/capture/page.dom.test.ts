import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPages, type PageOptions } from '../../src/capture/page.js';
import { delay } from '../../src/platform/browser.js';

let views: { [key: string]: unknown }[];
let undos: (() => void)[];

const paths = () => views.map(({ page_path }) => page_path);
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));
const follow = (options?: PageOptions) => {
  const undo = createPages(
    ({ props }) => views.push(props),
    (run) => delay(0, run),
    options,
  ).follow();
  undos.push(undo);
  return undo;
};

beforeEach(() => {
  views = [];
  undos = [];
  history.replaceState(null, '', '/');
  document.title = 'Start';
});
afterEach(() => {
  for (const undo of undos) undo();
});

describe('a page view', () => {
  test('is told at once, with what GA4 calls it', () => {
    history.replaceState(null, '', '/shoes?utm_source=letter&email=a%40b.c#token=1');
    follow();
    expect(views).toEqual([
      {
        // whole: what is kept of it is decided further on
        page_location: location.href,
        page_path: '/shoes',
        page_title: 'Start',
        page_referrer: '',
        language: navigator.language,
      },
    ]);
  });

  test.each<[string, () => void, string[]]>([
    ['pushState to another path', () => history.pushState(null, '', '/a'), ['/', '/a']],
    ['replaceState to another path', () => history.replaceState(null, '', '/a'), ['/', '/a']],
    ['pushState to the same address', () => history.pushState({}, '', '/'), ['/']],
    ['another query', () => history.pushState(null, '', '/?page=2'), ['/', '/']],
    ['another fragment', () => history.pushState(null, '', '/#reviews'), ['/']],
    ['another route in the fragment', () => history.pushState(null, '', '/#/cart?x=1'), ['/', '/#/cart']],
    [
      'replace and push in one go',
      () => {
        history.replaceState(null, '', '/?from=x');
        history.pushState(null, '', '/a');
      },
      ['/', '/a'],
    ],
    [
      'there and back in one go',
      () => {
        history.pushState(null, '', '/a');
        history.pushState(null, '', '/');
      },
      ['/'],
    ],
  ])('%s', async (_, go, expected) => {
    follow();
    go();
    await settle();
    expect(paths()).toEqual(expected);
  });

  test('P2, P10: of an app has the new title, and the page before as its referrer', async () => {
    follow();
    history.pushState(null, '', '/a');
    document.title = 'A';
    await settle();
    history.pushState(null, '', '/b');
    await settle();
    expect(views.map((view) => view.page_title)).toEqual(['Start', 'A', 'A']);
    expect(views.map((view) => view.page_referrer)).toEqual([
      '',
      `${location.origin}/`,
      `${location.origin}/a`,
    ]);
  });

  test('P6: comes with back and forward', async () => {
    follow();
    history.pushState(null, '', '/a');
    await settle();
    history.back();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(paths()).toEqual(['/', '/a', '/']);
    expect(views.at(-1)?.page_referrer).toBe(`${location.origin}/a`);
  });

  test('D7: comes with the return from the back/forward cache, and with no first showing', () => {
    follow();
    const show = (persisted: boolean) =>
      window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));
    show(false);
    expect(views).toHaveLength(1);
    show(true);
    expect(views).toHaveLength(2);
  });
});

describe('P4: what has to change', () => {
  const transitions: { readonly [what: string]: string } = {
    'the same address': '/a?x=1#one',
    'another fragment': '/a?x=1#two',
    'another query': '/a?x=2#one',
    'another path': '/b?x=1#one',
    'a route in the fragment': '/a?x=1#/route',
    'a route with a query of its own': '/a?x=1#/route?y=1',
  };
  test.each<[PageOptions['by'], readonly number[]]>([
    ['path', [0, 0, 0, 1, 1, 1]],
    ['query', [0, 0, 1, 1, 1, 1]],
    ['hash', [0, 1, 1, 1, 1, 1]],
  ])('by %s', async (by, expected) => {
    const counted: number[] = [];
    for (const address of Object.values(transitions)) {
      history.replaceState(null, '', '/a?x=1#one');
      views = [];
      const undo = follow(by && { by });
      history.pushState(null, '', address);
      await settle();
      undo();
      counted.push(views.length - 1);
    }
    expect(counted).toEqual(expected);
  });
});

describe('P5: replaceState', () => {
  test.each<[string, PageOptions, string, number]>([
    ['counts if it changes the path', {}, '/a', 2],
    ['does not count if it changes the query only', {}, '/?filter=red', 1],
    ['always counts, if the site says so', { replaceState: true }, '/?filter=red', 2],
    ['never counts, if the site says so', { replaceState: false }, '/a', 1],
  ])('%s', async (_, options, address, count) => {
    follow(options);
    history.replaceState(null, '', address);
    await settle();
    expect(views).toHaveLength(count);
    // what was replaced is where the visitor is: a fragment of it is nothing new
    history.pushState(null, '', `${address}#part`);
    await settle();
    expect(views).toHaveLength(count);
  });

  test('P3: with a push in one task is part of it', async () => {
    follow({ replaceState: false });
    history.pushState(null, '', '/a');
    history.replaceState({ scroll: 0 }, '', '/a');
    await settle();
    expect(paths()).toEqual(['/', '/a']);
  });
});

test('P14: hidden and shown within a second is no view', async () => {
  follow();
  for (let times = 0; times < 3; times++) document.dispatchEvent(new Event('visibilitychange'));
  await settle();
  expect(views).toHaveLength(1);
});

test('P7: two instances patch the same history, and each counts a navigation once', async () => {
  follow();
  const first = views;
  views = [];
  follow();
  history.pushState(null, '', '/a');
  await settle();
  expect(views.length + first.length).toBe(4);
});

describe("the host's history", () => {
  test("P9: throws what is the host's own error, and counts nothing", async () => {
    follow();
    expect(() => history.pushState(null, '', 'http://[')).toThrow();
    await settle();
    expect(views).toHaveLength(1);
  });

  test('is as it was once we are gone', async () => {
    const before = [history.pushState, Object.hasOwn(history, 'pushState')];
    follow()();
    expect([history.pushState, Object.hasOwn(history, 'pushState')]).toEqual(before);
    history.pushState(null, '', '/a');
    await settle();
    expect(views).toHaveLength(1);
  });

  test('P8: keeps a patch that came after ours', async () => {
    const undo = follow();
    const ours = history.pushState;
    let theirs = 0;
    history.pushState = function (...call) {
      theirs++;
      ours.apply(this, call);
    };
    undo();
    history.pushState(null, '', '/a');
    await settle();
    expect(theirs).toBe(1);
    expect(location.pathname).toBe('/a');
    expect(views).toHaveLength(1);
    Reflect.deleteProperty(history, 'pushState');
  });
});
