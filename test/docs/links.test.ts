/** No dead link: files and titles that are linked are there; addresses elsewhere are whole. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { anchorOf } from '../../docs/.vitepress/anchor.mjs';
import { PAGES as ORDER } from '../../docs/.vitepress/pages.mjs';
import { PAGES } from './samples.js';

const FILES = [...PAGES, 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];

/** Without what is code: a link in there is none. */
const prose = (file: string) =>
  readFileSync(file, 'utf8')
    .replace(/^```[\s\S]*?^```$/gm, '')
    .replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]()"]/g, ' '));

const linksOf = (file: string): string[] => [
  ...[...prose(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link),
  ...[...prose(file).matchAll(/(?:src|srcset|href)="([^"]+)"/g)].map(([, link = '']) => link),
];

const anchorsOf = (file: string): ReadonlySet<string> => {
  const seen = new Map<string, number>();
  const titles = readFileSync(file, 'utf8')
    .replace(/^```[\s\S]*?^```$/gm, '')
    .matchAll(/^#{1,6} (.*)$/gm);
  return new Set(
    [...titles].map(([, title = '']) => {
      const anchor = anchorOf(title.replace(/[`*]/g, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1'));
      const before = seen.get(anchor) ?? 0;
      seen.set(anchor, before + 1);
      return before ? `${anchor}-${before}` : anchor;
    }),
  );
};

const isDead = (file: string, link: string): boolean => {
  const [path = '', anchor] = link.split('#');
  const target = path ? join(dirname(file), path) : file;
  if (!existsSync(target)) return true;
  return anchor !== undefined && !anchorsOf(target).has(anchor);
};

const isElsewhere = (link: string) => /^[a-z]+:/.test(link);

test.each(FILES)('%s links to what is there', (file) => {
  const dead = linksOf(file).filter((link) => !isElsewhere(link) && isDead(file, link));
  expect(dead).toEqual([]);
});

test('what is dead is found', () => {
  expect(linksOf('README.md').length).toBeGreaterThan(8);
  expect(isDead('README.md', 'docs/nothing.md')).toBe(true);
  expect(isDead('README.md', 'docs/segments.md#nothing')).toBe(true);
  expect(isDead('README.md', 'docs/segments.md#the-file')).toBe(false);
});

test('pages of the site link within the site', () => {
  for (const file of PAGES.filter((page) => page.startsWith('docs/')))
    expect(linksOf(file).filter((link) => link.startsWith('..'))).toEqual([]);
});

test('addresses elsewhere are whole, and by https', () => {
  const all = FILES.flatMap((file) =>
    linksOf(file)
      .filter(isElsewhere)
      .map((link) => ({ file, link })),
  );
  expect(all.length).toBeGreaterThan(5);
  expect(all.filter(({ link }) => !URL.canParse(link) || new URL(link).protocol !== 'https:')).toEqual([]);
});

test('every page has its place in the site, and every place its page', () => {
  const placed = ORDER.flatMap(({ pages }) => pages.map(([page]) => `docs/${page}.md`));
  expect(placed.sort()).toEqual(PAGES.filter((page) => /^docs\/(?!index)/.test(page)).sort());
});
