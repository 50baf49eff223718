import { isObject, type Json, type JsonObject } from '../../base/json.js';
import { EVENT_KEYS, itemsOf, PROMOTION_KEYS, type Props, renamed, valued } from './items.js';

export type Named = readonly [name: string, props: Props];

/** GA4's events of a shop: they are about what `ecommerce` holds. */
const ABOUT_ITEMS =
  /^(view_item(_list)?|select_item|(add_to|remove_from|view)_cart|add_to_wishlist|begin_checkout|add_(shipping|payment)_info|purchase|refund|(view|select)_promotion)$/;

/** What Universal Analytics' enhanced ecommerce calls the same acts, as keys of `ecommerce`. */
export const ACTIONS: { readonly [action: string]: string } = {
  impressions: 'view_item_list',
  click: 'select_item',
  detail: 'view_item',
  add: 'add_to_cart',
  remove: 'remove_from_cart',
  checkout: 'begin_checkout',
  checkout_option: 'set_checkout_option',
  purchase: 'purchase',
  refund: 'refund',
  promoView: 'view_promotion',
  promoClick: 'select_promotion',
};

/** What an act of the older form is about; GA4's, too, with `items` in the place of `products`. */
const actOf = (action: string, given: Json | undefined, currency: Json | undefined): Named[] => {
  const name = ACTIONS[action] as string;
  if (action === 'impressions') {
    const items = itemsOf(given) as Props[];
    const list = items[0]?.item_list_name;
    return items.length ? [[name, { ...(list && { item_list_name: list }), items }]] : [];
  }
  if (!isObject(given)) return [];
  const { actionField, products, items = products, promotions, ...rest } = given as JsonObject;
  if (Array.isArray(promotions))
    return promotions.filter(isObject).map((one) => [name, renamed(one as JsonObject, PROMOTION_KEYS)]);
  const { id, step, option, ...field } = (isObject(actionField) ? actionField : {}) as Props;
  const props: Props = {
    ...(currency && { currencyCode: currency }),
    ...rest,
    ...field,
    ...(id && { order_id: id }),
    ...(step && { checkout_step: step }),
    ...(option && { checkout_option: option }),
  };
  const about = itemsOf(items);
  // what a till's later steps are about only the site knows
  const told = action === 'checkout' && Number(step ?? 1) > 1 ? 'checkout_progress' : name;
  return [[told, valued(told, { ...renamed(props, EVENT_KEYS), ...(about.length && { items: about }) })]];
};

/** GA4's event: its own parameters, over what `ecommerce` holds if it is about that. */
export const eventOf = (name: string, own: JsonObject, ecommerce?: JsonObject): Named => {
  const held = Object.entries(ecommerce ?? {}).filter(([key]) => !Object.hasOwn(ACTIONS, key));
  const { items, promotions, ...props } = { ...(Object.fromEntries(held) as Props), ...own };
  const about = itemsOf(items);
  const [promotion] = Array.isArray(promotions) ? promotions : [];
  return [
    name,
    {
      ...renamed(props, { currencyCode: 'currency' }),
      ...(isObject(promotion) && renamed(promotion as JsonObject, PROMOTION_KEYS)),
      ...(about.length && { items: about }),
    },
  ];
};

/**
 * What a push says that brings an `ecommerce` of its own, or an event. `held` is what Google's model holds by then:
 * what an act says of itself is merged with what was said before and not reset.
 */
export const actsOf = (
  name: string | undefined,
  own: JsonObject,
  ecommerce: unknown,
  held: JsonObject,
): readonly Named[] => {
  const brought = isObject(ecommerce) ? Object.keys(ecommerce) : [];
  const actions = brought.filter((key) => Object.hasOwn(ACTIONS, key));
  // the event beside them says when a tag is to be sent, and is called as its maker liked
  if (actions.length) return actions.flatMap((action) => actOf(action, held[action], held.currencyCode));
  if (!name) return [];
  return [eventOf(name, own, ABOUT_ITEMS.test(name) || brought.length ? held : undefined)];
};
