import { isObject, type Json, type JsonObject } from '../../base/json.js';

export type Props = { [key: string]: Json };

/** What Universal Analytics and Segment call the properties of a product. */
export const ITEM_KEYS: { readonly [theirs: string]: string } = {
  id: 'item_id',
  product_id: 'item_id',
  name: 'item_name',
  brand: 'item_brand',
  category: 'item_category',
  variant: 'item_variant',
  position: 'index',
  list: 'item_list_name',
  list_name: 'item_list_name',
  list_position: 'index',
};

/** Of an act with products, and of an order. */
export const EVENT_KEYS: { readonly [theirs: string]: string } = {
  order_id: 'transaction_id',
  currencyCode: 'currency',
  list: 'item_list_name',
  list_id: 'item_list_id',
  coupon_id: 'coupon',
  shipping_method: 'shipping_tier',
  payment_method: 'payment_type',
  query: 'search_term',
  share_via: 'method',
  rating: 'score',
};

/** Of a promotion. */
export const PROMOTION_KEYS: { readonly [theirs: string]: string } = {
  id: 'promotion_id',
  name: 'promotion_name',
  creative: 'creative_name',
  position: 'creative_slot',
};

/** What is told as text by some, and is a number. */
const NUMBER = /^(price|quantity|discount|index|value|tax|shipping|score)$/;

/** Addresses, and what a visitor wrote to somebody. */
export const LEFT_OUT = /^(url|image_url|recipient|share_message|review_body)$/;

/** The first that there is counts as `value`. */
export const VALUES = ['value', 'revenue', 'subtotal', 'total'];

/** `"1,299.00 €"` is 1299; what is no number stays as it is. */
export const numberOf = (value: Json): Json => {
  if (typeof value !== 'string' || !/\d/.test(value)) return value;
  const digits = value
    .replace(/[^\d.,-]/g, '')
    .replace(/,(?=\d{3}\b)|[.,](?=.*[.,])/g, '')
    .replace(',', '.');
  const number = Number(digits);
  return Number.isFinite(number) ? number : value;
};

/** Under our names; what is there by our own name wins. */
export const renamed = (from: JsonObject, keys: { readonly [theirs: string]: string }): Props => {
  const props: Props = {};
  for (const [key, value] of Object.entries(from)) {
    const ours = Object.hasOwn(keys, key) ? (keys[key] as string) : key;
    if (LEFT_OUT.test(key) || value === null || (ours !== key && Object.hasOwn(from, ours))) continue;
    if (!Object.hasOwn(props, ours)) props[ours] = NUMBER.test(ours) ? numberOf(value) : value;
  }
  if (typeof props.currency === 'string') props.currency = props.currency.toUpperCase();
  return props;
};

/** `"Apparel/Shirts"` or `"Apparel > Shirts"` as GA4's five levels. */
export const levels = (category: Json | undefined): Props => {
  const parts = Array.isArray(category) ? category : String(category ?? '').split(/ *[/>] */);
  const names = parts.filter((part) => typeof part === 'string' && part).slice(0, 5);
  return Object.fromEntries(names.map((name, at) => [`item_category${at ? at + 1 : ''}`, name]));
};

/** A product, under GA4's names. */
export const itemOf = (product: Json): Json => {
  if (!isObject(product)) return product;
  const from = product as JsonObject;
  const item = renamed(from, ITEM_KEYS);
  if (item.item_id === undefined && item.sku !== undefined) item.item_id = item.sku;
  return 'category' in from && !('item_category' in from) ? { ...item, ...levels(from.category) } : item;
};

export const itemsOf = (products: Json | undefined): Json[] =>
  Array.isArray(products) ? products.map(itemOf) : [];

/** Acts that have a value of their own. */
const PAID =
  /^(view_item|view_cart|begin_checkout|purchase|refund|add_(to_|shipping|payment).+|remove_from_cart)$/;

/** With the `value`: what is told of it, else price times quantity. */
export const valued = (name: string, props: Props): Props => {
  if (!PAID.test(name) || props.value !== undefined) return props;
  const told = VALUES.map((key) => numberOf(props[key] ?? '')).find((value) => typeof value === 'number');
  const items = (props.items ?? []) as JsonObject[];
  const sum = items.reduce((sum, { price, quantity = 1 }) => sum + Number(price) * Number(quantity), 0);
  const value = told ?? (items.length ? Math.round(sum * 100) / 100 : Number.NaN);
  return Number.isFinite(value) ? { ...props, value } : props;
};

/** Characters of JSON that the products of one event may have: an event that is too long would be refused. */
const ROOM = 6000;

/** With as many of its products as fit. */
export const fitting = (props: unknown): unknown => {
  if (!isObject(props) || !Array.isArray(props.items)) return props;
  let room = ROOM;
  const fits = (item: unknown) => {
    room -= JSON.stringify(item)?.length ?? 0;
    return room >= 0;
  };
  return { ...props, items: props.items.filter(fits) };
};
