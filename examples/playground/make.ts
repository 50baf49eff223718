const SVG = 'http://www.w3.org/2000/svg';

type Attributes = { readonly [name: string]: string | number | undefined };

const filled = <Made extends Element>(
  made: Made,
  attributes: Attributes,
  children: readonly (Node | string)[],
) => {
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
};

/** An element. What stands in it is text, never markup. */
export const make = <Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] => filled(document.createElement(name), attributes, children);

/** The same of a drawing. */
export const draw = <Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): SVGElementTagNameMap[Name] => filled(document.createElementNS(SVG, name), attributes, children);
