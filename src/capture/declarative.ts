import { listen, type Undo } from '../base/listen.js';

const PREFIX = 'data-track-';

/** `"3"` is 3 and `"true"` is true, as JSON would write them; `"007"` and `"1.50"` stay text. */
const typed = (text: string): string | number | boolean => {
  const number = Number(text);
  if (Number.isFinite(number) && String(number) === text) return number;
  return text === 'true' || (text === 'false' ? false : text);
};

/** What an element says of itself: JSON in `data-track-props`, and over it `data-track-item_id="…"` and the like. */
const propsOf = (element: Element): unknown => {
  const json = element.getAttribute(`${PREFIX}props`) ?? '{}';
  try {
    const attributes = [...element.attributes].filter(
      ({ name }) => name.startsWith(PREFIX) && name !== `${PREFIX}props`,
    );
    return {
      ...JSON.parse(json),
      ...Object.fromEntries(attributes.map(({ name, value }) => [name.slice(PREFIX.length), typed(value)])),
    };
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
    const element = target instanceof Element ? target.closest('[data-track]') : null;
    if (element && element instanceof HTMLFormElement === (type === 'submit'))
      send(element.getAttribute('data-track') as string, propsOf(element));
  };
  const undos = [listen(document, 'click', hear, true), listen(document, 'submit', hear, true)];
  return () => {
    for (const undo of undos) undo();
  };
};
