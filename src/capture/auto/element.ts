import type { JsonObject } from '../../base/json.js';
import { attributeOf, isPrivate } from '../element.js';

/** All that fit and may be captured. */
export const findAll = (selector: string): Element[] =>
  [...document.querySelectorAll(selector)].filter((element) => !isPrivate(element));

/** `link_id`, `form_name` and the like, as far as the element has such attributes. */
export const named = (prefix: string, element: Element, ...attributes: string[]): JsonObject =>
  Object.fromEntries(
    attributes.flatMap((attribute) => {
      const value = attributeOf(element, attribute);
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
