import { afterEach, expect, test } from 'vitest';
import { clear, createSite, place, put, type Stage, stage } from './stage.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

let page: Stage;
const begin = (setting: Parameters<typeof stage>[0] = {}) => {
  page = stage({ wanted: ['user_engagement', 'element_engagement'], ...setting });
  return page;
};
/** Somebody who moves the mouse every ten seconds. */
const read = (milliseconds: number) => {
  for (let left = milliseconds; left > 0; left -= 10 * SECOND) {
    page.move();
    page.pass(Math.min(left, 10 * SECOND));
  }
};
afterEach(() => clear(page));

test('P11: counts what is visible and has the focus: ten seconds of another window are not counted', () => {
  begin();
  page.pass(5 * SECOND);
  page.blur();
  page.pass(10 * SECOND);
  page.focus();
  page.pass(5 * SECOND);
  page.hide(true);
  expect(page.engaged()).toBe(10 * SECOND);
});

test('P11: a hidden page is not attended to', () => {
  begin();
  page.pass(5 * SECOND);
  page.hide();
  page.pass(10 * SECOND);
  page.show();
  page.pass(5 * SECOND);
  page.hide(true);
  expect(page.engaged()).toBe(10 * SECOND);
});

test('P11: a page that was opened in the background counts from when it is looked at', () => {
  begin();
  clear(page);
  page = stage({ wanted: ['user_engagement'] });
  page.hide();
  page.pass(10 * SECOND);
  page.show();
  page.pass(3 * SECOND);
  page.hide(true);
  expect(page.engaged()).toBe(3 * SECOND);
});

test('P12: left open over lunch: a minute without input is credited, and not a second more', () => {
  begin();
  page.pass(2 * HOUR);
  expect(page.engaged()).toBe(MINUTE);
  const told = page.told.length;
  page.pass(24 * HOUR);
  expect(page.told).toHaveLength(told);
  page.hide(true);
  expect(page.engaged()).toBe(MINUTE);
});

test('P12: after lunch it counts again from the first input', () => {
  begin();
  page.pass(2 * HOUR);
  page.move();
  page.pass(20 * SECOND);
  page.hide(true);
  expect(page.engaged()).toBe(80 * SECOND);
});

test.each(['pointerdown', 'pointermove', 'wheel', 'touchmove', 'keydown', 'focus'])(
  'P13: %s is received as a sign of the visitor',
  (type) => {
    begin();
    page.pass(HOUR);
    (type === 'focus' ? window : document.body).dispatchEvent(new Event(type, { bubbles: true }));
    page.pass(10 * SECOND);
    page.hide(true);
    expect(page.engaged()).toBe(70 * SECOND);
  },
);

test('P13: a sign is received even if the page stops it', () => {
  begin();
  document.body.addEventListener('keydown', (event) => event.stopPropagation());
  page.pass(HOUR);
  document.body.dispatchEvent(new Event('keydown', { bubbles: true }));
  page.pass(10 * SECOND);
  page.hide(true);
  expect(page.engaged()).toBe(70 * SECOND);
});

test('a page that scrolls by itself is not a visitor who reads', () => {
  begin();
  for (let at = 0; at < 600; at++) {
    window.dispatchEvent(new Event('scroll'));
    page.pass(SECOND);
  }
  expect(page.engaged()).toBe(MINUTE);
});

test('P15: eight hours of sleep between two ticks add one interval', () => {
  begin();
  page.pass(10 * SECOND);
  page.sleep(8 * HOUR);
  page.move();
  page.hide(true);
  expect(page.engaged()).toBeLessThanOrEqual(15 * SECOND);
  expect(page.engaged()).toBeGreaterThanOrEqual(10 * SECOND);
});

test('P16: what was attended belongs to the page before, when an app goes on', () => {
  begin();
  page.pass(7 * SECOND);
  page.go('/shoes');
  page.pass(4 * SECOND);
  page.hide(true);
  expect(page.engaged('/')).toBe(7 * SECOND);
  expect(page.engaged('/shoes')).toBe(4 * SECOND);
});

test('counts from the navigation, however late the chunk comes', () => {
  begin({ at: 2500 });
  page.pass(SECOND);
  page.hide(true);
  expect(page.engaged()).toBe(3500);
});

test('counts what went before the chunk no further than a sign reaches', () => {
  begin({ at: HOUR });
  page.hide(true);
  expect(page.engaged()).toBe(MINUTE);
});

test('is told while it lasts, ever more seldom, and adds up', () => {
  begin();
  read(10 * MINUTE);
  const times = page.of('user_engagement').map((props) => Number(props.engagement_time_msec) / SECOND);
  expect(times.length).toBeLessThan(14);
  expect(times[0]).toBeLessThan(15);
  for (const time of times) expect(time).toBeLessThan(65);
  page.hide(true);
  expect(page.engaged()).toBe(10 * MINUTE);
});

test('D3: hidden, shown, hidden: each time what is new is told', () => {
  begin();
  page.pass(3 * SECOND);
  page.hide();
  page.show();
  page.pass(2 * SECOND);
  page.hide();
  page.hide(true);
  expect(page.of('user_engagement').map((props) => props.engagement_time_msec)).toEqual([3000, 2000]);
});

test('D4: blur tells what is known, and ends no view', () => {
  begin();
  page.pass(3 * SECOND);
  page.blur();
  page.pass(1);
  expect(page.engaged()).toBe(3 * SECOND);
  page.focus();
  page.pass(2 * SECOND);
  page.hide(true);
  expect(page.engaged()).toBe(5 * SECOND);
});

test('D6: left for the back/forward cache and shown again: it goes on', () => {
  begin();
  page.pass(3 * SECOND);
  page.hide(true);
  page.sleep(HOUR);
  page.show();
  page.go('/');
  page.pass(4 * SECOND);
  page.hide(true);
  expect(page.engaged()).toBe(7 * SECOND);
});

test('S15: two tabs that both seem to be looked at never count more than the time on the wall', () => {
  const site = createSite();
  const first = stage({ wanted: ['user_engagement'], site });
  first.pass(5 * SECOND);
  const second = stage({ wanted: ['user_engagement'], site, at: 5 * SECOND, since: 5 * SECOND });
  // both hear the same input here: each in its turn takes the visitor over
  for (const tab of [first, second]) tab.pass(20 * SECOND);
  first.hide(true);
  second.hide(true);
  expect(first.engaged() + second.engaged()).toBe(25 * SECOND);
  expect(site.claims.size).toBe(0);
  clear(first);
  clear(second);
});

test('ten pages a second are ten times nothing: less than a second is not told', () => {
  begin();
  for (let view = 0; view < 10; view++) {
    page.pass(100);
    page.go(`/${view}`);
  }
  expect(page.told).toEqual([]);
});

test('S10: stopped, it has no timer and no claim, and says nothing', () => {
  const site = createSite();
  begin({ site });
  page.pass(5 * SECOND);
  page.auto.stop();
  expect(page.timers.size).toBe(0);
  expect(site.claims.size).toBe(0);
  const told = page.told.length;
  window.dispatchEvent(new Event('blur'));
  page.move();
  page.pass(HOUR);
  expect(page.told).toHaveLength(told);
  expect(page.timers.size).toBe(0);
});

test('data-engage: what is in sight is attended to, what is below is not', () => {
  put('<section data-engage="prices"></section><section data-engage="faq"></section>');
  const [prices, faq] = document.querySelectorAll('section');
  place(prices as Element, 100, 400);
  place(faq as Element, 700, 400);
  begin();
  page.pass(5 * SECOND);
  place(prices as Element, -600, 400);
  place(faq as Element, 0, 400);
  window.dispatchEvent(new Event('scroll'));
  page.pass(10 * SECOND);
  page.hide(true);
  const times = Object.fromEntries(
    page.of('element_engagement').map((props) => [props.element_name, props.engagement_time_msec]),
  );
  // seen at the first look, and left 200 ms after the scroll
  expect(times.prices).toBe(5000);
  expect(times.faq).toBe(9800);
});

test('data-engage: half of it has to be seen, or half of the window filled', () => {
  put('<p data-engage="half"></p><p data-engage="less"></p><p data-engage="tall"></p>');
  const [half, less, tall] = document.querySelectorAll('p');
  place(half as Element, 568, 400);
  place(less as Element, 600, 400);
  place(tall as Element, -2000, 6000);
  begin();
  page.pass(5 * SECOND);
  page.hide(true);
  expect(page.of('element_engagement').map((props) => props.element_name)).toEqual(['half', 'tall']);
});

test('data-engage in data-no-track is not looked at', () => {
  place(put('<div data-no-track><p data-engage="secret"></p></div>').firstElementChild as Element, 0, 400);
  begin();
  page.pass(5 * SECOND);
  page.hide(true);
  expect(page.of('element_engagement')).toEqual([]);
});
