/** Twelve people in a shop that sells shoes, socks and flasks. */
import { Diary, daysOf, type Habit, together, type VisitorEvent } from './diary.js';
import { randomOf } from './random.js';

interface Shopper extends Habit {
  readonly name: string;
  readonly device: 'desktop' | 'mobile';
  /** What they look at, mostly. */
  readonly taste: string;
  /** How many products they look at in a visit, about. */
  readonly looks: number;
  /** How often a visit leads to the cart, the cart to the checkout, the checkout to a purchase: 0–1. */
  readonly funnel: readonly [cart: number, checkout: number, purchase: number];
  /** How often they have a coupon. */
  readonly coupons?: number;
  /** How often they send something back. */
  readonly returns?: number;
}

// biome-ignore format: a table
const SHOPPERS: readonly Shopper[] = [
  { name: 'ada', from: 0, to: 89, often: 0.5, hour: 20, device: 'mobile', taste: 'shoes', looks: 4, funnel: [0.5, 0.7, 0.8] },
  { name: 'ben', from: 3, to: 86, often: 0.35, hour: 12, device: 'desktop', taste: 'socks', looks: 3, funnel: [0.4, 0.6, 0.7], coupons: 1 },
  { name: 'cleo', from: 0, to: 40, often: 0.6, hour: 21, device: 'mobile', taste: 'shoes', looks: 6, funnel: [0.4, 0.5, 0.7] },
  { name: 'dan', from: 10, to: 88, often: 0.3, hour: 19, device: 'desktop', taste: 'flasks', looks: 4, funnel: [0.6, 0.3, 0.05] },
  { name: 'eve', from: 1, to: 89, often: 0.05, weekends: 0.9, hour: 10, device: 'desktop', taste: 'shoes', looks: 7, funnel: [0.35, 0.6, 0.8] },
  { name: 'finn', from: 20, to: 24, often: 0.8, hour: 23, device: 'mobile', taste: 'shoes', looks: 9, funnel: [0.9, 0.9, 1] },
  { name: 'gwen', from: 5, to: 89, often: 0.7, hour: 7, device: 'mobile', taste: 'socks', looks: 2, funnel: [0.15, 0.5, 0.6] },
  { name: 'hugo', from: 60, to: 89, often: 0.5, hour: 18, device: 'desktop', taste: 'shoes', looks: 5, funnel: [0.3, 0.4, 0.5] },
  { name: 'iris', from: 0, to: 89, often: 0.4, hour: 14, device: 'desktop', taste: 'flasks', looks: 5, funnel: [0.5, 0.8, 0.7], returns: 0.5 },
  { name: 'jon', from: 8, to: 80, often: 0.25, hour: 22, device: 'mobile', taste: 'shoes', looks: 8, funnel: [0.02, 0.2, 0.2] },
  { name: 'kim', from: 0, to: 89, often: 0.2, hour: 9, device: 'mobile', taste: 'socks', looks: 3, funnel: [0.5, 0.9, 0.9] },
  { name: 'lou', from: 30, to: 31, often: 1, hour: 16, device: 'desktop', taste: 'flasks', looks: 3, funnel: [0, 0, 0] },
];

const PRODUCTS = [
  ['curlew', 'shoes', 168],
  ['sandpiper', 'shoes', 128],
  ['turnstone', 'shoes', 96],
  ['dunlin', 'shoes', 74],
  ['plover', 'socks', 18],
  ['knot', 'socks', 14],
  ['godwit', 'flasks', 32],
  ['avocet', 'flasks', 46],
].map(([item_id, item_category, price]) => ({ item_id, item_category, price }) as Item);

type Item = { readonly item_id: string; readonly item_category: string; readonly price: number };

const CURRENCY = 'EUR';

const worth = (items: readonly (Item & { quantity: number })[]) => ({
  currency: CURRENCY,
  value: items.reduce((sum, { price, quantity }) => sum + price * quantity, 0),
  items,
});

const diaryOf = (shopper: Shopper, seed: number): Diary => {
  const { name, device, taste, looks, funnel, coupons = 0, returns = 0 } = shopper;
  const random = randomOf(seed);
  const diary = new Diary(name, random);
  const liked = PRODUCTS.filter(({ item_category }) => item_category === taste);

  const look = (): Item => {
    const item = random.pick(random.chance(0.75) ? liked : PRODUCTS);
    diary.note('view_item', { currency: CURRENCY, value: item.price, items: [item] }, 50);
    if (random.chance(0.4)) diary.note('scroll', { percent_scrolled: 90 }, 20);
    return item;
  };

  /** As far towards a purchase as it goes. */
  const buy = (seen: readonly Item[]): void => {
    const [cart, checkout, purchase] = funnel;
    if (!random.chance(cart)) return;
    const lines = [...new Set(seen)].slice(0, random.whole(1, 2)).map((item) => ({ ...item, quantity: 1 }));
    for (const line of lines) diary.note('add_to_cart', worth([line]), 40);
    diary.note('view_cart', worth(lines), 20);
    if (!random.chance(checkout)) return;
    const coupon = random.chance(coupons) ? { coupon: 'SPRING10' } : {};
    diary.note('begin_checkout', { ...worth(lines), ...coupon }, 60);
    diary.note('add_shipping_info', { ...worth(lines), shipping_tier: 'ground' }, 70);
    if (!random.chance(purchase)) return;
    const order = { transaction_id: `${name}-order-${diary.visits}`, ...worth(lines), ...coupon };
    diary.note('add_payment_info', { ...worth(lines), payment_type: 'card' }, 40);
    diary.note('purchase', order, 30);
    if (random.chance(returns)) diary.note('refund', order, 900);
  };

  for (const day of daysOf(shopper, random)) {
    diary.visit(day, shopper.hour, { page_path: '/' });
    if (diary.visits === 1) diary.note('$set', { device: { type: device } }, 0);
    if (random.chance(0.3)) diary.note('search', { search_term: taste }, 15);
    diary.note('view_item_list', { item_list_id: taste }, 15);
    buy(Array.from({ length: random.whole(1, 2 * looks - 1) }, look));
  }
  return diary;
};

/** The events of a shop over 90 days, in order of time; the same each time. */
export const shop = (): VisitorEvent[] =>
  together(SHOPPERS.map((shopper, index) => diaryOf(shopper, 101 + index)));
