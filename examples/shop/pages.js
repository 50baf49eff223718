/** Each page's own part: what it draws and what it tells Ethogram, in GA4's words. */
import { addOne, cart, countOf, orderOf, placeOrder, setQuantity, totalOf } from './cart.js';
import { drawingOf } from './drawings.js';
import { CURRENCY, itemOf, money, PRODUCTS, productOf } from './products.js';

const $ = (selector) => document.querySelector(selector);
const query = new URLSearchParams(location.search);
const track = (name, props) => window.ethogram('track', name, props);
const cartChanged = () => dispatchEvent(new Event('cart'));

const card = (product) => `
  <a class="card" href="product.html?id=${product.item_id}">
    ${drawingOf(product)}
    <span class="card-name">${product.item_name}</span>
    <span class="card-price">${money(product.price)}</span>
    <span class="card-line">${product.line}</span>
  </a>`;

const line = ({ product, quantity }) => `
  <li class="line">
    <a href="product.html?id=${product.item_id}">${drawingOf(product)}</a>
    <div>
      <a class="line-name" href="product.html?id=${product.item_id}">${product.item_name}</a>
      <span class="muted">${money(product.price)}</span>
    </div>
    <div class="stepper">
      <button type="button" data-id="${product.item_id}" data-quantity="${quantity - 1}" aria-label="One ${product.item_name} less">−</button>
      <span>${quantity}</span>
      <button type="button" data-id="${product.item_id}" data-quantity="${quantity + 1}" aria-label="One ${product.item_name} more">+</button>
    </div>
    <strong class="line-total">${money(product.price * quantity)}</strong>
  </li>`;

const summary = (lines) =>
  lines
    .map(
      ({ product, quantity }) =>
        `<li><span>${quantity} × ${product.item_name}</span><span>${money(product.price * quantity)}</span></li>`,
    )
    .join('');

const itemsOf = (lines) => lines.map(({ product, quantity }) => itemOf(product, quantity));

function list() {
  $('#products').innerHTML = PRODUCTS.map(card).join('');
  track('view_item_list', { item_list_id: 'all', items: PRODUCTS.map((product) => itemOf(product)) });
}

function product() {
  const product = productOf(query.get('id')) ?? PRODUCTS[0];
  document.title = `${product.item_name} · Plover`;
  $('#picture').innerHTML = drawingOf(product);
  $('#category').textContent = product.item_category;
  $('#name').textContent = product.item_name;
  $('#line').textContent = product.line;
  $('#price').textContent = money(product.price);
  $('#about').textContent = product.about;
  $('#facts').innerHTML = product.facts.map((fact) => `<li>${fact}</li>`).join('');
  const others = PRODUCTS.filter((other) => other !== product);
  const alike = others.filter((other) => other.item_category === product.item_category);
  $('#others').innerHTML = [...new Set([...alike, ...others])].slice(0, 4).map(card).join('');

  const props = { currency: CURRENCY, value: product.price, items: [itemOf(product)] };
  track('view_item', {
    item_id: product.item_id,
    item_name: product.item_name,
    item_category: product.item_category,
    ...props,
  });

  // `data-track` tells of the click; the shop only minds its cart.
  const button = $('#add');
  button.dataset.trackProps = JSON.stringify({ item_id: product.item_id, ...props });
  button.addEventListener('click', () => {
    addOne(product.item_id);
    cartChanged();
    $('#added').hidden = false;
  });
}

function cartPage() {
  const draw = () => {
    const lines = cart();
    $('#lines').innerHTML = lines.map(line).join('');
    $('#total').textContent = money(totalOf(lines));
    $('#full').hidden = lines.length === 0;
    $('#empty').hidden = lines.length > 0;
  };
  $('#lines').addEventListener('click', ({ target }) => {
    const { id, quantity } = target.dataset;
    if (!id) return;
    setQuantity(id, Number(quantity));
    cartChanged();
  });
  addEventListener('cart', draw);
  draw();
  // drawn from how it stands, whenever that changes
  window.ethogram('watch', 'big-spender', (isIn) => {
    $('#delivery').textContent = isIn ? 'on us, and tomorrow' : 'free over €80';
  });
}

function checkout() {
  const lines = cart();
  if (lines.length === 0) {
    location.replace('cart.html');
    return;
  }
  $('#summary').innerHTML = summary(lines);
  $('#total').textContent = money(totalOf(lines));
  track('begin_checkout', { currency: CURRENCY, value: totalOf(lines), items: itemsOf(lines) });

  $('#order').addEventListener('submit', (event) => {
    event.preventDefault();
    location.assign(`thank-you.html?transaction_id=${placeOrder(itemsOf(cart()))}`);
  });
}

function thanks() {
  const transaction_id = query.get('transaction_id');
  const order = orderOf(transaction_id);
  if (!order) return;
  const lines = order.items.map(({ item_id, quantity }) => ({ product: productOf(item_id), quantity }));
  $('#number').textContent = transaction_id;
  $('#summary').innerHTML = summary(lines);
  $('#total').textContent = money(order.value);
  $('#pieces').textContent =
    countOf(lines) === 1 ? 'one parcel, one thing' : `one parcel, ${countOf(lines)} things`;
  $('#receipt').hidden = false;
  // A reload says it again; the same transaction counts once.
  track('purchase', { transaction_id, currency: CURRENCY, value: order.value, items: order.items });
}

export const PAGES = { list, product, cart: cartPage, checkout, thanks };
