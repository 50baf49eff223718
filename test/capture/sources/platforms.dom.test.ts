/** What shops and blogs of common platforms write into their pages. */
import { beforeEach, describe, expect, test } from 'vitest';
import { captureDeclared } from '../../../src/capture/declarative.js';
import { readStructuredData } from '../../../src/capture/sources/structured-data.js';
import { createHost } from './host.js';

const read = (block: object) => {
  document.head.innerHTML = `<script type="application/ld+json">${JSON.stringify(block)}</script>`;
  const { host, heard } = createHost();
  readStructuredData(host).read();
  return heard;
};

const site = location.origin;

beforeEach(() => history.replaceState(null, '', '/products/curlew?variant=41'));

describe('Shopify', () => {
  const variant = (id: number, colour: string, price: string) => ({
    '@id': `/products/curlew?variant=${id}#variant`,
    '@type': 'Product',
    name: `Curlew - ${colour}`,
    sku: `C-${colour}`,
    offers: {
      '@id': `/products/curlew?variant=${id}#offer`,
      '@type': 'Offer',
      availability: 'http://schema.org/InStock',
      price,
      priceCurrency: 'EUR',
      url: `${site}/products/curlew?variant=${id}`,
    },
  });

  test('a product with variants, by the filter structured_data', () => {
    expect(
      read({
        '@context': 'http://schema.org/',
        '@id': '/products/curlew#product',
        '@type': 'ProductGroup',
        brand: { '@type': 'Brand', name: 'Meadow' },
        category: 'Lamps',
        hasVariant: [variant(40, 'Red', '29.00'), variant(41, 'Blue', '31.00')],
        name: 'Curlew',
        productGroupID: '7000',
        url: `${site}/products/curlew`,
      }),
    ).toEqual([
      [
        'view_item',
        {
          currency: 'EUR',
          value: 31,
          items: [
            {
              item_id: 'C-Blue',
              item_name: 'Curlew',
              item_brand: 'Meadow',
              item_category: 'Lamps',
              item_variant: 'Curlew - Blue',
              price: 31,
            },
          ],
        },
      ],
    ]);
  });

  test('the cart, by an attribute of the form', () => {
    const told: [string, unknown][] = [];
    const undo = captureDeclared((name, props) => told.push([name, props]));
    document.body.innerHTML =
      '<form action="/cart/add" data-track="add_to_cart" data-track-item_id="C-Blue"><input name="id" value="41"></form>';
    document.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true }));
    undo();
    expect(told).toEqual([['add_to_cart', { item_id: 'C-Blue' }]]);
  });
});

test('WooCommerce: a graph with breadcrumbs, and the price in a specification', () => {
  const crumb = (position: number, name: string, path: string) => ({
    '@type': 'ListItem',
    position,
    item: { name, '@id': `${site}${path}` },
  });
  expect(
    read({
      '@context': 'https://schema.org/',
      '@graph': [
        {
          '@type': 'BreadcrumbList',
          itemListElement: [
            crumb(1, 'Home', ''),
            crumb(2, 'Lamps', '/lamps/'),
            crumb(3, 'Curlew', '/products/curlew'),
          ],
        },
        {
          '@type': 'Product',
          '@id': `${site}/products/curlew/#product`,
          name: 'Curlew',
          sku: 'C-1',
          offers: [
            {
              '@type': 'Offer',
              priceSpecification: [
                {
                  '@type': 'UnitPriceSpecification',
                  price: '18.00',
                  priceCurrency: 'GBP',
                  valueAddedTaxIncluded: false,
                },
              ],
              availability: 'http://schema.org/InStock',
            },
          ],
          aggregateRating: { '@type': 'AggregateRating', ratingValue: '5.00', reviewCount: 2 },
        },
      ],
    }),
  ).toEqual([
    [
      'view_item',
      {
        currency: 'GBP',
        value: 18,
        rating: 5,
        review_count: 2,
        items: [{ item_id: 'C-1', item_name: 'Curlew', item_category: 'Lamps', price: 18 }],
      },
    ],
  ]);
});

test('WordPress: an article in a graph, its author told elsewhere', () => {
  history.replaceState(null, '', '/2026/the-curlew/');
  const address = `${site}/2026/the-curlew/`;
  expect(
    read({
      '@context': 'https://schema.org',
      '@graph': [
        {
          '@type': 'Article',
          '@id': `${address}#article`,
          isPartOf: { '@id': address },
          author: { name: 'Ann Kestrel', '@id': `${site}/#/schema/person/1` },
          headline: 'The curlew',
          mainEntityOfPage: { '@id': address },
          keywords: ['waders'],
          articleSection: ['Birds', 'Meadows'],
        },
        { '@type': 'WebPage', '@id': address, breadcrumb: { '@id': `${address}#breadcrumb` } },
        { '@type': 'Person', '@id': `${site}/#/schema/person/1`, name: 'Ann Kestrel' },
      ],
    }),
  ).toEqual([
    [
      'article_view',
      {
        article_id: '/2026/the-curlew/',
        article_topic: 'Birds',
        article_tags: ['waders'],
        article_author: 'Ann Kestrel',
      },
    ],
  ]);
});
