/** The shop's own memory: the cart and what was ordered. */
import { clock } from './clock.js';
import { productOf } from './products.js';

const CART = 'plover-cart';
const ORDERS = 'plover-orders';

const read = (key, empty) => JSON.parse(localStorage.getItem(key) ?? 'null') ?? empty;
const write = (key, value) => localStorage.setItem(key, JSON.stringify(value));

/** Lines of product and quantity, in the order in which they were added. */
export const cart = () =>
  Object.entries(read(CART, {})).map(([id, quantity]) => ({ product: productOf(id), quantity }));

export const totalOf = (lines) =>
  lines.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0);
export const countOf = (lines) => lines.reduce((sum, { quantity }) => sum + quantity, 0);

export function setQuantity(id, quantity) {
  const { [id]: _, ...others } = read(CART, {});
  write(CART, quantity > 0 ? { ...others, [id]: quantity } : others);
}

export const addOne = (id) => setQuantity(id, (read(CART, {})[id] ?? 0) + 1);

/** Turns the cart into an order and gives its number. */
export function placeOrder(items) {
  const transaction_id = `P-${clock.now().toString(36).toUpperCase()}`;
  write(ORDERS, { ...read(ORDERS, {}), [transaction_id]: { value: totalOf(cart()), items } });
  localStorage.removeItem(CART);
  return transaction_id;
}

export const orderOf = (transaction_id) => read(ORDERS, {})[transaction_id];

export function forgetVisitor() {
  localStorage.removeItem(CART);
  localStorage.removeItem(ORDERS);
}
