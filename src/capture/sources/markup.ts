import { isObject, type Json } from '../../base/json.js';
import { isPrivate } from '../element.js';
import { plain } from './plain.js';
import type { Node } from './schema-org.js';

const all = (selector: string): Element[] =>
  [...document.querySelectorAll(selector)].filter((one) => !isPrivate(one));

/** The nodes of a block, whose lists and graphs they may stand in. */
const flat = (value: Json | undefined): Node[] => {
  if (Array.isArray(value)) return value.flatMap(flat);
  if (!isObject(value)) return [];
  const node = value as Node;
  return [node, ...flat(node['@graph']), ...flat(node.mainEntity)];
};

/** Every block of JSON-LD that is one. What is told of a thing by its `@id` alone is looked up. */
const readJsonLd = (): Node[] => {
  const found = all('script[type^="application/ld+json" i]').flatMap(({ textContent }) => {
    try {
      return flat(plain(JSON.parse(textContent ?? '')));
    } catch {
      return [];
    }
  });
  const named = new Map(
    found.filter((node) => Object.keys(node).length > 1).map((node) => [node['@id'], node]),
  );
  const whole = (value: Json): Json =>
    (isObject(value) && Object.keys(value).length === 1 && named.get((value as Node)['@id'])) || value;
  return found.map((node) =>
    Object.fromEntries(
      Object.entries(node).map(([key, value]) => [
        key,
        Array.isArray(value) ? value.map(whole) : whole(value),
      ]),
    ),
  );
};

/** What an element with `itemprop` says. */
const saidBy = (element: Element): Json => {
  if (element.hasAttribute('itemscope')) return nodeOf(element);
  for (const name of ['content', 'datetime', 'value', 'href', 'src']) {
    const value = element.getAttribute(name);
    if (value !== null)
      return name === 'href' || name === 'src' ? new URL(value, document.baseURI).href : value;
  }
  return (element.textContent ?? '').trim();
};

/** An element with `itemscope`, as if it were JSON-LD. */
const nodeOf = (scope: Element): Node => {
  const node: { [key: string]: Json } = { '@type': scope.getAttribute('itemtype') ?? '' };
  for (const element of scope.querySelectorAll('[itemprop]')) {
    if (element.parentElement?.closest('[itemscope]') !== scope) continue;
    for (const name of (element.getAttribute('itemprop') ?? '').split(/\s+/)) {
      const before = Object.hasOwn(node, name) ? node[name] : undefined;
      if (name === '' || name === '__proto__') continue;
      const value = saidBy(element);
      node[name] =
        before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value];
    }
  }
  return node;
};

const readMicrodata = (): Node[] =>
  all('[itemscope][itemtype*="schema.org" i]:not([itemprop])').map((scope) => {
    try {
      return nodeOf(scope);
    } catch {
      return {};
    }
  });

/** Open Graph, as if it were JSON-LD. */
const readOpenGraph = (): Node[] => {
  const values = (property: string) =>
    all(`meta[property="${property}"]`).flatMap((meta) => meta.getAttribute('content') || []);
  const value = (...properties: string[]) => properties.flatMap(values)[0] ?? null;
  const type = value('og:type');
  if (/product/i.test(String(type)))
    return [
      {
        '@type': 'Product',
        sku: value('product:retailer_item_id') ?? '',
        name: value('og:title'),
        brand: value('product:brand'),
        category: value('product:category'),
        offers: {
          price: value('product:price:amount', 'og:price:amount', 'product:sale_price:amount') ?? '',
          priceCurrency: value('product:price:currency', 'og:price:currency') ?? '',
        },
      },
    ];
  if (type !== 'article') return [];
  const authors = values('article:author').filter((author) => !/^https?:/.test(author));
  return [
    {
      '@type': 'Article',
      headline: value('og:title'),
      articleSection: values('article:section'),
      keywords: values('article:tag'),
      author: authors,
    },
  ];
};

/** What the page says of itself, in each of three ways; the most exact one first. */
export const readMarkup = (): readonly (readonly Node[])[] => [
  readJsonLd(),
  readMicrodata(),
  readOpenGraph(),
];
