/** Makes docs/recipes.md of the recipes and of what the comments above them say. */
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { arrival } from '../../src/recipes/arrival.js';
import { FAMILIES, RECIPES } from '../../src/recipes/by-name.js';
import type { Recipe } from '../../src/recipes/recipe.js';
import { needsOf } from '../../src/recipes.js';

export interface Documented {
  readonly export: string;
  readonly meaning: string;
  readonly when: string;
  readonly action: string;
  readonly example: string;
  readonly options: readonly { readonly name: string; readonly meaning: string }[];
}

const flat = (text: string) => text.replace(/\s*\n\s*/g, ' ').trim();

/** What the comment right before a node says, and its tags. */
const commentOf = (node: ts.Node): { text: string; tags: ReadonlyMap<string, string> } => {
  const [comment] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const said = (of: ts.JSDoc | ts.JSDocTag | undefined) => flat(ts.getTextOfJSDocComment(of?.comment) ?? '');
  return {
    text: said(comment),
    tags: new Map((comment?.tags ?? []).map((tag) => [tag.tagName.text, said(tag)])),
  };
};

/** The families' files, and what each says at its head. */
const read = (family: string): { head: string; recipes: Documented[] } => {
  const file = new URL(`../../src/recipes/${family}.ts`, import.meta.url);
  const text = readFileSync(file, 'utf8');
  const source = ts.createSourceFile(file.pathname, text, ts.ScriptTarget.ES2022, true);
  const recipes = source.statements.filter(ts.isVariableStatement).flatMap((statement) => {
    const [declaration] = statement.declarationList.declarations;
    const call = declaration?.initializer;
    if (!call || !ts.isCallExpression(call) || call.expression.getText() !== 'recipe') return [];
    const defaults = call.arguments[1];
    const { text, tags } = commentOf(statement);
    const tag = (name: string) => tags.get(name) ?? '';
    return {
      export: declaration.name.getText(),
      meaning: text,
      when: tag('when'),
      action: tag('then'),
      example: tag('example'),
      options: (defaults && ts.isObjectLiteralExpression(defaults) ? defaults.properties : []).map((one) => ({
        name: one.name?.getText() ?? '',
        meaning: commentOf(one).text,
      })),
    };
  });
  return { head: /^\/\*\* (.*?) \*\//s.exec(text)?.[1] ?? '', recipes };
};

/** Every recipe as it is documented, by its family. */
export const documented = (): { family: string; head: string; recipes: Documented[] }[] =>
  Object.keys(FAMILIES).map((family) => ({ family, ...read(family) }));

const recipeOf = (family: string, { export: name }: Documented): Recipe =>
  FAMILIES[family]?.[name] as unknown as Recipe;

const code = (text: string) => `\`${text}\``;
const anchor = (use: string) => `[${code(use)}](#${use})`;
const titleOf = (family: string) => {
  const words = family.replaceAll('-', ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
};

const section = (recipe: Recipe, about: Documented): string => {
  const { events, traits } = needsOf(recipe());
  const needs = [
    ...events.map((name) => `${code(name)} (${arrival(name)})`),
    ...traits.map((path) => `the trait ${code(path)}`),
  ];
  const options = about.options.map(
    ({ name, meaning }) =>
      `| ${code(name)} | ${code(JSON.stringify((recipe.defaults as Record<string, unknown>)[name])).replaceAll('|', '\\|')} | ${meaning} |`,
  );
  return [
    `### ${recipe.use}`,
    about.meaning,
    [
      `- **When to use it**: ${about.when}`,
      `- **What to do with it**: ${about.action}`,
      `- **Needs**: ${needs.join(', ')}`,
      `- **In code**: ${code(about.example)}`,
    ].join('\n'),
    options.length ? ['| option | default | meaning |', '| --- | --- | --- |', ...options].join('\n') : '',
    `\`\`\`json\n${JSON.stringify(recipe(), null, 2)}\n\`\`\``,
  ]
    .filter(Boolean)
    .join('\n\n');
};

export const page = (): string => {
  const families = documented();
  const contents = families.map(
    ({ family, recipes }) =>
      `| ${titleOf(family)} | ${recipes.map((one) => anchor(recipeOf(family, one).use)).join(', ')} |`,
  );
  return `${[
    '# Recipes',
    `<!-- Made of src/recipes by test/recipes/documentation.ts: npx vitest run test/recipes -u -->`,
    `${Object.keys(RECIPES).length} kinds of segments, ready to use. A recipe is a function with defaults that gives plain definitions. Call it with what should differ, and put what it gives into your file:`,
    `\`\`\`ts\nimport { start } from 'ethogram';\nimport { compose, inactiveVisitors, newVisitors } from 'ethogram/recipes';\n\nstart({ definitions: compose(newVisitors(), inactiveVisitors({ after: '14d' })) });\n\`\`\``,
    'In JSON name them in `recipes`, beside segments of your own:',
    `\`\`\`json\n{\n  "$schema": "node_modules/ethogram/dist/definitions.schema.json",\n  "version": 1,\n  "recipes": ["new-visitors", { "use": "inactive-visitors", "after": "14d" }]\n}\n\`\`\``,
    'On a page, by script tag as by `start`, such a file is enough: what knows the recipes is fetched when a file names some, and the file that comes out is kept, so that the next page need not wait for it. What is wrong with a use is told through `error` with its place, and the rest is run; where the recipes cannot be fetched, `recipes-unavailable` says so, and the rest of the file is run. With `debug`, `unmet-need` tells of each recipe which of the events it needs this browser has never heard, and what to do about it. An editor that reads `$schema` completes the names of recipes and their options.',
    'The pure doors take files in which the recipes are in their place: that is what `expandRecipes` does.',
    `\`\`\`ts\nimport { expandRecipes } from 'ethogram/recipes';\n\nconst { definitions, faults } = expandRecipes({\n  version: 1,\n  recipes: ['new-visitors', { use: 'inactive-visitors', after: '14d' }],\n});\n\`\`\``,
    'Every recipe takes an `id`, by default its own name: it is the segment\'s id, and every other name that the recipe gives begins with it. So a recipe can be used twice in a file. `compose` throws where two things have one name. To add a wait, a cooldown or a share of visitors, write a segment of your own that refers to the recipe\'s: `{ "id": "nudge", "when": { "segment": "inactive-visitors" }, "cooldown": "7d" }`.',
    "A browser keeps 90 days of events unless you say otherwise, and counts on beyond that. A recipe that looks further back, such as `rfm`, is right for what was counted since it stood in the file; give a longer `retention` where new recipes should see old events. Products are read from GA4's `items`.",
    '**Needs** says what a recipe looks at and how that gets there: *by itself* and *with autocapture* are captured by the script, *from plays* is what the plays of your file tell when they show something, *told* comes from your page by `track`, `data-track` or `setTraits`, *imported* comes from another system by `import` (or `track`, with its time and id). `needsOf(…)` gives the same for any definitions.',
    ['| family | recipes |', '| --- | --- |', ...contents].join('\n'),
    ...families.flatMap(({ family, head, recipes }) => [
      `## ${titleOf(family)}`,
      head.replaceAll(/\s*\n \* ?/g, ' '),
      ...recipes.map((one) => section(recipeOf(family, one), one)),
    ]),
  ].join('\n\n')}\n`;
};
