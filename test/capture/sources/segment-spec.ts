/**
 * The calls that Segment's Ecommerce specification, version 2, gives as examples, and what becomes of them: names, keys
 * and values (segment.com/docs/connections/spec/ecommerce/v2).
 */
type Props = { readonly [key: string]: unknown };

const PLACE = {
  url: 'https://www.example.com/product/path',
  image_url: 'https://www.example.com/product/path.jpg',
};
const ID = '507f1f77bcf86cd799439011';

const MONOPOLY = {
  product_id: ID,
  sku: '45790-32',
  name: 'Monopoly: 3rd Edition',
  price: 19,
  category: 'Games',
};
const UNO = {
  product_id: '505bd76785ebb509fc183733',
  sku: '46493-32',
  name: 'Uno Card Game',
  price: 3,
  category: 'Games',
};
const OUR_MONOPOLY = {
  item_id: ID,
  sku: '45790-32',
  item_name: 'Monopoly: 3rd Edition',
  price: 19,
  item_category: 'Games',
};
const OUR_UNO = {
  item_id: '505bd76785ebb509fc183733',
  sku: '46493-32',
  item_name: 'Uno Card Game',
  price: 3,
  item_category: 'Games',
};

const SHOWN = [
  { ...MONOPOLY, ...PLACE, position: 1 },
  { ...UNO, position: 2 },
];
const OUR_SHOWN = [
  { ...OUR_MONOPOLY, index: 1 },
  { ...OUR_UNO, index: 2 },
];
const ORDERED = [
  { ...MONOPOLY, ...PLACE, quantity: 1 },
  { ...UNO, quantity: 2 },
];
const OUR_ORDERED = [
  { ...OUR_MONOPOLY, quantity: 1 },
  { ...OUR_UNO, quantity: 2 },
];

const ONE = {
  product_id: ID,
  sku: 'G-32',
  category: 'Games',
  name: 'Monopoly: 3rd Edition',
  brand: 'Hasbro',
  variant: '200 pieces',
  price: 18.99,
  quantity: 1,
  coupon: 'MAYDEALS',
  position: 3,
  ...PLACE,
};
const OUR_ONE = {
  item_id: ID,
  sku: 'G-32',
  item_category: 'Games',
  item_name: 'Monopoly: 3rd Edition',
  item_brand: 'Hasbro',
  item_variant: '200 pieces',
  price: 18.99,
  quantity: 1,
  coupon: 'MAYDEALS',
  index: 3,
};

const ORDER = '50314b8e9bcf000000000000';
const SUMS = {
  affiliation: 'Google Store',
  revenue: 25,
  shipping: 3,
  tax: 2,
  discount: 2.5,
  coupon: 'hasbros',
  currency: 'USD',
};
const OF_ORDER = { order_id: ORDER, ...SUMS, products: ORDERED };
const OUR_ORDER = { transaction_id: ORDER, ...SUMS, items: OUR_ORDERED };
const STEP = { checkout_id: ORDER, step: 2, shipping_method: 'Fedex', payment_method: 'Visa' };
const OUR_STEP = { checkout_id: ORDER, step: 2, shipping_tier: 'Fedex', payment_type: 'Visa' };
const PROMOTION = {
  promotion_id: 'promo_1',
  creative: 'top_banner_2',
  name: '75% store-wide shoe sale',
  position: 'home_banner_top',
};
const OUR_PROMOTION = {
  promotion_id: 'promo_1',
  creative_name: 'top_banner_2',
  promotion_name: '75% store-wide shoe sale',
  creative_slot: 'home_banner_top',
};
const CART = '923923929jd29jd92dj9j93fj3';
const COUPON = { order_id: ORDER, cart_id: CART, coupon_id: 'may_deals_2016' };
const OUR_COUPON = { transaction_id: ORDER, cart_id: CART, coupon: 'may_deals_2016' };
const NAMED = { coupon_name: 'May Deals 2016', discount: 23.32 };
const WISHLIST = { wishlist_id: 'skdjsidjsdkdj29j', wishlist_name: 'Loved Games' };
const { quantity: _, coupon: __, position: ___, ...SHARED } = ONE;
const { quantity: _4, coupon: _5, index: _6, ...OUR_SHARED } = OUR_ONE;
const BY_MAIL = {
  share_via: 'email',
  share_message: 'Hey, check out this item',
  recipient: 'friend@example.com',
};
const FILTERS = {
  filters: [
    { type: 'department', value: 'beauty' },
    { type: 'price', value: 'under-$25' },
  ],
  sorts: [{ type: 'price', value: 'desc' }],
};
const SOAP = {
  product_id: '507f1f77bcf86cd798439011',
  sku: '45360-32',
  name: 'Special Facial Soap',
  price: 12.6,
  position: 1,
  category: 'Beauty',
};
const BRUSH = {
  product_id: '505bd76785ebb509fc283733',
  sku: '46573-32',
  name: 'Fancy Hairbrush',
  price: 7.6,
  position: 2,
  category: 'Beauty',
};

export const SEGMENT: readonly (readonly [theirs: string, given: Props, ours: string, props: Props])[] = [
  ['Products Searched', { query: 'blue roses' }, 'search', { search_term: 'blue roses' }],
  [
    'Product List Viewed',
    { list_id: 'hot_deals_1', category: 'Deals', products: SHOWN },
    'view_item_list',
    { item_list_id: 'hot_deals_1', item_list_name: 'Deals', items: OUR_SHOWN },
  ],
  [
    'Product List Filtered',
    { list_id: 'todays_deals_may_11_2019', ...FILTERS, products: [{ ...SOAP, ...PLACE }, BRUSH] },
    'filter_items',
    {
      item_list_id: 'todays_deals_may_11_2019',
      ...FILTERS,
      filter_name: 'price',
      filter_value: 'under-$25',
      items: [
        {
          item_id: SOAP.product_id,
          sku: '45360-32',
          item_name: 'Special Facial Soap',
          price: 12.6,
          index: 1,
          item_category: 'Beauty',
        },
        {
          item_id: BRUSH.product_id,
          sku: '46573-32',
          item_name: 'Fancy Hairbrush',
          price: 7.6,
          index: 2,
          item_category: 'Beauty',
        },
      ],
    },
  ],
  ['Promotion Viewed', PROMOTION, 'view_promotion', OUR_PROMOTION],
  ['Promotion Clicked', PROMOTION, 'select_promotion', OUR_PROMOTION],
  ['Product Clicked', ONE, 'select_item', { items: [OUR_ONE] }],
  [
    'Product Viewed',
    { ...ONE, currency: 'usd', value: 18.99 },
    'view_item',
    { currency: 'USD', value: 18.99, items: [OUR_ONE] },
  ],
  [
    'Product Added',
    { cart_id: 'skdjsidjsdkdj29j', ...ONE },
    'add_to_cart',
    { cart_id: 'skdjsidjsdkdj29j', value: 18.99, items: [OUR_ONE] },
  ],
  [
    'Product Removed',
    { cart_id: 'ksjdj92dj29dj92d2j', ...ONE },
    'remove_from_cart',
    { cart_id: 'ksjdj92dj29dj92d2j', value: 18.99, items: [OUR_ONE] },
  ],
  [
    'Cart Viewed',
    { cart_id: 'd92jd29jd92jd29j92d92jd', products: SHOWN },
    'view_cart',
    { cart_id: 'd92jd29jd92jd29j92d92jd', value: 22, items: OUR_SHOWN },
  ],
  ['Checkout Started', { ...OF_ORDER, value: 30 }, 'begin_checkout', { ...OUR_ORDER, value: 30 }],
  ['Checkout Step Viewed', STEP, 'Checkout Step Viewed', OUR_STEP],
  ['Checkout Step Completed', STEP, 'Checkout Step Completed', OUR_STEP],
  [
    'Payment Info Entered',
    { checkout_id: '39f39fj39f3jf93fj9fj39fj3f', order_id: 'dkfsjidfjsdifsdfksdjfkdsfjsdfkdsf' },
    'add_payment_info',
    { checkout_id: '39f39fj39f3jf93fj9fj39fj3f', transaction_id: 'dkfsjidfjsdifsdfksdjfkdsfjsdfkdsf' },
  ],
  ['Order Updated', { ...OF_ORDER, total: 27.5 }, 'Order Updated', { ...OUR_ORDER, total: 27.5 }],
  [
    'Order Completed',
    { checkout_id: 'fksdjfsdjfisjf9sdfjsd9f', ...OF_ORDER, total: 27.5, subtotal: 22.5 },
    'purchase',
    { checkout_id: 'fksdjfsdjfisjf9sdfjsd9f', ...OUR_ORDER, total: 27.5, subtotal: 22.5, value: 25 },
  ],
  [
    'Order Refunded',
    { order_id: ORDER, total: 30, currency: 'USD', products: ORDERED },
    'refund',
    { transaction_id: ORDER, total: 30, value: 30, currency: 'USD', items: OUR_ORDERED },
  ],
  ['Order Cancelled', { ...OF_ORDER, total: 30 }, 'Order Cancelled', { ...OUR_ORDER, total: 30 }],
  ['Coupon Entered', COUPON, 'Coupon Entered', OUR_COUPON],
  ['Coupon Applied', { ...COUPON, ...NAMED }, 'apply_coupon', { ...OUR_COUPON, ...NAMED, valid: true }],
  [
    'Coupon Denied',
    { order_id: ORDER, cart_id: CART, coupon: 'may_deals_2016', reason: 'Coupon expired' },
    'apply_coupon',
    { ...OUR_COUPON, reason: 'Coupon expired', valid: false },
  ],
  ['Coupon Removed', { ...COUPON, ...NAMED }, 'Coupon Removed', { ...OUR_COUPON, ...NAMED }],
  [
    'Product Added to Wishlist',
    { ...WISHLIST, ...ONE },
    'add_to_wishlist',
    { ...WISHLIST, value: 18.99, items: [OUR_ONE] },
  ],
  [
    'Product Removed from Wishlist',
    { ...WISHLIST, ...ONE },
    'Product Removed from Wishlist',
    { ...WISHLIST, items: [OUR_ONE] },
  ],
  [
    'Wishlist Product Added to Cart',
    { ...WISHLIST, cart_id: '99j2d92j9dj29dj29d2d', ...ONE },
    'add_to_cart',
    { ...WISHLIST, cart_id: '99j2d92j9dj29dj29d2d', value: 18.99, items: [OUR_ONE] },
  ],
  [
    'Product Shared',
    { ...BY_MAIL, ...SHARED },
    'share',
    { method: 'email', content_type: 'product', item_id: ID, items: [OUR_SHARED] },
  ],
  [
    'Cart Shared',
    {
      ...BY_MAIL,
      cart_id: 'd92jd29jd92jd29j92d92jd',
      products: [{ product_id: ID }, { product_id: UNO.product_id }],
    },
    'share',
    {
      method: 'email',
      content_type: 'cart',
      cart_id: 'd92jd29jd92jd29j92d92jd',
      items: [{ item_id: ID }, { item_id: UNO.product_id }],
    },
  ],
  [
    'Product Reviewed',
    { product_id: ID, review_id: 'kdfjrj39fj39jf3', review_body: 'I love this product', rating: '5' },
    'review_sent',
    { review_id: 'kdfjrj39fj39jf3', score: 5, items: [{ item_id: ID }] },
  ],
];
