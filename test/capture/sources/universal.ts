/**
 * The older form, Universal Analytics' enhanced ecommerce, as pushed onto the data layer, and what becomes of it
 * (developers.google.com/analytics/devguides/collection/ua/gtm/enhanced-ecommerce).
 */
const SHIRT = {
  name: 'Triblend Android T-Shirt',
  id: '12345',
  price: '15.25',
  brand: 'Google',
  category: 'Apparel',
  variant: 'Gray',
};
const DONUT = {
  name: 'Donut Friday Scented T-Shirt',
  id: '67890',
  price: '33.75',
  brand: 'Google',
  category: 'Apparel',
  variant: 'Black',
};
const OUR_SHIRT = {
  item_name: 'Triblend Android T-Shirt',
  item_id: '12345',
  price: 15.25,
  item_brand: 'Google',
  item_category: 'Apparel',
  item_variant: 'Gray',
};
const OUR_DONUT = {
  item_name: 'Donut Friday Scented T-Shirt',
  item_id: '67890',
  price: 33.75,
  item_brand: 'Google',
  item_category: 'Apparel',
  item_variant: 'Black',
};

export const UNIVERSAL: readonly (readonly [
  push: object,
  ...events: readonly (readonly [string, object])[],
])[] = [
  [
    {
      ecommerce: {
        currencyCode: 'EUR',
        impressions: [
          { ...SHIRT, list: 'Search Results', position: 1 },
          { ...DONUT, list: 'Search Results', position: 2 },
        ],
      },
    },
    [
      'view_item_list',
      {
        item_list_name: 'Search Results',
        items: [
          { ...OUR_SHIRT, item_list_name: 'Search Results', index: 1 },
          { ...OUR_DONUT, item_list_name: 'Search Results', index: 2 },
        ],
      },
    ],
  ],
  [
    {
      event: 'productClick',
      ecommerce: {
        click: { actionField: { list: 'Search Results' }, products: [{ ...SHIRT, position: 1 }] },
      },
      eventCallback: () => undefined,
    },
    ['select_item', { item_list_name: 'Search Results', items: [{ ...OUR_SHIRT, index: 1 }] }],
  ],
  [
    { ecommerce: { detail: { actionField: { list: 'Apparel Gallery' }, products: [SHIRT] } } },
    ['view_item', { item_list_name: 'Apparel Gallery', value: 15.25, items: [OUR_SHIRT] }],
  ],
  [
    {
      event: 'addToCart',
      ecommerce: { currencyCode: 'EUR', add: { products: [{ ...SHIRT, quantity: 1 }] } },
    },
    ['add_to_cart', { currency: 'EUR', value: 15.25, items: [{ ...OUR_SHIRT, quantity: 1 }] }],
  ],
  [
    { event: 'removeFromCart', ecommerce: { remove: { products: [{ ...SHIRT, quantity: 1 }] } } },
    ['remove_from_cart', { value: 15.25, items: [{ ...OUR_SHIRT, quantity: 1 }] }],
  ],
  [
    {
      ecommerce: {
        promoView: {
          promotions: [
            { id: 'JUNE_PROMO13', name: 'June Sale', creative: 'banner1', position: 'slot1' },
            { id: 'FREE_SHIP13', name: 'Free Shipping Promo', creative: 'skyscraper1', position: 'slot2' },
          ],
        },
      },
    },
    [
      'view_promotion',
      {
        promotion_id: 'JUNE_PROMO13',
        promotion_name: 'June Sale',
        creative_name: 'banner1',
        creative_slot: 'slot1',
      },
    ],
    [
      'view_promotion',
      {
        promotion_id: 'FREE_SHIP13',
        promotion_name: 'Free Shipping Promo',
        creative_name: 'skyscraper1',
        creative_slot: 'slot2',
      },
    ],
  ],
  [
    {
      event: 'promotionClick',
      ecommerce: {
        promoClick: {
          promotions: [{ id: 'JUNE_PROMO13', name: 'June Sale', creative: 'banner1', position: 'slot1' }],
        },
      },
    },
    [
      'select_promotion',
      {
        promotion_id: 'JUNE_PROMO13',
        promotion_name: 'June Sale',
        creative_name: 'banner1',
        creative_slot: 'slot1',
      },
    ],
  ],
  [
    {
      event: 'checkout',
      ecommerce: {
        checkout: { actionField: { step: 1, option: 'Visa' }, products: [{ ...SHIRT, quantity: 1 }] },
      },
    },
    [
      'begin_checkout',
      { checkout_step: 1, checkout_option: 'Visa', value: 15.25, items: [{ ...OUR_SHIRT, quantity: 1 }] },
    ],
  ],
  [
    { event: 'checkout', ecommerce: { checkout: { actionField: { step: 2 } } } },
    ['checkout_progress', { checkout_step: 2 }],
  ],
  [
    {
      event: 'checkoutOption',
      ecommerce: { checkout_option: { actionField: { step: 2, option: 'FedEx' } } },
    },
    ['set_checkout_option', { checkout_step: 2, checkout_option: 'FedEx' }],
  ],
  [
    {
      ecommerce: {
        purchase: {
          actionField: {
            id: 'T12345',
            affiliation: 'Online Store',
            revenue: '35.43',
            tax: '4.90',
            shipping: '5.99',
            coupon: 'SUMMER_SALE',
          },
          products: [
            { ...SHIRT, quantity: 1, coupon: '' },
            { ...DONUT, quantity: 1 },
          ],
        },
      },
    },
    [
      'purchase',
      {
        transaction_id: 'T12345',
        affiliation: 'Online Store',
        revenue: '35.43',
        value: 35.43,
        tax: 4.9,
        shipping: 5.99,
        coupon: 'SUMMER_SALE',
        items: [
          { ...OUR_SHIRT, quantity: 1, coupon: '' },
          { ...OUR_DONUT, quantity: 1 },
        ],
      },
    ],
  ],
  [{ ecommerce: { refund: { actionField: { id: 'T12345' } } } }, ['refund', { transaction_id: 'T12345' }]],
  [
    {
      ecommerce: {
        refund: {
          actionField: { id: 'T12345' },
          products: [
            { id: 'P4567', quantity: 1 },
            { id: 'P8901', quantity: 2 },
          ],
        },
      },
    },
    [
      'refund',
      {
        transaction_id: 'T12345',
        items: [
          { item_id: 'P4567', quantity: 1 },
          { item_id: 'P8901', quantity: 2 },
        ],
      },
    ],
  ],
];
