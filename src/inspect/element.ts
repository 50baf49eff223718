/** How the panel makes elements: no markup is parsed, so a policy of trusted types has nothing to refuse. */

type Child = Node | string | false | undefined;

interface Traits {
  readonly [name: string]: string | number | boolean | undefined | ((event: never) => void);
}

/** An element with attributes, listeners (`onclick`) and children; what is false or undefined is left out. */
export const make = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  traits: Traits = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(traits)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value as EventListener);
    else if (value !== undefined && value !== false)
      element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((child): child is Node | string => !!child));
  return element;
};

/** Replaces what is in an element only if its text is another: a reader's place and selection stay. */
export const say = (element: Element, text: string): void => {
  if (element.textContent !== text) element.textContent = text;
};
