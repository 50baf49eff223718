/** How an event gets into the log is said twice, here for who uses recipes and in the catalogue: in the same words. */
import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { arrival } from '../../src/recipes/arrival.js';

const folder = new URL('../../src/event/catalogue/', import.meta.url);

/** What stands after `@heard` above each event of a file; nothing where a call tells of it. */
const heardIn = (file: string): [event: string, heard: string | undefined][] => {
  const text = readFileSync(new URL(file, folder), 'utf8');
  return ts
    .createSourceFile(file, text, ts.ScriptTarget.ES2022, true)
    .statements.filter(ts.isVariableStatement)
    .flatMap((statement) => {
      const made = statement.declarationList.declarations[0]?.initializer;
      const table = made && ts.isAsExpression(made) ? made.expression : made;
      const exported = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
      if (!exported || !table || !ts.isObjectLiteralExpression(table)) return [];
      return table.properties.filter(ts.isPropertyAssignment).map((event): [string, string | undefined] => {
        const tag = ts.getJSDocTags(event).find(({ tagName }) => tagName.text === 'heard');
        return [event.name.getText(), tag && ts.getTextOfJSDocComment(tag.comment)];
      });
    });
};

const events = readdirSync(folder).flatMap(heardIn);
const captured = events.filter(([, heard]) => heard !== undefined);

test('the catalogue says how some of its events are heard', () => {
  expect(captured.length).toBeGreaterThan(10);
});

test.each(captured)('%s: %s', (event, heard) => {
  expect(arrival(event)).toBe(heard);
});

test('and no recipe thinks that another is', () => {
  const others = events.filter(([, heard]) => heard === undefined).map(([event]) => event);
  expect(others.filter((event) => !/^(told|imported)$/.test(arrival(event)))).toEqual([]);
});
