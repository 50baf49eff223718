import { isScalar } from '../base/json.js';
import { listen, type Undo, undoAll } from '../base/listen.js';
import { attributeOf, attributesOf, closest, innermost, isPrivate } from './element.js';

const TRACK = 'data-track';
const PREFIX = `${TRACK}-`;
const PROPS = `${PREFIX}props`;
/** Says what is told when an element is seen. */
export const VIEW = `${PREFIX}view`;

/** `"3"` is 3 and `"true"` is true, as JSON would write them; `"007"` and `"1.50"` stay text. */
const typed = (text: string) =>
  [Number(text), true, false].find((value) => isScalar(value) && String(value) === text) ?? text;

/** What an element says of itself: JSON in `data-track-props`, and over it `data-track-item_id="…"` and the like. */
export const propsOf = (element: Element): unknown => {
  const json = attributeOf(element, PROPS) ?? '{}';
  try {
    const props = JSON.parse(json);
    for (const name of attributesOf(element))
      if (name.startsWith(PREFIX) && name !== PROPS && name !== VIEW)
        props[name.slice(PREFIX.length)] = typed(attributeOf(element, name) ?? '');
    return props;
  } catch {
    // no props: refused further on, with the text in the reason
    return json;
  }
};

/**
 * Elements with `data-track="add_to_cart"` tell so when they are clicked, forms when they are sent. In the capture
 * phase: a page that stops its clicks from bubbling is heard all the same. Not of what lies in `data-no-track`.
 */
export const captureDeclared = (send: (name: string, props: unknown) => void): Undo => {
  const hear = (event: globalThis.Event) => {
    const target = innermost(event);
    const element = target && closest(target, `[${TRACK}]`);
    if (!element || isPrivate(target)) return;
    if (element instanceof HTMLFormElement === (event.type === 'submit'))
      send(attributeOf(element, TRACK) as string, propsOf(element));
  };
  return undoAll(['click', 'submit'].map((type) => listen(document, type, hear, true)));
};
