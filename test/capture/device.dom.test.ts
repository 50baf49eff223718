import { afterEach, describe, expect, test, vi } from 'vitest';
import { isWanting, readDevice } from '../../src/capture/device.js';
import { parseDevice } from '../../src/capture/device-parser.js';

afterEach(() => vi.unstubAllGlobals());

const hints = (platform: string, mobile: boolean, ...brands: string[]) => ({
  userAgentData: { platform, mobile, brands: brands.map((brand) => ({ brand, version: '1' })) },
  platform: '',
  userAgent: '',
  maxTouchPoints: 0,
});
const plain = (platform: string, maxTouchPoints = 0, userAgent = '') => ({
  platform,
  maxTouchPoints,
  userAgent,
});
const phone = { width: 390, height: 844 };
const large = { width: 820, height: 1180 };

test.each<[string, object, object, object]>([
  [
    'Chrome on Windows',
    hints('Windows', false, 'Chromium', 'Not.A/Brand', 'Google Chrome'),
    large,
    { type: 'desktop', system: 'Windows', browser: 'Chrome' },
  ],
  [
    'Edge on a Mac',
    hints('macOS', false, 'Not:A-Brand', 'Microsoft Edge', 'Chromium'),
    large,
    { type: 'desktop', system: 'macOS', browser: 'Edge' },
  ],
  [
    'Chrome on a phone',
    hints('Android', true, 'Google Chrome'),
    phone,
    { type: 'mobile', system: 'Android', browser: 'Chrome' },
  ],
  [
    'Chrome on an Android tablet',
    hints('Android', false, 'Google Chrome'),
    large,
    { type: 'tablet', system: 'Android', browser: 'Chrome' },
  ],
  [
    'a Chromebook',
    hints('Chrome OS', false, 'Google Chrome'),
    large,
    { type: 'desktop', system: 'ChromeOS', browser: 'Chrome' },
  ],
  [
    'Chromium, unbranded',
    hints('Linux', false, 'Chromium', 'Not A(Brand'),
    large,
    { type: 'desktop', system: 'Linux' },
  ],
  ['an iPhone', plain('iPhone', 5), phone, { type: 'mobile', system: 'iOS' }],
  ['an iPad, which says it is a Mac', plain('MacIntel', 5), large, { type: 'tablet', system: 'iOS' }],
  ['a Mac', plain('MacIntel'), large, { type: 'desktop', system: 'macOS' }],
  ['Firefox on Windows', plain('Win32'), large, { type: 'desktop', system: 'Windows' }],
  [
    'Firefox on Android',
    plain('Linux aarch64', 5, 'Mozilla/5.0 (Android 15; Mobile)'),
    phone,
    { type: 'mobile', system: 'Android' },
  ],
  ['who knows what', plain('Toaster'), large, { type: 'desktop' }],
])('%s', (_, navigator, screen, device) => {
  vi.stubGlobal('navigator', navigator);
  vi.stubGlobal('screen', screen);
  expect(readDevice()).toEqual(device);
});

describe('the parser of user agents', () => {
  test('is wanted only for what is asked and not known', () => {
    const device = { type: 'desktop', system: 'Linux' };
    expect(isWanting(device, ['device.type', 'plan'])).toBe(false);
    expect(isWanting(device, ['device'])).toBe(false);
    expect(isWanting(device, ['device.browser'])).toBe(true);
    expect(isWanting(device, ['device.constructor'])).toBe(true);
  });

  test('uses the same words as Client Hints', () => {
    const mac =
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.3 Safari/605.1.15';
    expect(parseDevice(mac)).toMatchObject({ system: 'macOS', browser: 'Safari', browser_version: '18.3' });
    const phone =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.3 Mobile/15E148 Safari/604.1';
    expect(parseDevice(phone)).toMatchObject({
      type: 'mobile',
      system: 'iOS',
      browser: 'Safari',
      vendor: 'Apple',
      model: 'iPhone',
    });
  });

  test('says nothing of what it does not know', () => {
    expect(parseDevice('Toaster')).toEqual({});
  });
});
