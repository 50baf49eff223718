import { UAParser } from 'ua-parser-js';

/** Names that Client Hints give to the same things. */
const NAMES: { readonly [name: string]: string } = {
  'Mac OS': 'macOS',
  'Chromium OS': 'ChromeOS',
  'Chrome OS': 'ChromeOS',
  'Mobile Safari': 'Safari',
  'Mobile Chrome': 'Chrome',
  'Mobile Firefox': 'Firefox',
};

/** What the user agent's text says of the device: a chunk of its own, fetched only where definitions ask for it. */
export const parseDevice = (userAgent: string): { readonly [detail: string]: string } => {
  const { browser, os, device, engine } = new UAParser(userAgent).getResult();
  const found = {
    type: device.type,
    vendor: device.vendor,
    model: device.model,
    system: os.name,
    system_version: os.version,
    browser: browser.name,
    browser_version: browser.version,
    engine: engine.name,
  };
  return Object.fromEntries(
    Object.entries(found).flatMap(([key, value]) => (value ? [[key, NAMES[value] ?? value]] : [])),
  );
};
