import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPages } from '../../src/capture/page.js';
import { delay } from '../../src/platform/browser.js';

let views: { [key: string]: unknown }[];
let undos: (() => void)[];

const paths = () => views.map(({ page_path }) => page_path);
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));
const follow = () => {
  const undo = createPages(
    ({ props }) => views.push(props),
    (run) => delay(0, run),
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

  test('of an app has the new title, and the page before as its referrer', async () => {
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

  test('comes with back and forward', async () => {
    follow();
    history.pushState(null, '', '/a');
    await settle();
    history.back();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(paths()).toEqual(['/', '/a', '/']);
    expect(views.at(-1)?.page_referrer).toBe(`${location.origin}/a`);
  });

  test('comes with the return from the back/forward cache, and with no first showing', () => {
    follow();
    const show = (persisted: boolean) =>
      window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));
    show(false);
    expect(views).toHaveLength(1);
    show(true);
    expect(views).toHaveLength(2);
  });
});

describe("the host's history", () => {
  test("throws what is the host's own error, and counts nothing", async () => {
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

  test('keeps a patch that came after ours', async () => {
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
