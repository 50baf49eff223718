/**
 * The cases that naive code misses, in three groups: P, what counts as a view, how long and how deep; D, what must outlive
 * the page; S, visits over several tabs. A test that is for one names it before its title, as `P3, P5: …`; here stands
 * that none is without.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** The other cases of S are the visits'. */
const ROWS = {
  P1: 'the original is called first: the address is the new one',
  P2: 'the title of a view is the new one',
  P3: 'what a router replaces and pushes in one go is one view',
  P4: 'the same address, another fragment, query or path, in each mode',
  P5: 'replaceState is a view or not, as the site says',
  P6: 'back and forward are views, and a page does not refer to itself',
  P7: 'two instances do not count a navigation twice',
  P8: 'a wrapper that came after ours goes on when we are gone',
  P9: 'a bad address is the error of the host alone',
  P10: 'the referrer of a later view is the page before',
  P11: 'engaged is visible and focused',
  P12: 'and not idle',
  P13: 'each sign of the visitor is really received',
  P14: 'a quick look at another tab makes no view',
  P15: 'sleep is no duration',
  P16: 'what is told on leaving belongs to the page that was left',
  P17: 'six layouts of what scrolls',
  P18: 'a view begins at its own depth',
  D1: 'hidden is the last that can be counted on',
  D2: 'what is told between hidden and frozen is kept',
  D3: 'hidden again and again',
  D4: 'what is known on losing the focus is kept, and ends no view',
  D5: 'no listener for unload or beforeunload',
  D6: 'a page that comes back from the back/forward cache goes on',
  D7: 'and is a new view',
  D8: 'pagehide is listened to on the window',
  D9: 'rendered ahead is not visited',
  D10: 'what waits for an idle moment is done at once when the page is hidden',
  D11: 'what is sent as the page goes keeps within the quota of all scripts',
  D12: 'what is kept twice counts once',
  D13: 'what was erased does not rise again when the page goes',
  D14: 'what is as it was is not written',
  D15: 'a storage that fills or vanishes in the middle',
  D16: 'a database that is closed under us',
  D17: 'left before the database is open',
  D18: 'a network that is back is given a moment',
  S10: 'nothing ticks after the end',
  S14: 'what a tab left behind is taken up once, whoever is alive',
  S15: 'two tabs never attend more than there was time',
};

const ROOMS = ['browser', 'capture', 'platform', 'runtime', 'sinks', 'store'];

const titles = (): string[] =>
  ROOMS.flatMap((room) =>
    readdirSync(`test/${room}`, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.ts'))
      .flatMap((file) =>
        [
          ...readFileSync(`test/${room}/${file}`, 'utf8').matchAll(
            /^\s*(?:(?:test|describe)(?:\.each)?\(|\]\)\(|['"`](?=[PDS]\d))\s*['"`]?([PDS]\d[^'"`\n]*)/gm,
          ),
        ].map(([, title = '']) => title),
      ),
  );

test('each case that naive code misses has a test that names it', () => {
  const named = new Set(
    titles().flatMap((title) => (/^((?:[PDS]\d+(?:, )?)+):/.exec(title)?.[1] ?? '').split(', ')),
  );
  expect(Object.keys(ROWS).filter((row) => !named.has(row))).toEqual([]);
  // and the reader of names finds no more than stand there
  expect(named.has('D19')).toBe(false);
});
