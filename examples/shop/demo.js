/** The strip above the shop belongs to the demo: a clock to push, a way to begin again, and the inspector. */
import { forgetVisitor } from './cart.js';
import { clock, forgetClock, offsetOf, pushClock } from './clock.js';
import { forgetConsent } from './consent.js';

const INSPECTS = 'plover-inspects';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const MARKUP = `
  <span>Demo</span>
  <time></time>
  <button type="button" data-push="${30 * MINUTE}">+30 min</button>
  <button type="button" data-push="${DAY}">+1 day</button>
  <button type="button" data-again>Start over</button>
  <button type="button" data-why>Inspector</button>`;

async function startOver() {
  await new Promise((done) => window.ethogram(({ erase }) => erase().finally(done)));
  forgetVisitor();
  forgetClock();
  forgetConsent();
  location.assign('index.html');
}

async function showInspector() {
  const { inspect } = await import('../../dist/inspect.js');
  window.ethogram(inspect);
}

/** Whoever has the inspector open has it open on the next page, too. */
function rememberInspector() {
  const tag = document.querySelector('script[data-inspect]');
  if (sessionStorage.getItem(INSPECTS)) tag.dataset.inspect = '';
  addEventListener('pagehide', () => {
    const isOpen = document.querySelector('ethogram-inspector');
    if (isOpen) sessionStorage.setItem(INSPECTS, 'yes');
    else sessionStorage.removeItem(INSPECTS);
  });
}

export function showDemo() {
  const strip = document.createElement('aside');
  strip.className = 'demo';
  strip.setAttribute('aria-label', 'About this demo');
  // what is done here is not the visitor's doing in the shop
  strip.dataset.noTrack = '';
  strip.innerHTML = MARKUP;
  document.body.prepend(strip);

  const time = strip.querySelector('time');
  const showTime = () => {
    const now = new Date(clock.now());
    const words = { weekday: 'short', hour: '2-digit', minute: '2-digit' };
    time.textContent = now.toLocaleString('en-GB', words);
    time.classList.toggle('is-pushed', offsetOf() > 0);
  };
  showTime();
  setInterval(showTime, 15_000);

  strip.addEventListener('click', ({ target: { dataset } }) => {
    if (dataset.push) pushClock(Number(dataset.push));
    showTime();
    if ('again' in dataset) startOver();
    if ('why' in dataset) showInspector();
  });
  rememberInspector();
}
