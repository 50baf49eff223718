import { beforeEach, describe, expect, test } from 'vitest';
import { readStructuredData } from '../../../src/capture/sources/structured-data.js';
import { misfitsOf } from '../../../src/event/schema.js';
import { createHost, type Heard } from './host.js';

beforeEach(() => {
  document.head.innerHTML = '';
  document.body.innerHTML = '';
  history.replaceState(null, '', '/lamps/curlew');
});

const here = () => location.href;

const ld = (...blocks: unknown[]) => {
  for (const block of blocks) {
    const script = document.createElement('script');
    script.type = 'application/ld+json';
    script.textContent = typeof block === 'string' ? block : JSON.stringify(block);
    document.head.append(script);
  }
};

const read = (): Heard[] => {
  const { host, heard } = createHost();
  readStructuredData(host).read();
  for (const [name, props] of heard) expect(misfitsOf(name, props)).toEqual([]);
  return heard;
};

const LAMP = {
  '@context': 'https://schema.org',
  '@type': 'Product',
  name: 'Curlew',
  sku: 'curlew',
  brand: { '@type': 'Brand', name: 'Meadow' },
  category: 'Home > Lamps',
  aggregateRating: { '@type': 'AggregateRating', ratingValue: '4.4', reviewCount: '89' },
  offers: { '@type': 'Offer', price: '219.00', priceCurrency: 'EUR' },
};
const VIEW = [
  'view_item',
  {
    currency: 'EUR',
    value: 219,
    rating: 4.4,
    review_count: 89,
    items: [
      {
        item_id: 'curlew',
        item_name: 'Curlew',
        item_brand: 'Meadow',
        item_category: 'Home',
        item_category2: 'Lamps',
        price: 219,
      },
    ],
  },
];

describe('a product in JSON-LD', () => {
  test.each<[string, unknown[]]>([
    ['alone', [LAMP]],
    ['in a list', [[{ '@type': 'WebSite' }, LAMP]]],
    ['in a graph', [{ '@context': 'https://schema.org', '@graph': [{ '@type': 'WebPage' }, LAMP] }]],
    ['as what a page is about', [{ '@type': 'ItemPage', mainEntity: LAMP }]],
    ['with a type by its address', [{ ...LAMP, '@type': 'https://schema.org/Product' }]],
    ['with several types', [{ ...LAMP, '@type': ['Product', 'Vehicle'] }]],
    ['beside blocks that are broken', ['{ "@type": "Product", ', LAMP, '<!-- -->', 'null', '7', '[[]]']],
    [
      'with an offer told elsewhere',
      [
        {
          '@graph': [
            { ...LAMP, offers: { '@id': '#o' } },
            { '@id': '#o', ...LAMP.offers },
          ],
        },
      ],
    ],
    [
      'with lists of one',
      [{ ...LAMP, offers: [LAMP.offers], brand: [LAMP.brand], category: ['Home > Lamps'] }],
    ],
  ])('%s', (_, blocks) => {
    ld(...blocks);
    expect(read()).toEqual([VIEW]);
  });

  test.each<[string, object, number | undefined]>([
    ['a number', { price: 1299 }, 1299],
    ['a text', { price: '1299.00' }, 1299],
    ['with separators', { price: '1,299.00 €' }, 1299],
    ['as in Poland', { price: '1.299,50' }, 1299.5],
    ['of several offers', { '@type': 'AggregateOffer', lowPrice: '12.50', highPrice: 90 }, 12.5],
    ['as WooCommerce has it', { priceSpecification: [{ price: '18.00', priceCurrency: 'EUR' }] }, 18],
    ['as a word', { price: 'on request' }, undefined],
    ['not told', {}, undefined],
  ])('its price: %s', (_, offer, price) => {
    ld({ ...LAMP, offers: { priceCurrency: 'EUR', ...offer } });
    expect(read().map(([, props]) => (props as { value?: number }).value)).toEqual([price]);
  });

  test('a group: the variant of this address, else the cheapest', () => {
    const variant = (colour: string, price: string, url: string) => ({
      '@type': 'Product',
      name: `Curlew, ${colour}`,
      sku: `curlew-${colour}`,
      offers: { '@type': 'Offer', price, priceCurrency: 'EUR', url },
    });
    const group = {
      '@type': 'ProductGroup',
      name: 'Curlew',
      productGroupID: 'C1',
      hasVariant: [
        variant('red', '30', `${location.origin}/x`),
        variant('blue', '20', `${here()}?variant=2`),
      ],
    };
    ld(group);
    expect(read()).toMatchObject([
      ['view_item', { value: 20, items: [{ item_id: 'C1', item_name: 'Curlew' }] }],
    ]);
    history.replaceState(null, '', '/x');
    expect(read()).toMatchObject([
      [
        'view_item',
        { value: 30, items: [{ item_id: 'curlew-red', item_name: 'Curlew', item_variant: 'Curlew, red' }] },
      ],
    ]);
  });

  test('of several the one of this address; a mere list is no view', () => {
    const other = { ...LAMP, name: 'Snipe', sku: 'snipe', url: `${location.origin}/lamps/snipe` };
    ld(other, { ...other, sku: 'third' });
    expect(read()).toEqual([]);
    ld({ ...LAMP, url: here() });
    expect(read()).toEqual([VIEW]);
  });

  test('what leads to it is its category where it names none', () => {
    const crumb = (position: number, name: string, path: string) => ({
      '@type': 'ListItem',
      position,
      item: { '@id': `${location.origin}${path}`, name },
    });
    const { category: _, ...plainLamp } = LAMP;
    ld(plainLamp, {
      '@type': 'BreadcrumbList',
      itemListElement: [
        crumb(3, 'Curlew', '/lamps/curlew'),
        crumb(1, 'Start', '/'),
        crumb(2, 'Lamps', '/lamps'),
      ],
    });
    expect(read()).toMatchObject([['view_item', { items: [{ item_category: 'Lamps' }] }]]);
  });
});

describe('an article', () => {
  const ARTICLE = [
    'article_view',
    {
      article_id: '/lamps/curlew',
      article_topic: 'Birds',
      article_tags: ['waders', 'meadows'],
      article_author: 'Ann Kestrel, Bo Finch',
    },
  ];
  test.each(['Article', 'BlogPosting', 'NewsArticle', 'TechArticle'])('%s', (type) => {
    ld({
      '@type': type,
      headline: 'The curlew',
      articleSection: ['Birds'],
      keywords: 'waders, meadows',
      author: [{ '@type': 'Person', name: 'Ann Kestrel' }, 'Bo Finch'],
    });
    expect(read()).toEqual([ARTICLE]);
  });

  test('whose author is told elsewhere', () => {
    ld({
      '@graph': [
        {
          '@type': 'Article',
          articleSection: 'Birds',
          keywords: ['waders', 'meadows'],
          author: { '@id': '#ann' },
        },
        { '@type': 'Person', '@id': '#ann', name: 'Ann Kestrel, Bo Finch' },
      ],
    });
    expect(read()).toEqual([ARTICLE]);
  });
});

describe('other markup', () => {
  test('microdata', () => {
    document.body.innerHTML = `
      <div itemscope itemtype="https://schema.org/Product">
        <h1 itemprop="name"> Curlew </h1>
        <meta itemprop="sku" content="curlew"><meta itemprop="category" content="Home > Lamps">
        <p itemprop="brand" itemscope itemtype="https://schema.org/Brand"><b itemprop="name">Meadow</b></p>
        <p itemprop="aggregateRating" itemscope itemtype="https://schema.org/AggregateRating">
          <b itemprop="ratingValue">4.4</b> of 5, by <i itemprop="reviewCount">89</i></p>
        <p itemprop="offers" itemscope itemtype="https://schema.org/Offer">
          <data itemprop="price" value="219.00">219 €</data><meta itemprop="priceCurrency" content="EUR"></p>
        <form><input name="itemprop"></form>
      </div>`;
    expect(read()).toEqual([VIEW]);
  });

  test('Open Graph', () => {
    document.head.innerHTML = `
      <meta property="og:type" content="product"><meta property="og:title" content="Curlew">
      <meta property="product:retailer_item_id" content="curlew"><meta property="product:brand" content="Meadow">
      <meta property="product:category" content="Home > Lamps">
      <meta property="product:price:amount" content="219.00"><meta property="product:price:currency" content="EUR">`;
    const { rating: _, review_count: __, ...view } = VIEW[1] as Record<string, unknown>;
    expect(read()).toEqual([['view_item', view]]);
    document.head.innerHTML = `
      <meta property="og:type" content="article"><meta property="article:section" content="Birds">
      <meta property="article:tag" content="waders"><meta property="article:tag" content="meadows">
      <meta property="article:author" content="https://example.com/ann"><meta property="article:author" content="Ann">`;
    expect(read()).toEqual([
      [
        'article_view',
        {
          article_id: '/lamps/curlew',
          article_topic: 'Birds',
          article_tags: ['waders', 'meadows'],
          article_author: 'Ann',
        },
      ],
    ]);
  });

  test('the most exact way counts', () => {
    ld(LAMP);
    document.head.insertAdjacentHTML('beforeend', '<meta property="og:type" content="product">');
    expect(read()).toEqual([VIEW]);
  });

  test('a page that says nothing, and what lies in data-no-track', () => {
    expect(read()).toEqual([]);
    document.body.innerHTML = `<div data-no-track><script type="application/ld+json">${JSON.stringify(LAMP)}</script>
      <div itemscope itemtype="https://schema.org/Product"><b itemprop="name">X</b></div></div>`;
    expect(read()).toEqual([]);
  });
});

describe('views', () => {
  test('once for each; what an app leaves there of the last page is no view of the next', () => {
    const { host, heard } = createHost();
    const reader = readStructuredData(host);
    const names = () => {
      for (let beat = 0; beat < 3; beat++) reader.read();
      return heard.splice(0).map(([, props]) => (props as { items: [{ item_id: string }] }).items[0].item_id);
    };
    ld(LAMP);
    expect(names()).toEqual(['curlew']);
    history.pushState(null, '', '/lamps/snipe');
    reader.turn?.();
    expect(names()).toEqual([]);
    document.head.innerHTML = '';
    ld({ ...LAMP, sku: 'snipe' });
    expect(names()).toEqual(['snipe']);
    // the same page again, as out of the back/forward cache
    reader.turn?.();
    expect(names()).toEqual(['snipe']);
    history.pushState(null, '', '/');
    reader.turn?.();
    document.head.innerHTML = '';
    expect(names()).toEqual([]);
    history.pushState(null, '', '/lamps/snipe');
    reader.turn?.();
    ld({ ...LAMP, sku: 'snipe' });
    expect(names()).toEqual(['snipe']);
  });

  test('what comes late is waited for, but not for ever', () => {
    const { host, heard } = createHost();
    const reader = readStructuredData(host);
    for (let beat = 0; beat < 19; beat++) reader.read();
    ld(LAMP);
    reader.read();
    expect(heard).toHaveLength(1);
    document.head.innerHTML = '';
    history.pushState(null, '', '/next');
    reader.turn?.();
    for (let beat = 0; beat < 20; beat++) reader.read();
    ld({ ...LAMP, sku: 'late' });
    reader.read();
    expect(heard).toHaveLength(1);
  });
});
