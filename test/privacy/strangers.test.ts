/**
 * A second corpus, made without looking at what masks: how people of every country write what is theirs, and what a shop
 * writes of its things. What cannot be told apart is named at the end.
 */
import { describe, expect, test } from 'vitest';
import { legible } from '../../src/privacy/legible.js';
import { maskText } from '../../src/privacy/masking.js';
import { randomTokens, STRANGERS, type Stranger } from './strangers.js';
import { THINGS } from './things.js';

const plainOf = (text: string) => legible(text).toLowerCase();

const hasPart = (text: string, secret: string, length: number) =>
  Array.from({ length: Math.max(1, secret.length - length + 1) }, (_, at) =>
    secret.slice(at, at + length),
  ).some((part) => text.includes(part));

const isLeak = ({ kind, secret }: Stranger, masked: string): boolean => {
  const [shown, hidden] = [plainOf(masked), plainOf(secret)];
  if (kind === 'text') return shown.includes(hidden);
  if (kind === 'token') return hasPart(shown, hidden, 8);
  const read = (text: string) => text.replace(/\D/g, '');
  return hasPart(read(shown), read(hidden), Math.min(5, read(hidden).length));
};

describe('what is personal does not stay', () => {
  test(`in ${STRANGERS.length.toLocaleString('en')} texts of 240 countries`, () => {
    expect(STRANGERS.length).toBeGreaterThan(2_500);
    // the judge sees what nobody has masked; what an address is reduced to is not its own doing
    expect(STRANGERS.filter((stranger) => !isLeak(stranger, stranger.text))).toEqual([]);
    expect(STRANGERS.filter((stranger) => isLeak(stranger, maskText(stranger.text)))).toEqual([]);
  });

  test('of random tokens at most one in two hundred reads as if it were words', () => {
    const tokens = randomTokens(6750, 300);
    const leaks = tokens.filter((token) => isLeak(token, maskText(token.text)));
    expect(tokens.length).toBe(5_400);
    expect(leaks.length / tokens.length, leaks.map(({ text }) => text).join('\n')).toBeLessThan(0.005);
  });
});

test(`of ${THINGS.length} innocent texts, bare and in a title, less than one in a hundred is touched`, () => {
  const texts = THINGS.flatMap((thing) => [
    thing,
    ...(thing.includes('://') ? [] : [`New: ${thing} | The shop`]),
  ]);
  const touched = texts.filter((text) => maskText(text) !== text);
  expect(texts.length).toBeGreaterThan(1_000);
  expect(touched.length / texts.length, touched.join('\n')).toBeLessThan(0.01);
});

describe('what cannot be told from a thing stays, so nobody should rely on it', () => {
  test.each([
    ['up to eight digits that nothing names', '12345678', '622-1234', '9123-456'],
    ['nine digits that begin as order numbers do, and nothing names', '111222333', '376312345'],
    ['names, streets, days of birth', 'Ann Kowalska', 'ul. Długa 12/34', '1985-07-09'],
    ['short codes that nothing names', 'C01X00T47', 'Ab3dE9x'],
    ['IP addresses of less than seven digits, which versions have too', '8.8.8.8'],
  ])('%s', (_, ...texts) => expect(texts.map((text) => maskText(text))).toEqual(texts));
});
