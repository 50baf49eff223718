/** A form's own methods may be hidden by inputs of their names: these are taken from where they come from. */
export const attributeOf = (element: Element, name: string): string | null =>
  Element.prototype.getAttribute.call(element, name);

export const attributesOf = (element: Element): string[] => Element.prototype.getAttributeNames.call(element);

/** The innermost element of an event, also inside an open shadow root. What happens to the document is its root's. */
export const innermost = (event: Event): Element | undefined => {
  const [first] = event.composedPath();
  return first === document ? document.documentElement : first instanceof Element ? first : undefined;
};

/** The nearest one that fits, outside the shadow roots that the element lies in as well. */
export const closest = (element: Element, selector: string): Element | undefined => {
  const found = Element.prototype.closest.call(element, selector);
  if (found) return found;
  const root = Node.prototype.getRootNode.call(element);
  return root instanceof ShadowRoot ? closest(root.host, selector) : undefined;
};

/** Nothing of it is captured. */
export const isPrivate = (element: Element): boolean => closest(element, '[data-no-track]') !== undefined;
