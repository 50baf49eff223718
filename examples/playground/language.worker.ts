/** What an editor asks of the language: faults, completion, what a word means. */
import schema from 'ethogram/definitions.schema.json';
import type { Definitions } from 'ethogram/engine';
import { expandRecipes, type FileWithRecipes } from 'ethogram/recipes';
import { parse } from 'jsonc-parser';
import {
  type CompletionItem,
  CompletionItemKind,
  getLanguageService,
  type JSONSchema,
  TextDocument,
} from 'vscode-json-languageservice';
import { answer } from './asking.js';
import { faultsOf, type TextFault } from './faults.js';

const service = getLanguageService({});

export interface Checked {
  readonly faults: readonly TextFault[];
  /** With the recipes in their place; not there for what is no JSON. */
  readonly definitions?: Definitions;
}

export interface Completion {
  readonly from: number;
  readonly to: number;
  /** As it stands in the text, with its quotes. */
  readonly label: string;
  /** What is put there: `${1}` is where one goes on to write. */
  readonly template: string;
  readonly isKey: boolean;
}

export interface Meaning {
  readonly from: number;
  readonly to: number;
  readonly words: string;
}

/** Names of the events of the log. */
let events: readonly string[] = [];

/** Names that only this log and the definitions in this text have, by the part of the schema that they are words of. */
const namesIn = (text: string): { readonly [part: string]: readonly string[] } => {
  // what is being written is seldom JSON yet
  const file: unknown = parse(text);
  const isFile = typeof file === 'object' && file !== null && !Array.isArray(file);
  const { definitions } = expandRecipes((isFile ? file : {}) as FileWithRecipes);
  const keys = (part: 'metrics' | 'classifiers' | 'models') => Object.keys(definitions[part] ?? {});
  const segments = Array.isArray(definitions.segments) ? definitions.segments : [];
  return {
    name: events,
    'one-of-metrics': keys('metrics'),
    'one-of-classifiers': keys('classifiers'),
    'one-of-models': keys('models'),
    'one-of-segments': segments.map((segment) => String(segment?.id)),
  };
};

let known = '';

/** Gives the service the schema of the package, with the names at hand among what may be written. */
const know = (text: string): void => {
  const names = namesIn(text);
  if (JSON.stringify(names) === known) return;
  known = JSON.stringify(names);
  const parts = Object.entries(names).filter(([, words]) => words.length);
  const $defs = Object.fromEntries(
    parts.map(([part, words]) => [part, { ...schema.$defs[part as 'name'], enum: words }]),
  );
  const withNames = structuredClone({ ...schema, $defs: { ...schema.$defs, ...$defs } }) as JSONSchema;
  service.configure({ schemas: [{ uri: 'ethogram:definitions', fileMatch: ['*'], schema: withNames }] });
};

const documentOf = (text: string) => TextDocument.create('file:///definitions.json', 'json', 1, text);

/** Everything that is wrong with a text, as JSON or as definitions. */
const check = async (text: string): Promise<Checked> => {
  const document = documentOf(text);
  const wrong = await service.doValidation(document, service.parseJSONDocument(document), {
    schemaValidation: 'ignore',
  });
  if (wrong.length || !text.trim()) {
    const faults = wrong.map(({ range, message }) => ({
      from: document.offsetAt(range.start),
      to: document.offsetAt(range.end),
      message: String(message),
    }));
    return { faults: faults.length ? faults : [{ from: 0, to: 0, message: 'Expected definitions as JSON' }] };
  }
  return faultsOf(text);
};

/** What the events of the log are called: these names complete, too. */
const expectEvents = (names: readonly string[]): void => {
  events = names;
};

/** A snippet of the Language Server Protocol in the form that CodeMirror has. A key alone gets its colon. */
const templateOf = ({ textEdit, insertText, label, kind }: CompletionItem, after: string): string => {
  const words = (textEdit?.newText ?? insertText ?? label)
    .replace(/\\([$\\])/g, '$1')
    .replace(/\$(\d+)/g, (_, place) => `\${${place}}`);
  const isBare = kind === CompletionItemKind.Property && words.endsWith('"') && !words.includes('": ');
  if (!isBare || /^\s*:/.test(after)) return words;
  return `${words}: \${1}${/^\s*"/.test(after) ? ',' : ''}`;
};

const complete = async (text: string, at: number): Promise<Completion[]> => {
  know(text);
  const document = documentOf(text);
  const found = await service.doComplete(
    document,
    document.positionAt(at),
    service.parseJSONDocument(document),
  );
  return (found?.items ?? []).flatMap((item): Completion[] => {
    const { textEdit, filterText, label, kind } = item;
    if (!textEdit || !('range' in textEdit)) return [];
    const to = document.offsetAt(textEdit.range.end);
    return [
      {
        from: document.offsetAt(textEdit.range.start),
        to,
        label: filterText ?? label,
        template: templateOf(item, text.slice(to)),
        isKey: kind === CompletionItemKind.Property,
      },
    ];
  });
};

const explainWord = async (text: string, at: number): Promise<Meaning | undefined> => {
  know(text);
  const document = documentOf(text);
  const found = await service.doHover(document, document.positionAt(at), service.parseJSONDocument(document));
  const words = [found?.contents ?? []].flat().map(String).filter(Boolean).join('\n');
  if (!found?.range || !words) return undefined;
  const { start, end } = found.range;
  return { from: document.offsetAt(start), to: document.offsetAt(end), words };
};

const functions = { check, complete, explainWord, expectEvents };
export type Language = typeof functions;
answer(functions);
