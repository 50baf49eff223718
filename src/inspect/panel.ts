/** The panel: an element of the page's that nothing of the page's reaches, with one tab for each question. */
import type { Undo } from '../base/listen.js';
import type { Ethogram } from '../index.js';
import { make } from './element.js';
import { createEvents } from './events.js';
import { createHealth } from './health.js';
import { createMetrics } from './metrics.js';
import { createSegments } from './segments.js';
import { createStyle } from './style.js';
import { createSubject } from './subject.js';
import { createWhatIf } from './what-if.js';

/** Opens it at the foot of the page. What is given back closes it; `closed` hears of either way. */
export const openPanel = (handle: Ethogram, closed: () => void): Undo => {
  const opener = document.activeElement;
  const host = document.createElement('ethogram-inspector');
  // what is done in it is not the visitor's doing on the page
  host.setAttribute('data-no-track', '');
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [createStyle()];

  const subject = createSubject(handle, () => views[current]?.update());
  const views = [createSegments, createEvents, createMetrics, createWhatIf, createHealth].map((create) =>
    create(subject),
  );
  let current = 0;

  const close = () => {
    if (!host.isConnected && !host.parentNode) return;
    subject.stop();
    host.remove();
    if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
    closed();
  };

  const tabs = views.map(({ name }, index) =>
    make(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `tab-${index}`,
        'aria-controls': `view-${index}`,
        onclick: () => show(index),
      },
      name,
    ),
  );
  const show = (index: number) => {
    current = index;
    for (const [at, tab] of tabs.entries()) {
      tab.setAttribute('aria-selected', String(at === index));
      tab.tabIndex = at === index ? 0 : -1;
      (views[at] as (typeof views)[0]).root.parentElement?.toggleAttribute('hidden', at !== index);
    }
    views[index]?.update();
  };
  const step = (event: KeyboardEvent) => {
    const to = { ArrowRight: current + 1, ArrowLeft: current - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    show((to + tabs.length) % tabs.length);
    tabs[current]?.focus();
  };

  const panel = make(
    'div',
    {
      class: 'panel',
      role: 'region',
      'aria-label': 'Ethogram',
      onkeydown: (event: KeyboardEvent) => {
        // the page's own keys are not meant
        event.stopPropagation();
        if (event.key === 'Escape') close();
      },
    },
    make(
      'div',
      { class: 'top' },
      make('span', { class: 'brand' }, 'Ethogram'),
      make('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Views', onkeydown: step }, ...tabs),
      make('button', { type: 'button', class: 'close', 'aria-label': 'Close', onclick: close }, '×'),
    ),
    ...views.map(({ root: view }, index) =>
      make(
        'div',
        { class: 'body', role: 'tabpanel', id: `view-${index}`, 'aria-labelledby': `tab-${index}` },
        view,
      ),
    ),
  );
  root.append(panel);
  document.documentElement.append(host);
  show(0);
  tabs[0]?.focus({ preventScroll: true });
  return close;
};
