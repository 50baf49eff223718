/** What every page loads: starts Ethogram, counts the cart, runs the page's own part, shows the panel. */
import { cart, countOf } from './cart.js';
import { clock } from './clock.js';
import { PAGES } from './pages.js';
import { openPanel } from './panel.js';

// The queue: calls made before the script is there are kept for it.
const q = [];
window.ethogram ??= Object.assign((...call) => q.push(call), { q });
const definitions = import('./definitions.js').then((module) => module.definitions);
window.ethogram('start', { definitions, clock, capture: { auto: true } });

export function showCartCount() {
  const count = countOf(cart());
  for (const badge of document.querySelectorAll('[data-cart-count]')) {
    badge.textContent = count;
    badge.hidden = count === 0;
  }
}

PAGES[document.body.dataset.page]?.();
showCartCount();
addEventListener('cart', showCartCount);
openPanel();
