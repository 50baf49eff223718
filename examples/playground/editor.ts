/** The editor of the definitions: CodeMirror, which asks the language for faults, completion and meaning. */
import {
  acceptCompletion,
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  type Completion as Offered,
  snippet,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language';
import { type Diagnostic, linter, lintGutter, lintKeymap } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  hoverTooltip,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { Completion, Meaning } from './language.worker.js';

export interface EditorOptions {
  readonly parent: HTMLElement;
  /** Asked when the text has rested for a quarter of a second. */
  check(text: string): Promise<readonly Diagnostic[]>;
  complete(text: string, at: number): Promise<readonly Completion[]>;
  explainWord(text: string, at: number): Promise<Meaning | undefined>;
}

export interface Editor {
  text(): string;
  /** One step that can be undone. */
  write(text: string): void;
  /** The cursor goes there, and the editor has the focus. */
  goTo(at: number): void;
}

/** What stands before the cursor where a key or a text is being written. */
const BEGUN = /"[\w$-]*$/;

/** Colours stand in the style sheet, where they follow the page's light and dark. */
const colours = HighlightStyle.define([
  { tag: tags.propertyName, class: 'json-key' },
  { tag: tags.string, class: 'json-text' },
  { tag: [tags.number, tags.bool, tags.null], class: 'json-value' },
  { tag: [tags.separator, tags.squareBracket, tags.brace], class: 'json-sign' },
]);

export const openEditor = ({ parent, check, complete, explainWord }: EditorOptions): Editor => {
  const propose = async ({ state, pos, explicit }: CompletionContext): Promise<CompletionResult | null> => {
    if (!explicit && !BEGUN.test(state.sliceDoc(Math.max(0, pos - 60), pos))) return null;
    const found = await complete(state.doc.toString(), pos);
    const [first] = found;
    if (!first) return null;
    // quotes that are there are no part of what is matched, but of what is replaced
    const opened = state.sliceDoc(first.from, first.from + 1) === '"' ? 1 : 0;
    const closed = opened && first.to > pos && state.sliceDoc(first.to - 1, first.to) === '"' ? 1 : 0;
    return {
      from: first.from + opened,
      to: first.to - closed,
      options: found.map(({ label, template, isKey }, index) => ({
        label: label.replaceAll('"', ''),
        sortText: String(index).padStart(3, '0'),
        apply: (view: EditorView, completion: Offered, from: number, to: number) =>
          snippet(template)(view, completion, from - opened, to + closed),
        type: isKey ? 'property' : 'enum',
      })),
      validFor: /^[\w$-]*$/,
    };
  };

  const view = new EditorView({
    parent,
    state: EditorState.create({
      extensions: [
        lineNumbers(),
        foldGutter(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        json(),
        syntaxHighlighting(colours),
        autocompletion({ override: [propose], icons: false, activateOnCompletion: () => true }),
        hoverTooltip(async ({ state }, pos) => {
          const meaning = await explainWord(state.doc.toString(), pos);
          if (!meaning) return null;
          const dom = document.createElement('div');
          dom.className = 'meaning';
          dom.textContent = meaning.words;
          return { pos: meaning.from, end: meaning.to, create: () => ({ dom }) };
        }),
        linter(async ({ state }) => check(state.doc.toString()), { delay: 250 }),
        lintGutter(),
        // Tab goes on to the next field, as everywhere on a page, unless a word is being completed
        keymap.of([
          { key: 'Tab', run: acceptCompletion },
          ...closeBracketsKeymap,
          ...defaultKeymap,
          ...historyKeymap,
          ...foldKeymap,
          ...completionKeymap,
          ...lintKeymap,
        ]),
        EditorView.contentAttributes.of({ 'aria-label': 'Definitions, as JSON', tabindex: '0' }),
        EditorView.lineWrapping,
        EditorState.tabSize.of(2),
      ],
    }),
  });

  return {
    text: () => view.state.doc.toString(),
    write: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
    goTo: (at) => {
      view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
      view.focus();
    },
  };
};
