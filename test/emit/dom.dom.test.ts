import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Bound, bindSegments } from '../../src/emit/dom.js';

let memberships: Set<string>;
let bound: Bound | undefined;

const bind = () => {
  bound = bindSegments((segment) => memberships.has(segment));
  return bound;
};
const visible = () => [...document.querySelectorAll('p')].flatMap((p) => (p.hidden ? [] : p.id));

beforeEach(() => {
  memberships = new Set();
});
afterEach(() => bound?.stop());

test('shows and hides by membership, now and when it changes', () => {
  document.body.innerHTML =
    '<p id="show" data-segment-show="a" hidden></p><p id="hide" data-segment-hide="a"></p><p id="other"></p>';
  const { update } = bind();
  expect(visible()).toEqual(['hide', 'other']);
  memberships.add('a');
  update();
  expect(visible()).toEqual(['show', 'other']);
  memberships.delete('a');
  update();
  expect(visible()).toEqual(['hide', 'other']);
});

test.each([
  ['a', ['a'], true],
  ['a b', ['a'], false],
  ['a b', ['a', 'b'], true],
  ['a, b', ['b'], true],
  ['a,b', [], false],
  ['!a', [], true],
  ['!a', ['a'], false],
  ['a !b', ['a'], true],
  ['a !b, c', ['a', 'b', 'c'], true],
  ['  a  ', ['a'], true],
  ['', ['a'], false],
  [',', ['a'], false],
])('"%s" with %j', (condition, segments, shown) => {
  memberships = new Set(segments);
  document.body.innerHTML = `<p id="x" data-segment-show="${condition}" hidden></p>`;
  bind();
  expect(visible()).toEqual(shown ? ['x'] : []);
});

test('an element with both is shown where one holds and the other does not', () => {
  document.body.innerHTML = '<p id="x" data-segment-show="a" data-segment-hide="b" hidden></p>';
  memberships.add('a');
  const { update } = bind();
  expect(visible()).toEqual(['x']);
  memberships.add('b');
  update();
  expect(visible()).toEqual([]);
});

test('sees what is added later, and an attribute that changes', async () => {
  memberships.add('a');
  bind();
  document.body.innerHTML = '<div><p id="x" data-segment-show="a" hidden></p></div>';
  await Promise.resolve();
  expect(visible()).toEqual(['x']);
  document.querySelector('p')?.setAttribute('data-segment-show', 'b');
  await Promise.resolve();
  expect(visible()).toEqual([]);
});

test('leaves the page as it was', async () => {
  document.body.innerHTML =
    '<p data-segment-show="a" hidden="until-found"></p><p data-segment-hide="a"></p><p data-segment-show="b" hidden></p>';
  const before = document.body.innerHTML;
  memberships.add('a');
  const { stop } = bind();
  expect(document.body.innerHTML).not.toBe(before);
  stop();
  expect(document.body.innerHTML).toBe(before);
  document.body.innerHTML = '<p id="x" data-segment-hide="a"></p>';
  await Promise.resolve();
  expect(visible()).toEqual(['x']);
});
