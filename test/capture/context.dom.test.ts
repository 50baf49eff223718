import { afterEach, expect, test, vi } from 'vitest';
import { readContext } from '../../src/capture/context.js';
import { isWanting } from '../../src/capture/device.js';

afterEach(() => vi.unstubAllGlobals());

const given = ({
  navigator = {},
  screen = [1920, 1080],
  media = '',
}: {
  navigator?: object;
  screen?: number[];
  media?: string;
}) => {
  vi.stubGlobal('navigator', {
    userAgent: 'Mozilla/5.0',
    languages: ['pl-PL', 'en'],
    maxTouchPoints: 0,
    ...navigator,
  });
  vi.stubGlobal('screen', { width: screen[0], height: screen[1] });
  vi.stubGlobal('matchMedia', (query: string) => ({ matches: query.includes(media || 'nothing') }));
  return readContext();
};

test.each([
  [[390, 844], 'small'],
  [[844, 390], 'small'],
  [[820, 1180], 'medium'],
  [[1366, 768], 'large'],
  [[2560, 1440], 'large'],
])('a screen of %j is %s', (screen, size) => expect(given({ screen }).screen).toBe(size));

test('tells what the browser tells', () => {
  const navigator = {
    connection: { effectiveType: '3g', saveData: true },
    deviceMemory: 4,
    maxTouchPoints: 5,
  };
  expect(given({ navigator, media: 'dark' })).toMatchObject({
    connection: '3g',
    saveData: true,
    memory: 4,
    touch: true,
    languages: ['pl-PL', 'en'],
    timeZone: expect.stringMatching(/./),
    colorScheme: 'dark',
    reducedMotion: false,
    bot: false,
  });
  expect(given({ media: 'reduced-motion' })).toMatchObject({ colorScheme: 'light', reducedMotion: true });
});

test('what a browser does not tell is null, and nobody looks elsewhere for it', () => {
  const context = given({});
  expect(context).toMatchObject({ connection: null, memory: null, touch: false });
  expect(isWanting(context, ['device.connection', 'device.memory', 'device.bot'])).toBe(false);
  expect(JSON.parse(JSON.stringify(context))).toEqual(context);
});

test.each([
  [{ webdriver: true }, true],
  [
    {
      userAgent:
        'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0.0.0 Safari/537.36',
    },
    true,
  ],
  [{ userAgent: 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' }, true],
  [
    {
      userAgent:
        'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)',
    },
    true,
  ],
  [{ userAgent: 'Mozilla/5.0 (compatible; Yahoo! Slurp)' }, true],
  [
    {
      userAgent:
        'Mozilla/5.0 (Linux; Android 13; CUBOT NOTE 50) AppleWebKit/537.36 Chrome/120.0.0.0 Mobile Safari/537.36',
    },
    false,
  ],
  [{ userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0' }, false],
])('%j', (navigator, bot) => expect(given({ navigator }).bot).toBe(bot));
