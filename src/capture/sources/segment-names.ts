import { isObject, type JsonObject } from '../../base/json.js';
import type { Named } from './ecommerce.js';
import {
  EVENT_KEYS,
  ITEM_KEYS,
  itemOf,
  itemsOf,
  PROMOTION_KEYS,
  type Props,
  renamed,
  valued,
} from './items.js';

/**
 * Segment's Ecommerce specification, version 2 (segment.com/docs/connections/spec/ecommerce/v2), with what it says of
 * signing up and in. An event that has no counterpart of ours keeps its name; its properties get ours all the same.
 */
export const SEGMENT_EVENTS: { readonly [theirs: string]: string } = {
  'Products Searched': 'search',
  'Product List Viewed': 'view_item_list',
  'Product Category Viewed': 'view_item_list',
  'Product List Filtered': 'filter_items',
  'Promotion Viewed': 'view_promotion',
  'Promotion Clicked': 'select_promotion',
  'Product Clicked': 'select_item',
  'Product Viewed': 'view_item',
  'Product Added': 'add_to_cart',
  'Product Removed': 'remove_from_cart',
  'Cart Viewed': 'view_cart',
  'Checkout Started': 'begin_checkout',
  'Order Started': 'begin_checkout',
  'Checkout Step Viewed': '',
  'Checkout Step Completed': '',
  'Payment Info Entered': 'add_payment_info',
  'Order Updated': '',
  'Order Completed': 'purchase',
  'Order Refunded': 'refund',
  'Order Cancelled': '',
  'Coupon Entered': '',
  'Coupon Applied': 'apply_coupon',
  'Coupon Denied': 'apply_coupon',
  'Coupon Removed': '',
  'Product Added to Wishlist': 'add_to_wishlist',
  'Product Removed from Wishlist': '',
  'Wishlist Product Added to Cart': 'add_to_cart',
  'Product Shared': 'share',
  'Cart Shared': 'share',
  'Product Reviewed': 'review_sent',
  'Signed Up': 'sign_up',
  'Signed In': 'login',
  'Signed Out': 'logout',
};

/** `Viewed Product` of the first version is `Product Viewed`. */
const words = (name: string) =>
  name
    .toLowerCase()
    .split(/[^a-z]+/)
    .sort()
    .join(' ');

const NAMES = new Map(Object.entries(SEGMENT_EVENTS).map(([theirs, ours]) => [words(theirs), ours]));

/** What stands beside an act's own properties, where an act is about one product. */
const OF_AN_ITEM = new Set([
  ...Object.keys(ITEM_KEYS),
  ...['sku', 'price', 'quantity', 'coupon', 'url', 'image_url'],
]);

const isOneProduct = (given: JsonObject) => 'product_id' in given || 'sku' in given;

/** The properties of an act that is about one product, and the product. */
const apart = (given: JsonObject): [rest: Props, item: Props] => {
  const rest: Props = {};
  const item: Props = {};
  for (const [key, value] of Object.entries(given)) (OF_AN_ITEM.has(key) ? item : rest)[key] = value;
  return [rest, item];
};

/** What `track` was told, in our names. */
export const actOfTrack = (theirs: string, given: JsonObject): Named => {
  const found = NAMES.get(words(theirs));
  if (found === undefined) return [theirs, given as Props];
  const name = found || theirs;
  if (name.endsWith('promotion')) return [name, renamed(given, PROMOTION_KEYS)];
  const { products, ...whole } = given;
  const [rest, item] = products === undefined && isOneProduct(given) ? apart(given) : [whole, undefined];
  const items = item ? [itemOf(item) as Props] : itemsOf(products);
  const isOfList = name === 'view_item_list' || name === 'filter_items';
  const props: Props = {
    ...renamed(rest, isOfList ? { ...EVENT_KEYS, category: 'item_list_name' } : EVENT_KEYS),
    ...(items.length && { items }),
  };
  if (name === 'apply_coupon') props.valid = /applied/i.test(theirs);
  if (name === 'share')
    Object.assign(
      props,
      item ? { content_type: 'product', item_id: (items as Props[])[0]?.item_id } : { content_type: 'cart' },
    );
  const filter = Array.isArray(given.filters) ? given.filters.at(-1) : undefined;
  if (isObject(filter)) Object.assign(props, { filter_name: filter.type, filter_value: filter.value });
  return [name, valued(name, props)];
};
