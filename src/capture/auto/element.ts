import type { JsonObject } from '../../base/json.js';

/** The innermost element of an event, also inside an open shadow root. What happens to the document is its root's. */
export const innermost = (event: Event): Element | undefined => {
  const [first] = event.composedPath();
  return first === document ? document.documentElement : first instanceof Element ? first : undefined;
};

/** The nearest one that fits, outside the shadow roots that the element lies in as well. */
export const closest = (element: Element, selector: string): Element | undefined => {
  const found = element.closest(selector);
  if (found) return found;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? closest(root.host, selector) : undefined;
};

/** Nothing of it is captured. */
export const isPrivate = (element: Element): boolean => closest(element, '[data-no-track]') !== undefined;

/** All that fit and may be captured. */
export const findAll = (selector: string): Element[] =>
  [...document.querySelectorAll(selector)].filter((element) => !isPrivate(element));

/**
 * `link_id`, `form_name` and the like, as far as the element has such attributes. Never read as properties: a form's
 * own `id` may be an input of that name.
 */
export const named = (prefix: string, element: Element, ...attributes: string[]): JsonObject =>
  Object.fromEntries(
    attributes.flatMap((attribute) => {
      const value = element.getAttribute(attribute);
      return value ? [[`${prefix}_${attribute}`, value.slice(0, 100)]] : [];
    }),
  );

/** An address as the page means it; undefined for what is none. */
export const resolve = (address: string): URL | undefined => {
  try {
    return new URL(address, document.baseURI);
  } catch {
    return undefined;
  }
};

/** Nothing of what is no address on the web. Whole: what is kept of it is decided further on. */
export const webAddress = (address: string): string => {
  const href = resolve(address)?.href ?? '';
  return /^https?:/.test(href) ? href : '';
};
