/**
 * The documentation as a site: `npm run site` makes it into `site/`, `npm start` serves it at `/docs/`. It loads nothing
 * from elsewhere, and its search works without a network.
 */
import { defineConfig } from 'vitepress';
import { anchorOf } from './anchor.mjs';
import { tryIt } from './examples.mjs';
import { DOORS, PAGES } from './pages.mjs';

const API = {
  text: 'API reference',
  items: DOORS.map((door) => ({
    text: door === 'index' ? 'ethogram' : `ethogram/${door}`,
    link: door === 'index' ? '/api/' : `/api/${door}`,
  })),
};

export default defineConfig({
  title: 'Ethogram',
  description: 'Behavioural segmentation in the visitor’s own browser.',
  lang: 'en',
  base: '/docs/',
  outDir: '../site',
  cacheDir: '../.cache/vitepress',
  vite: { build: { chunkSizeWarningLimit: 4000 } },
  markdown: {
    anchor: { slugify: anchorOf },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config: (md) => {
      // the corner of a table is no header: screen readers would read out nothing
      md.core.ruler.push('corners', ({ tokens }) => {
        for (const [place, { type }] of tokens.entries())
          if (type === 'th_open' && !tokens[place + 1].content)
            for (const tag of [tokens[place], tokens[place + 2]]) tag.tag = 'td';
      });
      // two braces in a sample are the sample's own
      const code = md.renderer.rules.code_inline;
      md.renderer.rules.code_inline = (tokens, place, ...rest) => {
        tokens[place].attrSet('v-pre', '');
        return code(tokens, place, ...rest);
      };
      tryIt(md);
    },
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: { level: [2, 3] },
    nav: [
      { text: 'Start', link: '/start' },
      { text: 'Segments', link: '/segments' },
      { text: 'Recipes', link: '/recipes' },
      { text: 'API', link: '/api/' },
      // beside this site, from any depth of it
      { text: 'Playground', link: '../../examples/playground/', target: '_self' },
      { text: 'Demo', link: '../../examples/shop/', target: '_self' },
    ],
    sidebar: [
      ...PAGES.map(({ text, pages }) => ({
        text,
        items: pages.map(([page, title]) => ({ text: title, link: `/${page}` })),
      })),
      API,
    ],
  },
});
