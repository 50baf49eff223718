import type { Channel } from '../plays/channel.js';
import { cardOf } from './card.js';
import { frame } from './frame.js';

/** Over the page, which cannot be used meanwhile: the browser's own, which keeps the focus, gives it back and hears Escape. */
export const dialog: Channel = (content, message) => {
  const { host, root } = frame('dialog');
  const card = cardOf(content, message, 'dialog') as HTMLDialogElement;
  const before = document.activeElement;
  root.append(card);
  document.body.append(host);
  card.addEventListener('cancel', (event) => {
    event.preventDefault();
    message.dismiss();
  });
  // beside the card, on what lies behind it
  card.addEventListener('click', (event) => event.target === card && message.dismiss());
  card.showModal();
  return () => {
    card.close();
    host.remove();
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  };
};
