/** What every page loads: starts Ethogram, asks for consent, counts the cart, runs the page's own part. */
import { cart, countOf } from './cart.js';
import { clock } from './clock.js';
import { askForConsent, consent } from './consent.js';
import { showDemo } from './demo.js';
import { followMoments } from './moments.js';
import { PAGES } from './pages.js';

// The queue: calls made before the script is there are kept for it.
const q = [];
window.ethogram ??= Object.assign((...call) => q.push(call), { q });
// What the tag does not say: the demo's clock, and what the visitor has answered.
window.ethogram('start', { clock, consent: consent() });

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
followMoments();
askForConsent();
showDemo();
