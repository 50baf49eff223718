import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clear, click, put, type Stage, stage } from './stage.js';

let page: Stage;
beforeEach(() => {
  page = stage({ wanted: ['rage_click', 'dead_click', 'script_error', 'quick_back'] });
});
afterEach(() => clear(page));

/** Lets what observers have seen reach them. */
const seen = () => new Promise<void>((resolve) => queueMicrotask(resolve));
const about = { page_path: '/', element_type: 'button', element_id: 'buy' };

describe('rage_click', () => {
  const hit = async (element: Element, times: number, every = 200, x = 100) => {
    for (let time = 0; time < times; time++) {
      click(element, { clientX: x, clientY: 100 });
      await seen();
      page.pass(every);
    }
  };

  test('three in one place within a second, and nothing happens', async () => {
    const button = put('<button id="buy">Buy</button>');
    await hit(button, 3);
    expect(page.of('rage_click')).toEqual([about]);
  });

  test('once for a burst', async () => {
    const button = put('<button id="buy">Buy</button>');
    await hit(button, 9);
    expect(page.of('rage_click')).toHaveLength(1);
  });

  test('not where each click does something: one more, one more, one more', async () => {
    const button = put('<button>+</button>');
    button.addEventListener('click', () => {
      button.dataset.count = String(Number(button.dataset.count ?? 0) + 1);
    });
    await hit(button, 6);
    page.pass(5000);
    expect(page.told).toEqual([]);
  });

  test('not slowly, not in several places, not with two', async () => {
    const button = put('<a href="/">On</a>');
    button.addEventListener('click', (event) => event.preventDefault());
    await hit(button, 4, 600);
    for (const x of [0, 100, 200, 300]) await hit(button, 1, 100, x);
    page.pass(2000);
    await hit(button, 2);
    expect(page.told).toEqual([]);
  });

  test('not by a keyboard or a script, and not to mark a paragraph', async () => {
    const button = put('<button id="buy">Buy</button>');
    for (const _ of [1, 2, 3, 4]) click(button, { detail: 0 });
    getSelection()?.selectAllChildren(button);
    await hit(button, 3);
    getSelection()?.removeAllRanges();
    expect(page.told).toEqual([]);
  });
});

describe('dead_click', () => {
  const dead = async (html: string, then: (element: Element) => void = () => undefined) => {
    const element = put(html);
    element.addEventListener('click', (event) => event.preventDefault());
    click(element.querySelector('[data-here]') ?? element);
    then(element);
    await seen();
    page.pass(3000);
    return page.names();
  };

  test.each(['<button id="buy">Buy</button>', '<button id="buy"><b data-here>Buy</b></button>'])(
    '%s, and nothing happens',
    async (html) => {
      await dead(html);
      expect(page.of('dead_click')).toEqual([about]);
    },
  );

  test.each([
    '<div role="button">Buy</div>',
    '<a>Nowhere</a>',
    '<a href="#">Nowhere</a>',
    '<a href="javascript:void 0">Nowhere</a>',
    '<div style="cursor: pointer">Buy</div>',
  ])('%s, too', async (html) => {
    expect(await dead(html)).toEqual(['dead_click']);
  });

  test.each([
    ['text', '<p>Text</p>'],
    ['a link that leads on, however slowly', '<a href="/next">Next</a>'],
    ['a field', '<input type="submit">'],
    ['what draws by itself', '<div role="button"><canvas data-here></canvas></div>'],
    ['data-no-track', '<div data-no-track><button data-here>Buy</button></div>'],
  ])('not %s', async (_, html) => {
    expect(await dead(html)).toEqual([]);
  });

  test.each<[string, (element: Element) => void]>([
    ['another element', (element) => element.append('Done')],
    ['another attribute', (element) => element.setAttribute('aria-pressed', 'true')],
    ['another text', (element) => element.replaceChildren('Done')],
    ['scrolling', () => window.dispatchEvent(new Event('scroll'))],
    ['the focus elsewhere', (element) => element.dispatchEvent(new Event('focusin', { bubbles: true }))],
    ['another window', () => window.dispatchEvent(new Event('blur'))],
    ['another view', () => page.go('/next')],
    ['the page hidden', () => page.hide()],
  ])('not if it is answered by %s', async (_, answer) => {
    expect(await dead('<button>Buy</button>', answer)).toEqual([]);
  });

  test('looks at the page for no longer than 2.5 s', async () => {
    await dead('<button>Buy</button>');
    expect(page.names()).toEqual(['dead_click']);
    const due = page.timers.size;
    document.body.append('Later');
    await seen();
    expect(page.timers.size).toBe(due);
  });
});

describe('script_error', () => {
  const fail = (message: string, filename = `${location.origin}/shop.js`) =>
    window.dispatchEvent(new ErrorEvent('error', { message, filename, error: new Error(message) }));
  const messages = () => page.of('script_error').map((props) => props.error_message);

  test('tells the message, each once in a view, without a stack', () => {
    fail('x is not defined');
    fail('x is not defined');
    fail('y is not defined');
    expect(page.told).toEqual([
      ['script_error', { page_path: '/', error_message: 'x is not defined' }],
      ['script_error', { page_path: '/', error_message: 'y is not defined' }],
    ]);
    page.go('/next');
    fail('x is not defined');
    expect(messages()).toHaveLength(3);
  });

  test('of a promise, too', () => {
    const reject = (reason: unknown) =>
      window.dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason }));
    reject(new TypeError('no network'));
    reject(Object.create(null));
    expect(messages()).toEqual(['TypeError: no network', 'unhandled rejection']);
  });

  test('at most five in a view, each of at most 200 characters', () => {
    for (let number = 0; number < 100; number++) fail(`${number} ${'x'.repeat(1000)}`);
    expect(messages()).toHaveLength(5);
    expect(String(messages()[0])).toHaveLength(200);
  });

  test('not of an extension, of a layout that is observed, or of a picture', () => {
    fail('x is not defined', 'chrome-extension://abc/content.js');
    fail('ResizeObserver loop completed with undelivered notifications.');
    put('<img>').dispatchEvent(new Event('error'));
    expect(page.told).toEqual([]);
  });
});

describe('quick_back', () => {
  const pop = () => window.dispatchEvent(new PopStateEvent('popstate'));

  test('to a view of an app within ten seconds', () => {
    page.go('/list');
    page.pass(60_000);
    page.go('/item');
    page.pass(4000);
    pop();
    page.go('/list');
    expect(page.of('quick_back')).toEqual([{ page_path: '/list', time_away_msec: 4000 }]);
  });

  test('not after eleven, not onwards, and not within a page', () => {
    page.go('/item');
    page.pass(11_000);
    pop();
    page.go('/list');
    page.go('/item');
    pop();
    page.pass(10);
    page.go('/list');
    expect(page.told).toEqual([]);
  });

  test('to a page out of the back/forward cache', () => {
    page.hide(true);
    window.dispatchEvent(new Event('pagehide'));
    page.sleep(3000);
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
    expect(page.of('quick_back')).toEqual([{ page_path: '/', time_away_msec: 3000 }]);
  });
});
