import type { Named } from './ecommerce.js';
import { readMarkup } from './markup.js';
import { viewsOf } from './schema-org.js';
import type { Host, Reader } from './source.js';

/** Looks after the beginning of a view, four a second: what an app writes into the page comes late. */
const LOOKS = 20;

/** What each kind of thing is said to be by the first that says it at all. */
const look = (): Named[] => {
  const address = document.querySelector<HTMLLinkElement>('link[rel="canonical"]')?.href || location.href;
  const here = address.split('#')[0] as string;
  const found = new Map<string, Named>();
  for (const nodes of readMarkup())
    for (const view of viewsOf(nodes, here)) if (!found.has(view[0])) found.set(view[0], view);
  return [...found.values()];
};

/**
 * Tells what the page is about, once for each view. An app that goes to another address may leave there what it said
 * of the last one: it is believed when it changes.
 */
export const readStructuredData = ({ hear }: Host): Reader => {
  let looks = LOOKS;
  let isMoved = false;
  let address = location.href;
  let said = '';

  return {
    read() {
      if (!looks || document.readyState === 'loading') return;
      looks--;
      const views = look();
      const now = JSON.stringify(views);
      if (isMoved && now === said) return;
      said = now;
      if (!views.length) return;
      looks = 0;
      for (const [name, props] of views) hear(name, props, 'structured-data');
    },
    turn() {
      isMoved = location.href !== address;
      address = location.href;
      looks = LOOKS;
    },
  };
};
