import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clear, layOut, put, type Stage, stage } from './stage.js';

const root = document.documentElement;
let page: Stage;

const depths = (path?: string) =>
  page
    .of('scroll')
    .filter((props) => !path || props.page_path === path)
    .map((props) => props.percent_scrolled);

const scroll = (element: Element, scrollTop: number) => {
  layOut(element, element.scrollHeight, element.clientHeight, scrollTop, element.clientWidth);
  (element === root ? document : element).dispatchEvent(new Event('scroll'));
  page.pass(300);
};

beforeEach(() => {
  Object.defineProperty(document, 'scrollingElement', { configurable: true, value: root });
  layOut(root, 768);
});
afterEach(() => clear(page));
const begin = () => {
  page = stage({ wanted: ['scroll'] });
};

describe('P17: six layouts', () => {
  test('a long page: 25, 50, 75 and 90, each once', () => {
    layOut(root, 7680);
    begin();
    for (const top of [1400, 3200, 5200, 6900, 0, 6900]) scroll(root, top);
    expect(depths()).toEqual([25, 50, 75, 90]);
  });

  test('a jump to the end passes them all', () => {
    layOut(root, 7680);
    begin();
    scroll(root, 7680 - 768);
    expect(depths()).toEqual([25, 50, 75, 90]);
  });

  test('a page that fits into the window is seen as a whole', () => {
    begin();
    page.pass(5000);
    expect(depths()).toEqual([25, 50, 75, 90]);
  });

  test('a page that is short because its pictures have not come says nothing yet', () => {
    begin();
    page.pass(500);
    layOut(root, 7680);
    page.pass(20_000);
    expect(depths()).toEqual([]);
    scroll(root, 1400);
    expect(depths()).toEqual([25]);
  });

  test('a part of the page that scrolls instead of it', () => {
    const main = put('<main></main>');
    layOut(main, 2000, 700);
    begin();
    scroll(main, 400);
    expect(depths()).toEqual([25, 50]);
  });

  test('a list at the side that scrolls is not the page', () => {
    const list = put('<ul></ul>');
    layOut(list, 2000, 700, 0, 200);
    layOut(root, 7680);
    begin();
    scroll(list, 1300);
    expect(depths()).toEqual([]);
  });

  test('a root that the page names', () => {
    const feed = put('<div data-scroll-root></div>');
    layOut(feed, 1000, 300, 0, 200);
    layOut(root, 7680);
    begin();
    scroll(feed, 200);
    expect(depths()).toEqual([25, 50]);
  });
});

test('P17: a page that grows is measured against its present height', () => {
  layOut(root, 1536);
  begin();
  scroll(root, 100);
  expect(depths()).toEqual([25, 50]);
  layOut(root, 7680, 768, 100);
  scroll(root, 3000);
  expect(depths()).toEqual([25, 50]);
  scroll(root, 5000);
  expect(depths()).toEqual([25, 50, 75]);
});

test('P16, P18: the next view starts at its own depth, and the depth before belongs to the view before', () => {
  layOut(root, 7680);
  begin();
  scroll(root, 3200);
  page.go('/next');
  // the old content stands there until the new one comes
  page.pass(1000);
  scroll(root, 0);
  expect(depths('/')).toEqual([25, 50]);
  expect(depths('/next')).toEqual([]);
  scroll(root, 1400);
  expect(depths('/next')).toEqual([25]);
});

test('a flood of scrolling is looked at five times a second', () => {
  layOut(root, 7680);
  begin();
  page.pass(1000);
  let reads = 0;
  Object.defineProperty(root, 'scrollHeight', {
    configurable: true,
    get() {
      reads++;
      return 7680;
    },
  });
  for (let moment = 0; moment < 1000; moment++) {
    document.dispatchEvent(new Event('scroll'));
    page.pass(1);
  }
  expect(reads).toBeGreaterThan(0);
  expect(reads).toBeLessThanOrEqual(6);
});
