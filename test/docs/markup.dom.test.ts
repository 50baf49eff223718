/** Markup, styles and components in README and docs: they parse, and no attribute of ours is made up. */
import { readdirSync, readFileSync } from 'node:fs';
import { compile as compileSvelte } from 'svelte/compiler';
import { expect, test } from 'vitest';
import { parse as parseVue } from 'vue/compiler-sfc';
import { inLanguage, PAGES, textOf } from './samples.js';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(`src/${file}`, 'utf8'))
  .join('\n');

/** What `src/script.ts` takes out of its tag's dataset. */
const ofTheTag = /const \{([^}]*)\} = bare\(tag\?\.dataset\)/.exec(sources)?.[1] ?? '';
const tagAttributes = [...ofTheTag.matchAll(/^\s+(\w+)/gm)].map(([, name]) => `data-${name}`);
const known = new Set([...tagAttributes, ...(sources.match(/\bdata-[a-z]+(?:-[a-z]+)*/g) ?? [])]);

/** Whose name goes on: `data-track-item_id`, `data-article-topic`. */
const OPEN = /^data-(track|article)-/;

const parsed = (markup: string): Document => new DOMParser().parseFromString(markup, 'text/html');

const madeUp = (markup: string): string[] =>
  [...parsed(markup).querySelectorAll('*')]
    .flatMap((element) => [
      ...element.getAttributeNames(),
      // what a template holds is another document
      ...(element.localName === 'template' ? madeUp(element.innerHTML) : []),
    ])
    .filter((name) => name.startsWith('data-') && !OPEN.test(name) && !known.has(name));

test('the names that are known are found in the code', () => {
  expect(tagAttributes).toContain('data-definitions');
  expect(tagAttributes.length).toBeGreaterThan(8);
  for (const name of ['data-segment-show', 'data-no-track', 'data-engage']) expect(known).toContain(name);
  expect(madeUp('<p data-segment-shows="a"></p><script data-definition="a"></script>')).toEqual([
    'data-segment-shows',
    'data-definition',
  ]);
});

test.each(inLanguage('html'))('$place, html', ({ text }) => {
  expect(madeUp(text)).toEqual([]);
  const inside = [...text.matchAll(/<script type="application\/json"[^>]*>([\s\S]*?)<\/script>/g)];
  for (const [, json = ''] of inside) expect(() => JSON.parse(json)).not.toThrow();
  // each element that is opened is closed: nothing is put right by the parser
  const written = text.replace(/<script[\s\S]*?<\/script>/g, '');
  const count = (pattern: RegExp) => written.match(pattern)?.length ?? 0;
  const names = [...parsed(written).querySelectorAll('body *')].map(({ localName }) => localName);
  for (const name of new Set(names))
    if (!/^(img|br|input|meta|link|hr)$/.test(name))
      expect(count(new RegExp(`<${name}[ >]`, 'g')), name).toBe(count(new RegExp(`</${name}>`, 'g')));
});

test('attributes that are named in the text are known', () => {
  const named = PAGES.flatMap((file) =>
    [...textOf(file).matchAll(/`[^`\n]*?\b(data-[a-z]+(?:-[a-z]+)*)[^`\n]*`/g)].map(([, name = '']) => name),
  );
  expect(named.length).toBeGreaterThan(20);
  // the name of a source, and Google's own
  const others = new Set(['data-layer', 'data-layer-helper']);
  expect(named.filter((name) => !known.has(name) && !OPEN.test(name) && !others.has(name))).toEqual([]);
});

test.each(inLanguage('css'))('$place, css', ({ text }) => {
  const style = document.head.appendChild(document.createElement('style'));
  style.textContent = text;
  const rules = [...(style.sheet?.cssRules ?? [])] as CSSStyleRule[];
  expect(rules).toHaveLength(text.match(/\{/g)?.length ?? 0);
  for (const { style } of rules) expect(style.length).toBeGreaterThan(0);
  style.remove();
});

test.each(inLanguage('vue'))('$place, vue', ({ text }) => {
  expect(parseVue(text).errors).toEqual([]);
});

test.each(inLanguage('svelte'))('$place, svelte', ({ text }) => {
  expect(compileSvelte(text, {}).warnings).toEqual([]);
});
