/** The code that README and docs show, and where it stands. */
import { readdirSync, readFileSync } from 'node:fs';

export interface Sample {
  readonly file: string;
  readonly line: number;
  /** `README.md:31` */
  readonly place: string;
  readonly language: string;
  readonly text: string;
}

/** Pages that a person wrote, or a test of ours; not what the site makes of comments. */
export const PAGES: readonly string[] = [
  'README.md',
  ...readdirSync('docs')
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];

export const textOf = (file: string): string => readFileSync(file, 'utf8');

export const samples: readonly Sample[] = PAGES.flatMap((file) => {
  const page = textOf(file);
  return [...page.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(
    ({ 1: language = '', 2: text = '', index }) => {
      const line = page.slice(0, index).split('\n').length + 1;
      return { file, line, place: `${file}:${line}`, language, text };
    },
  );
});

export const inLanguage = (...languages: readonly string[]): readonly Sample[] =>
  samples.filter(({ language }) => languages.includes(language));

/** What runs in a sample of markup: scripts without `src` and without another type than a module's. */
export const scriptsIn = (markup: string): readonly string[] =>
  [...markup.matchAll(/<script(?: type="module")?>([\s\S]*?)<\/script>/g)].map(([, text = '']) => text);
