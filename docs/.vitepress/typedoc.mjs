/** The API reference, from the comments of what each door exports: one page a door, into `docs/api/`, which is not kept. */
import { OptionDefaults } from 'typedoc';
import { DOORS } from './pages.mjs';

export default {
  plugin: ['typedoc-plugin-markdown'],
  entryPoints: DOORS.map((door) => `../../src/${door}.ts`),
  tsconfig: '../../tsconfig.json',
  out: '../api',
  router: 'module',
  entryFileName: 'doors',
  readme: 'none',
  pageTitleTemplates: { module: ({ name }) => (name === 'index' ? 'ethogram' : `ethogram/${name}`) },
  // what recipes say of themselves
  blockTags: [...OptionDefaults.blockTags, '@when', '@then'],
  disableSources: true,
  hidePageHeader: true,
  hideBreadcrumbs: true,
  useCodeBlocks: true,
  // `npm run types` has done that
  skipErrorChecking: true,
  validation: { notExported: false },
  logLevel: 'Warn',
  treatWarningsAsErrors: true,
};
