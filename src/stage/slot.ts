import type { Channel } from '../plays/channel.js';
import { cardOf } from './card.js';
import { frame } from './frame.js';

/** In the page's own element of that name: `<div data-ethogram-slot="offer">`. Where there is none it waits. */
export const slot: Channel = (content, message) => {
  const places = document.querySelectorAll('[data-ethogram-slot]');
  const place = [...places].find((one) => one.getAttribute('data-ethogram-slot') === (content.slot ?? ''));
  if (!place) return false;
  const { host, root } = frame('slot');
  const card = cardOf(content, message);
  card.setAttribute('role', 'region');
  root.append(card);
  place.append(host);
  return () => host.remove();
};
