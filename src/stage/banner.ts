import type { Channel } from '../plays/channel.js';
import { cardOf } from './card.js';
import { frame } from './frame.js';

/** At the lower edge of the window, over the page and without moving it. Takes no focus. */
export const banner: Channel = (content, message) => {
  const { host, root } = frame('banner');
  const card = cardOf(content, message);
  card.setAttribute('role', 'region');
  root.append(card);
  document.body.append(host);
  return () => host.remove();
};
