/** Where the browsers may be: what an environment variable says, else the usual places. */
import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const canRun = (file) => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** @returns {string | undefined} */
const find = (variable, names, places = []) => {
  const told = variable && process.env[variable];
  if (told) return canRun(told) ? told : undefined;
  const folders = (process.env.PATH ?? '').split(delimiter);
  return [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...places].find(canRun);
};

export const findChromium = () =>
  find(
    'CHROME_PATH',
    ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'],
    [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
      'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    ],
  );

export const findFirefox = () =>
  find(
    'FIREFOX_PATH',
    ['firefox-esr', 'firefox'],
    ['/Applications/Firefox.app/Contents/MacOS/firefox', 'C:\\Program Files\\Mozilla Firefox\\firefox.exe'],
  );

/** Debian keeps MiniBrowser beside the library of its architecture. */
const libraries = () => {
  try {
    const lib = readdirSync('/usr/lib').map((folder) => join('/usr/lib', folder));
    return ['/usr/lib', '/usr/libexec', '/usr/lib64', ...lib].map((folder) =>
      join(folder, 'webkit2gtk-4.1', 'MiniBrowser'),
    );
  } catch {
    return [];
  }
};

/** WebKitGTK: a browser with nothing around it, its driver, and a screen to show it on, for it has no headless mode. */
export const findWebKit = () => {
  const browser = find('MINIBROWSER_PATH', ['MiniBrowser'], libraries());
  const driver = find('', ['WebKitWebDriver']);
  const screen = find('', ['Xvfb']);
  return browser && driver && screen ? { browser, driver, screen } : undefined;
};

/** Each engine: how it is found, Debian's packages that bring it, and the variable that says where it is. */
export const ENGINES = [
  {
    engine: 'chromium',
    name: 'Chromium',
    find: findChromium,
    packages: ['chromium'],
    variable: 'CHROME_PATH',
  },
  {
    engine: 'firefox',
    name: 'Firefox',
    find: findFirefox,
    packages: ['firefox-esr'],
    variable: 'FIREFOX_PATH',
  },
  {
    engine: 'webkit',
    name: 'WebKitGTK',
    find: findWebKit,
    packages: ['webkit2gtk-driver', 'xvfb'],
    variable: 'MINIBROWSER_PATH',
  },
];

/** What is missing and what to do, a line for each engine that is not here. */
export const missingEngines = () =>
  ENGINES.filter(({ find }) => !find()).map(({ engine, name, packages, variable }) => ({
    engine,
    line: process.env[variable]
      ? `${name} not found: ${variable} names no program that can be run (${process.env[variable]}).`
      : `${name} not found: run \`npm run browsers\`, or install it (on Debian: apt-get install ${packages.join(' ')}), or say where it is with ${variable}.`,
  }));
