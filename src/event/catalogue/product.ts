export const MONEY = {
  /** What it is worth, in `currency`: the sum of price times quantity, without shipping and tax. */
  value: 'number',
  /** Three letters of ISO 4217, such as `EUR`. */
  currency: 'text',
} as const;

/** A product, as GA4 describes it. */
const ITEM = {
  item_id: 'id',
  item_name: 'text',
  item_brand: 'text',
  item_category: 'text',
  /** The next level below `item_category`. */
  item_category2: 'text',
  item_category3: 'text',
  item_category4: 'text',
  item_category5: 'text',
  /** Its colour, size and the like. */
  item_variant: 'text',
  /** The list that it was shown in. */
  item_list_id: 'id',
  item_list_name: 'text',
  /** Its place in the list. */
  index: 'number',
  /** For one piece, with the discount taken off. */
  price: 'number',
  /** What was taken off the price of one piece. */
  discount: 'number',
  /** How many. */
  quantity: 'number',
  coupon: 'text',
  /** The shop or supplier that it comes from. */
  affiliation: 'text',
  /** Where it is, such as a Google Place id. */
  location_id: 'id',
  promotion_id: 'id',
  promotion_name: 'text',
  creative_name: 'text',
  creative_slot: 'text',
} as const;

/** Products of an event; a single one may be said without a list, as a button's attributes do. */
export const ITEMS = {
  /** The products. */
  items: [ITEM],
  /** Of a single product, where there is no list of `items`; so are the next ones. */
  item_id: 'id',
  item_name: 'text',
  item_brand: 'text',
  item_category: 'text',
  item_variant: 'text',
  price: 'number',
  quantity: 'number',
} as const;

const LIST = {
  /** The list of products, such as `related`. */
  item_list_id: 'id',
  item_list_name: 'text',
} as const;

export const COUPON = {
  /** The code that was used. */
  coupon: 'text',
} as const;

const PROMOTION = {
  promotion_id: 'id',
  promotion_name: 'text',
  /** The picture or text that it was shown with. */
  creative_name: 'text',
  /** The place on the page. */
  creative_slot: 'text',
} as const;

/** Products, carts and orders. */
export const PRODUCT = {
  /**
   * A list of products was seen.
   * @ga4
   */
  view_item_list: { ...LIST, ...ITEMS },
  /**
   * A product was chosen from a list.
   * @ga4
   */
  select_item: { ...LIST, ...ITEMS },
  /**
   * A product was looked at.
   * @ga4
   */
  view_item: { ...MONEY, ...ITEMS },
  /** A list was put into another order. */
  sort_items: {
    ...LIST,
    /** Such as `price_ascending`. */
    sort_by: 'text!',
  },
  /** A list was narrowed. */
  filter_items: {
    ...LIST,
    /** What was filtered by, such as `colour`. */
    filter_name: 'text!',
    /** What is left, such as `blue`. */
    filter_value: 'text',
    /** How many products are left. */
    item_count: 'number',
  },
  /** Products were put side by side. */
  compare_items: ITEMS,
  /** Reviews of a product were read. */
  view_reviews: {
    ...ITEMS,
    /** How good it is on the average. */
    rating: 'number',
    review_count: 'number',
  },
  /** What the shop says of sending goods was read. */
  view_shipping_info: {},
  /** What the shop says of returning goods was read. */
  view_return_policy: {},
  /**
   * A product was put on the wish list.
   * @ga4
   */
  add_to_wishlist: { ...MONEY, ...ITEMS },
  /**
   * A product was put into the cart.
   * @ga4
   */
  add_to_cart: { ...MONEY, ...ITEMS },
  /**
   * A product was taken out of the cart.
   * @ga4
   */
  remove_from_cart: { ...MONEY, ...ITEMS },
  /**
   * The cart was looked at.
   * @ga4
   */
  view_cart: { ...MONEY, ...ITEMS },
  /** A code was tried. */
  apply_coupon: {
    /** The code. */
    coupon: 'text!',
    /** Whether it was accepted. */
    valid: 'flag',
    /** What it took off, in `currency`. */
    discount: 'number',
    currency: 'text',
  },
  /**
   * The way to the till was taken.
   * @ga4
   */
  begin_checkout: { ...MONEY, ...COUPON, ...ITEMS },
  /**
   * The way of sending was chosen.
   * @ga4
   */
  add_shipping_info: {
    ...MONEY,
    ...COUPON,
    ...ITEMS,
    /** Such as `express`. */
    shipping_tier: 'text',
  },
  /**
   * The way of paying was chosen.
   * @ga4
   */
  add_payment_info: {
    ...MONEY,
    ...COUPON,
    ...ITEMS,
    /** Such as `card`. Never its number. */
    payment_type: 'text',
  },
  /**
   * An order was placed. Counts once for each `transaction_id`, however often it is told: its id is `purchase:` and the
   * `transaction_id`.
   * @ga4
   */
  purchase: {
    /** The number of the order. */
    transaction_id: 'id!',
    ...MONEY,
    ...COUPON,
    ...ITEMS,
    tax: 'number',
    /** What sending costs. */
    shipping: 'number',
    /** Whether it is the first order of this customer. */
    customer_type: ['new', 'returning'],
  },
  /**
   * Money was given back, for the whole order or for the `items`.
   * @ga4
   */
  refund: {
    /** The number of the order. */
    transaction_id: 'id!',
    ...MONEY,
    ...COUPON,
    ...ITEMS,
    tax: 'number',
    shipping: 'number',
  },
  /**
   * A promotion was seen.
   * @ga4
   */
  view_promotion: { ...PROMOTION, ...ITEMS },
  /**
   * A promotion was clicked on.
   * @ga4
   */
  select_promotion: { ...PROMOTION, ...ITEMS },
} as const;
