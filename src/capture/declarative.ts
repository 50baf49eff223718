import { isScalar } from '../base/json.js';
import { listen, type Undo, undoAll } from '../base/listen.js';

const TRACK = 'data-track';
const PREFIX = `${TRACK}-`;
const PROPS = `${PREFIX}props`;

/** `"3"` is 3 and `"true"` is true, as JSON would write them; `"007"` and `"1.50"` stay text. */
const typed = (text: string) =>
  [Number(text), true, false].find((value) => isScalar(value) && String(value) === text) ?? text;

/** What an element says of itself: JSON in `data-track-props`, and over it `data-track-item_id="…"` and the like. */
const propsOf = (element: Element): unknown => {
  const json = element.getAttribute(PROPS) ?? '{}';
  try {
    const props = JSON.parse(json);
    for (const { name, value } of element.attributes)
      if (name.startsWith(PREFIX) && name !== PROPS) props[name.slice(PREFIX.length)] = typed(value);
    return props;
  } catch {
    // no props: refused further on, with the text in the reason
    return json;
  }
};

/**
 * Elements with `data-track="add_to_cart"` tell so when they are clicked, forms when they are sent. In the capture
 * phase: a page that stops its clicks from bubbling is heard all the same.
 */
export const captureDeclared = (send: (name: string, props: unknown) => void): Undo => {
  const hear = ({ type, target }: globalThis.Event) => {
    const element = target instanceof Element && target.closest(`[${TRACK}]`);
    if (element && element instanceof HTMLFormElement === (type === 'submit'))
      send(element.getAttribute(TRACK) as string, propsOf(element));
  };
  return undoAll(['click', 'submit'].map((type) => listen(document, type, hear, true)));
};
