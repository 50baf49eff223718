import { expect, test } from 'vitest';
import { like } from '../../src/engine/like.js';

/** The definition, said as a regular expression. */
const meant = (pattern: string): RegExp =>
  new RegExp(`^${[...pattern].map((one) => (one === '*' ? '[^]*' : one === '?' ? '[^]' : one)).join('')}$`);

const words = (letters: string, most: number): string[] => {
  let last = [''];
  const all = [''];
  for (let length = 0; length < most; length++) {
    last = last.flatMap((word) => [...letters].map((letter) => word + letter));
    all.push(...last);
  }
  return all;
};

test('a glob fits what it says, for every short glob and text', () => {
  const texts = words('ab', 5);
  for (const pattern of words('ab*?', 5)) {
    const [fits, expected] = [like(pattern), meant(pattern)];
    for (const text of texts)
      if (fits(text) !== expected.test(text)) expect.fail(`${pattern} and ${text}: ${fits(text)}`);
  }
});

test('a glob of many stars asks no more of a long text than each letter once a piece', () => {
  const fits = like(`${'*a'.repeat(200)}*b`);
  expect(fits('a'.repeat(100_000))).toBe(false);
  expect(fits(`${'a'.repeat(100_000)}b`)).toBe(true);
});
