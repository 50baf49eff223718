/**
 * The payloads that GA4's documentation of ecommerce gives as examples: names, keys and values
 * (developers.google.com/analytics/devguides/collection/ga4/ecommerce).
 */
const TEE = {
  item_id: 'SKU_12345',
  item_name: 'Stan and Friends Tee',
  affiliation: 'Google Merchandise Store',
  coupon: 'SUMMER_FUN',
  discount: 2.22,
  index: 0,
  item_brand: 'Google',
  item_category: 'Apparel',
  item_category2: 'Adult',
  item_category3: 'Shirts',
  item_category4: 'Crew',
  item_category5: 'Short sleeve',
  item_list_id: 'related_products',
  item_list_name: 'Related Products',
  item_variant: 'green',
  location_id: 'ChIJIQBpAG2ahYAR_6128GcTUEo',
  price: 10.01,
  google_business_vertical: 'retail',
  quantity: 3,
};

const GREY_TEE = {
  ...TEE,
  item_id: 'SKU_12346',
  item_name: "Google Grey Women's Tee",
  discount: 3.33,
  index: 1,
  item_variant: 'gray',
  price: 21.01,
  promotion_id: 'P_12345',
  promotion_name: 'Summer Sale',
  quantity: 2,
};

const LIST = { item_list_id: 'related_products', item_list_name: 'Related products', items: [TEE] };
const WORTH = { currency: 'USD', value: 30.03, items: [TEE] };
const PROMOTION = {
  creative_name: 'Summer Banner',
  creative_slot: 'featured_app_1',
  promotion_id: 'P_12345',
  promotion_name: 'Summer Sale',
  items: [TEE],
};

export const GA4: readonly (readonly [name: string, params: { readonly [key: string]: unknown }])[] = [
  ['view_item_list', LIST],
  ['select_item', LIST],
  ['view_item', WORTH],
  ['add_to_cart', WORTH],
  ['add_to_wishlist', WORTH],
  ['view_cart', WORTH],
  ['remove_from_cart', WORTH],
  ['begin_checkout', { ...WORTH, coupon: 'SUMMER_FUN' }],
  ['add_shipping_info', { ...WORTH, coupon: 'SUMMER_FUN', shipping_tier: 'Ground' }],
  ['add_payment_info', { ...WORTH, coupon: 'SUMMER_FUN', payment_type: 'Credit Card' }],
  [
    'purchase',
    {
      transaction_id: 'T_12345',
      value: 72.05,
      tax: 3.6,
      shipping: 5.99,
      currency: 'USD',
      coupon: 'SUMMER_SALE',
      customer_type: 'new',
      items: [TEE, GREY_TEE],
    },
  ],
  ['refund', { ...WORTH, transaction_id: 'T_12345', coupon: 'SUMMER_FUN', shipping: 3.33, tax: 1.11 }],
  ['view_promotion', PROMOTION],
  ['select_promotion', PROMOTION],
];
