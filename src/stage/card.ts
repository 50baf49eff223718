import type { ShownMessage } from '../plays/channel.js';
import type { PlayContent } from '../segment/plays.js';

const SAFE = /^(https?|mailto|tel):$/;

/** The address as it will be gone to; undefined for `javascript:` and whatever else is no link. */
export const linkOf = (href: unknown): string | undefined => {
  try {
    const url = new URL(String(href), document.baseURI);
    return SAFE.test(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
};

const element = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag, className: string, text?: unknown) => {
  const made = document.createElement(tag);
  made.className = className;
  // never as markup
  if (text !== undefined) made.textContent = String(text);
  return made;
};

const button = (className: string, label: unknown, run: () => void): HTMLButtonElement => {
  const made = element('button', className, label);
  made.type = 'button';
  made.addEventListener('click', run);
  return made;
};

/** A message as an element with a name: what it says, what can be done, and a button that puts it away. */
export const cardOf = (
  { title, text, action, dismiss = 'Close' }: PlayContent,
  message: ShownMessage,
  tag: 'div' | 'dialog' = 'div',
): HTMLElement => {
  const card = element(tag, 'card');
  card.setAttribute('aria-label', String(title ?? text ?? dismiss));
  const body = element('div', 'body');
  if (title !== undefined) body.append(element('p', 'title', title));
  if (text !== undefined) body.append(element('p', 'text', text));
  const actions = element('div', 'actions');
  if (action) {
    const link = action.href === undefined ? undefined : linkOf(action.href);
    if (link !== undefined) {
      const anchor = element('a', 'action', action.label);
      anchor.href = link;
      anchor.addEventListener('click', () => message.click(link));
      actions.append(anchor);
    } else if (action.href === undefined)
      actions.append(button('action', action.label, () => message.click()));
  }
  actions.append(button('dismiss', dismiss, () => message.dismiss()));
  body.append(actions);
  card.append(body);
  return card;
};
