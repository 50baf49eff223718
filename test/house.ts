/**
 * The walls of the house as a table, and a reader that holds a source file against it: which rooms a file may use,
 * whose types it may name, and what of the browser, of time and of chance it may touch.
 */
import { posix } from 'node:path';
import ts from 'typescript';

interface Room {
  /** Rooms whose code it may use, and their types. */
  readonly uses?: readonly string[];
  /** Rooms whose types it may name, but no more. */
  readonly names?: readonly string[];
  /** What it may touch of what is guarded. */
  readonly touches?: readonly string[];
  readonly packages?: readonly string[];
}

const PAGE = [
  'window',
  'document',
  'navigator',
  'location',
  'history',
  'screen',
  'addEventListener',
  'matchMedia',
];
const STORAGE = ['indexedDB', 'localStorage', 'sessionStorage'];
const CLOCK = ['Date.now', 'new Date()', 'Date()', 'performance'];
const CHANCE = ['Math.random', 'crypto'];
const TIMERS = ['setTimeout', 'setInterval', 'requestIdleCallback', 'requestAnimationFrame'];
const NETWORK = ['fetch', 'XMLHttpRequest', 'WebSocket', 'sendBeacon'];
const TABS = ['BroadcastChannel'];
const NOWHERE = ['eval', 'Function', 'alert', 'console'];
const GUARDED = new Set([PAGE, STORAGE, CLOCK, CHANCE, TIMERS, NETWORK, TABS, NOWHERE].flat());

const EVERY_ROOM = [
  'base',
  'event',
  'visitor',
  'privacy',
  'segment',
  'engine',
  'platform',
  'capture',
  'store',
  'emit',
];

/** Rooms are folders of `src/`; a file of its own name here is judged by its own row. */
const ROOMS: { readonly [path: string]: Room } = {
  base: {},
  event: { uses: ['base'] },
  visitor: { uses: ['base'] },
  privacy: { uses: ['base'] },
  // the grammar is data: what `compile` checks files against, and what the schemas are made from
  'engine/grammar.ts': {},
  segment: { uses: ['base', 'engine/grammar.ts'] },
  // what an event is includes the word `$set`: a name, and no code
  'event/types.ts': { uses: ['base'] },
  engine: { uses: ['base', 'event/types.ts'], names: ['segment'] },
  platform: { uses: ['base'], touches: [...PAGE, ...CLOCK, ...CHANCE, ...TIMERS, ...NETWORK, ...TABS] },
  // what a consent platform answers is a consent: a shape, and no code
  capture: {
    uses: ['base'],
    names: ['event', 'platform', 'privacy'],
    touches: PAGE,
    packages: ['ua-parser-js'],
  },
  store: { uses: ['base'], names: ['event', 'engine'], touches: STORAGE, packages: ['idb-keyval'] },
  emit: { uses: ['base'], names: ['segment'] },
  'emit/dom.ts': { uses: ['base'], names: ['segment'], touches: ['document'] },
  'emit/templates.ts': { uses: ['base'], touches: ['document'] },
  'emit/metric-text.ts': { uses: ['base'], touches: ['document'] },
  'emit/announcer.ts': { uses: ['base'], touches: ['document'] },
  'emit/marks.ts': { touches: ['document'] },
  // pasted into the page as it is, where there is nobody else yet
  'snippet.ts': { touches: ['document', 'localStorage', 'Date.now'] },
  runtime: { uses: EVERY_ROOM, names: ['plays'] },
  // what is fetched where a file names recipes, or has plays
  'index.ts': { uses: [...EVERY_ROOM, 'runtime', 'recipes', 'stage.ts'] },
  // rules in the words of the language: plain definitions, decided by the engine alone
  recipes: { uses: ['base', 'segment'] },
  'recipes.ts': { uses: ['base', 'recipes'] },
  plays: { uses: ['base', 'segment'] },
  'plays.ts': { uses: ['plays'], names: ['segment'] },
  // what shows the messages of plays
  stage: { uses: ['base', 'platform', 'plays'], names: ['segment', 'engine'], touches: PAGE },
  'stage.ts': { uses: ['plays', 'stage'] },
  'engine.ts': { uses: ['base', 'engine'], names: ['event', 'segment'] },
  'schema.ts': { uses: ['base', 'segment', 'engine', 'plays'] },
  'consent.ts': { uses: ['capture'] },
  'events.ts': { uses: ['event'], names: ['schema.ts'] },
  // the user's own names of events and segments, as types
  'define.ts': { uses: ['base', 'segment'], names: ['index.ts'] },
  // what leaves the page: over the types of the front door, and what the platform gives
  sinks: { uses: ['base', 'platform'], names: ['index.ts', 'segment'], touches: ['window'] },
  'sinks.ts': { uses: ['sinks'] },
  testing: { uses: ['base', 'platform'] },
  'testing.ts': { uses: ['store', 'testing'] },
  // over the types of the front door, with an engine of its own: what is asked in it reaches no visitor
  inspect: {
    uses: ['base', 'platform', 'engine', 'segment'],
    names: ['index.ts', 'event'],
    touches: ['document', 'navigator'],
  },
  'inspect.ts': { uses: ['base', 'inspect'], names: ['index.ts'] },
  // over the types of the front door; what they share is what a framework needs to know of a handle
  bindings: { uses: ['base'], names: ['index.ts'] },
  react: { uses: ['base', 'bindings'], names: ['index.ts'], packages: ['react'] },
  'react.ts': { uses: ['react'] },
  vue: { uses: ['base', 'bindings'], names: ['index.ts'], packages: ['vue'] },
  'vue.ts': { uses: ['vue'] },
  svelte: { uses: ['base', 'bindings'], names: ['index.ts'] },
  'svelte.ts': { uses: ['svelte'] },
  'script.ts': {
    uses: [...EVERY_ROOM, 'runtime', 'index.ts'],
    touches: ['window', 'document', 'location', 'console'],
  },
};

const LONGEST = 400;
const SAYS_NOTHING = /(^|[-.])(utils?|helpers?|managers?|misc|common)([-.]|$)/;
const COSTS_THE_CACHE = /^(before)?unload$/;

/** `src/engine/metrics/count.ts` → `engine`; a file that stands in `src/` is a room of its own. */
const roomOf = (path: string): string => {
  const inside = posix.relative('src', path);
  return inside in ROOMS ? inside : folderOf(inside);
};

const folderOf = (room: string): string => room.split('/')[0] as string;

/** What is wrong with one file, a line for each fault. `path` begins with `src/`. */
export function check(path: string, text: string): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const faults: string[] = [];
  const complain = (node: ts.Node, what: string) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    faults.push(`${path}:${line + 1} ${what}`);
  };

  const name = roomOf(path);
  const room = ROOMS[name];
  if (!room) return [`${path} stands in no room of the table: ${name}`];
  if (path.split('/').some((part) => SAYS_NOTHING.test(part)))
    faults.push(`${path} has a name that says nothing`);
  const lines = text.trimEnd().split('\n').length;
  if (lines > LONGEST) faults.push(`${path} is ${lines} lines long`);

  /** A list may name a room or one file of it. */
  const listed = (list: readonly string[] | undefined, other: string) =>
    list?.includes(other) || list?.includes(folderOf(other));

  const judgeImport = (node: ts.Node, from: string, typesOnly: boolean) => {
    if (!from.startsWith('.')) {
      const owner = from.split('/')[0] as string;
      if (owner === 'zod') return;
      if (!typesOnly && !room.packages?.includes(owner)) complain(node, `uses the package ${from}`);
      return;
    }
    if (!from.endsWith('.js')) complain(node, `imports ${from} without .js, which Node cannot resolve`);
    const target = posix.join(posix.dirname(path), from.replace(/\.js$/, '.ts'));
    const other = roomOf(target);
    const allowed =
      target.startsWith('src/') &&
      (folderOf(other) === folderOf(name) ||
        listed(room.uses, other) ||
        (typesOnly && listed(room.names, other)));
    if (!allowed) complain(node, `${typesOnly ? 'names types of' : 'uses'} ${other}, which ${name} may not`);
  };

  const judgeZod = (node: ts.ImportDeclaration, from: string) => {
    const asNamespace = node.importClause?.namedBindings?.kind === ts.SyntaxKind.NamespaceImport;
    if (from !== 'zod/mini' || !asNamespace)
      complain(node, "imports zod otherwise than import * as z from 'zod/mini'");
    if (!path.endsWith('/schema.ts')) complain(node, 'uses zod outside a schema.ts');
  };

  const declared = namesDeclaredIn(source);
  const judgeTouch = (node: ts.Node, what: string) => {
    if (GUARDED.has(what) && !room.touches?.includes(what))
      complain(node, `touches ${what}, which ${name} may not`);
  };

  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const from = node.moduleSpecifier.text;
      if (from.split('/')[0] === 'zod') judgeZod(node, from);
      judgeImport(node, from, importsTypesOnly(node));
      return;
    }
    if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      judgeImport(node, node.moduleSpecifier.text, exportsTypesOnly(node));
      return;
    }
    if (
      ts.isImportTypeNode(node) &&
      ts.isLiteralTypeNode(node.argument) &&
      ts.isStringLiteral(node.argument.literal)
    ) {
      judgeImport(node, node.argument.literal.text, true);
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [from] = node.arguments;
      if (from && ts.isStringLiteral(from)) judgeImport(node, from.text, false);
    }
    if (ts.isNewExpression(node) && isNamed(node.expression, 'Date') && !node.arguments?.length)
      judgeTouch(node, 'new Date()');
    if (ts.isCallExpression(node) && isNamed(node.expression, 'Date')) judgeTouch(node, 'Date()');
    if (ts.isPropertyAccessExpression(node)) {
      const of = node.expression;
      if (isNamed(of, 'Date') || isNamed(of, 'Math')) judgeTouch(node, `${of.text}.${node.name.text}`);
      if (isNamed(of, 'globalThis') || isNamed(of, 'self') || isNamed(of, 'window'))
        judgeTouch(node, node.name.text);
      if (/^on(before)?unload$/.test(node.name.text))
        complain(node, 'listens to the end of the page by unload');
    }
    if (ts.isStringLiteralLike(node) && COSTS_THE_CACHE.test(node.text)) {
      complain(node, `names the event ${node.text}, which costs the back/forward cache`);
    }
    if (ts.isIdentifier(node) && !declared.has(node.text) && isReference(node)) judgeTouch(node, node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return faults;
}

const isNamed = (node: ts.Node, name: string): node is ts.Identifier =>
  ts.isIdentifier(node) && node.text === name;

const importsTypesOnly = ({ importClause }: ts.ImportDeclaration): boolean => {
  if (!importClause) return false;
  if (importClause.isTypeOnly) return true;
  const { name, namedBindings } = importClause;
  return (
    !name &&
    !!namedBindings &&
    ts.isNamedImports(namedBindings) &&
    namedBindings.elements.every((one) => one.isTypeOnly)
  );
};

const exportsTypesOnly = ({ isTypeOnly, exportClause }: ts.ExportDeclaration): boolean =>
  isTypeOnly ||
  (!!exportClause && ts.isNamedExports(exportClause) && exportClause.elements.every((one) => one.isTypeOnly));

/** Names that the file gives itself: a parameter called `window` is not the browser's. */
const namesDeclaredIn = (source: ts.SourceFile): Set<string> => {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    const named =
      ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isBindingElement(node) ||
      ts.isFunctionDeclaration(node);
    const imported = ts.isImportSpecifier(node) || ts.isImportClause(node) || ts.isNamespaceImport(node);
    if ((named || imported) && node.name && ts.isIdentifier(node.name)) names.add(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
};

/** A name that stands for a value: not a property's, a key's or a label's, and not in a type. */
const isReference = (node: ts.Identifier): boolean => {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return false;
  if (ts.isPropertyAssignment(parent) && parent.name === node) return false;
  if (ts.isBindingElement(parent) && parent.propertyName === node) return false;
  if (ts.isClassElement(parent) || ts.isTypeElement(parent) || ts.isTypeNode(parent)) return false;
  return !ts.isQualifiedName(parent);
};
