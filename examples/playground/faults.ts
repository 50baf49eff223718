/** What is wrong with a text of definitions, and where in the text. */
import type { Definitions } from 'ethogram/engine';
import { expandRecipes } from 'ethogram/recipes';
import { parseDefinitions } from 'ethogram/schema';
import { getNodeValue, type Node, parseTree } from 'jsonc-parser';

export interface TextFault {
  /** Characters of the text. */
  readonly from: number;
  readonly to: number;
  /** `segments[3].when.over`; not there for what is no JSON. */
  readonly place?: string;
  readonly message: string;
}

/** The node at a place such as `segments[3].when.over`, or the nearest one around it that is there; its key, if it has one. */
const find = (tree: Node, place: string, key?: Node): { readonly node: Node; readonly key?: Node } => {
  const children = tree.children ?? [];
  const index = tree.type === 'array' && /^\[(\d+)\]\.?/.exec(place);
  const item = index ? children[Number(index[1])] : undefined;
  if (index && item) return find(item, place.slice(index[0].length), key);
  // names may have dots in them: the longest that fits
  const [property] = (tree.type === 'object' ? children : [])
    .filter(({ children: [name] = [] }) => {
      const rest = place.startsWith(name?.value) ? place.slice(name?.value.length) : '-';
      return /^([.[]|$)/.test(rest);
    })
    .sort(({ children: [one] = [] }, { children: [other] = [] }) => other?.value.length - one?.value.length);
  const [name, value] = property?.children ?? [];
  if (name && value) return find(value, place.slice(name.value.length).replace(/^\./, ''), name);
  return key ? { node: tree, key } : { node: tree };
};

/** An object or a list is marked at its key, or where it begins: a whole one that is red says little. */
const rangeOf = (tree: Node, place: string, code: string): { from: number; to: number } => {
  const { node, key } = find(tree, place);
  const marked = key && (node.children || code === 'unknown-key') ? key : node;
  const length = marked.children ? 1 : marked.length;
  return { from: marked.offset, to: marked.offset + length };
};

interface Fault {
  readonly code: string;
  readonly place: string;
  readonly found: string;
  readonly expected: string;
  readonly hint?: string;
}

const inWords = ({ found, expected, hint = '' }: Fault): string => {
  const was = found === 'undefined' ? 'nothing' : found;
  if (expected.startsWith('Did you mean')) return `${expected} Found ${was}.`;
  return hint.includes(expected)
    ? `${hint} Found ${was}.`
    : `${hint} Expected ${expected}, found ${was}.`.trim();
};

/** All faults of a text that is JSON, and the definitions in it with the recipes in their place, if it is an object. */
export const faultsOf = (text: string): { faults: TextFault[]; definitions?: Definitions } => {
  const tree = parseTree(text) as Node;
  const file = getNodeValue(tree);
  const { definitions, faults: ofRecipes } =
    tree.type === 'object' ? expandRecipes(file) : { definitions: file, faults: [] };
  const { faults: ofLanguage = [] } = parseDefinitions(definitions);
  const all: readonly Fault[] = [...ofLanguage, ...ofRecipes];
  const faults = all.map((fault) => ({
    ...rangeOf(tree, fault.place, fault.code),
    place: fault.place,
    message: inWords(fault),
  }));
  faults.sort((a, b) => a.from - b.from);
  return tree.type === 'object' ? { faults, definitions } : { faults };
};
