/** The site's pages in the order in which one reads them; a page that is not here is not found by who reads. */

/** @type {readonly { readonly text: string, readonly pages: readonly (readonly [page: string, title: string])[] }[]} */
export const PAGES = [
  {
    text: 'Begin',
    pages: [
      ['start', 'Start'],
      ['concepts', 'How it thinks'],
      ['page', 'On the page'],
      ['bindings', 'React, Vue, Svelte'],
    ],
  },
  {
    text: 'Say who is who',
    pages: [
      ['segments', 'The segment language'],
      ['recipes', 'Recipes'],
      ['plays', 'Plays'],
      ['coming-from', 'Coming from GA4 or Segment'],
    ],
  },
  {
    text: 'Hear what happens',
    pages: [
      ['events', 'Events'],
      ['capture', 'What is captured by itself'],
      ['identity', 'Who it is, in which visit'],
      ['sources', 'What a page says already'],
    ],
  },
  {
    text: 'See why, test, pass on',
    pages: [
      ['inspector', 'The inspector'],
      ['server', 'On a server'],
      ['testing', 'Testing'],
      ['ways-out', 'Ways out'],
    ],
  },
  {
    text: 'Trust',
    pages: [
      ['privacy', 'What is kept of an event'],
      ['notice', 'What is stored, and a notice'],
      ['consent', 'Consent'],
      ['security', 'Security'],
      ['reliability', 'What is kept, measured'],
      ['performance', 'What it costs the page'],
    ],
  },
  {
    text: 'Decide',
    pages: [
      ['origins-and-devices', 'Several origins and devices'],
      ['comparison', 'Beside other tools'],
      ['uninstalling', 'Uninstalling'],
    ],
  },
];

/** The package's doors, each with a page of the API reference: `src/DOOR.ts`. */
export const DOORS = [
  'index',
  'engine',
  'define',
  'schema',
  'events',
  'recipes',
  'plays',
  'consent',
  'sinks',
  'inspect',
  'testing',
  'react',
  'vue',
  'svelte',
];
