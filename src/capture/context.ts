/** On what, and in what surroundings, a visit is made: what feature tests tell for `device.…`. Null: the browser does not say. */
import type { Json } from '../base/json.js';

interface Hints {
  /** Network Information: `4g`, `3g`, `2g`, `slow-2g`. Chromium only. */
  readonly connection?: { readonly effectiveType?: string; readonly saveData?: boolean };
  /** Device Memory: 0.25 to 8 GiB, a power of two. Chromium only. */
  readonly deviceMemory?: number;
}

/** How robots that do not hide call themselves, headless browsers and measuring tools among them. */
const ROBOT =
  /(?<!cu)bot\b|crawl|spider|slurp|headless|phantomjs|lighthouse|pagespeed|prerender|facebookexternalhit/i;

/** By the shorter side, a telephone's; else by the longer one, a tablet's or more. CSS pixels. */
const screenClass = (): string => {
  const [short = 0, long = 0] = [screen.width, screen.height].sort((one, other) => one - other);
  return short < 600 ? 'small' : long < 1280 ? 'medium' : 'large';
};

const prefers = (what: string): boolean => matchMedia(`(prefers-${what})`).matches;

/**
 * - `screen`: `small`, `medium`, `large`; `touch`: whether fingers point; `pixelRatio`: device pixels to a CSS pixel
 * - `connection`: the effective type; `saveData`; `memory`: GiB
 * - `languages`, preferred first; `timeZone`: IANA; `colorScheme`: `dark` or `light`; `reducedMotion`
 * - `bot`: driven by a program (navigator.webdriver, w3c.github.io/webdriver), or called one
 */
export const readContext = (): { readonly [detail: string]: Json } => {
  const { connection, deviceMemory, languages, webdriver, userAgent, maxTouchPoints } =
    navigator as Navigator & Hints;
  return {
    screen: screenClass(),
    touch: maxTouchPoints > 0,
    pixelRatio: window.devicePixelRatio,
    connection: connection?.effectiveType ?? null,
    saveData: connection?.saveData ?? null,
    memory: deviceMemory ?? null,
    languages: [...languages],
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    colorScheme: prefers('color-scheme: dark') ? 'dark' : 'light',
    reducedMotion: prefers('reduced-motion: reduce'),
    bot: !!webdriver || ROBOT.test(userAgent),
  };
};
