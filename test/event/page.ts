/** The page of documentation that the catalogue makes: its words from the data, its prose from the comments above them. */
import ts from 'typescript';

const GROUPS = ['site', 'product', 'blog', 'conversion', 'features', 'messages', 'help'] as const;

const MEANINGS: { readonly [word: string]: string } = {
  text: 'text',
  number: 'number',
  flag: 'true or false',
  id: 'text or number',
  texts: 'text, or a list of texts',
};

const INTRO = `# Events

Any name can be tracked, with any properties. These are the names that Ethogram knows: what it hears by itself uses them, the types check them, and \`debug\` tells what does not fit. They are GA4's wherever GA4 has one, so that a data layer that is there already can be told as it is.

\`\`\`ts
ethogram.track('purchase', { transaction_id: 'T-1', value: 219, currency: 'EUR', items: [{ item_id: 'curlew', quantity: 1 }] });
\`\`\`

- **Of the site's own**: \`declare module 'ethogram' { interface Events { quiz_done: { score: number } } }\`. What is declared for a name of this page is added to its properties, and wins: \`interface Events { purchase: { gift?: boolean } }\`.
- **With \`debug\`** (\`data-debug\` at the script tag, \`start({ debug: true })\`) a property that does not fit is told through \`error\`, with its place: \`purchase, items.0.price: expected a number, found a text\`. The event is taken all the same. Properties that are not on this page are the site's own, unless one of these seems to be meant.
- **Without it**, and in any case: a name has 1 to 256 characters, none of them \`*\` or \`?\`, and does not begin with \`$\`; properties are JSON of at most 8 levels and 8,192 bytes. What is not is refused, with a reason, through \`error\`.
- **As schemas**: \`import { eventSchema, misfitsOf } from 'ethogram/events'\` gives them as zod schemas, for whoever writes or imports events.

In the tables, **!** marks a property that the event means nothing without. The rest may be left out.
`;

interface Documented {
  readonly name: string;
  readonly about: string;
  readonly tags: ReadonlyMap<string, string>;
  readonly type: ts.Type;
}

/** Reads types and comments of a folder of sources. */
const createReader = () => {
  const files = GROUPS.map((group) => `src/event/catalogue/${group}.ts`);
  const program = ts.createProgram(files, { target: ts.ScriptTarget.ES2022, strict: true, noLib: true });
  const checker = program.getTypeChecker();

  const documented = (symbol: ts.Symbol): Documented => ({
    name: symbol.name,
    about: ts.displayPartsToString(symbol.getDocumentationComment(checker)).replace(/\s+/g, ' '),
    tags: new Map(
      symbol.getJsDocTags(checker).map(({ name, text }) => [name, ts.displayPartsToString(text)]),
    ),
    type: checker.getTypeOfSymbol(symbol),
  });
  const propertiesOf = (type: ts.Type) => checker.getPropertiesOfType(type).map(documented);

  return {
    propertiesOf,
    groups: files.map((file, index) => {
      const source = program.getSourceFile(file) as ts.SourceFile;
      const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(source) as ts.Symbol);
      const name = (GROUPS[index] as string).toUpperCase();
      return documented(exported.find((symbol) => symbol.name === name) as ts.Symbol);
    }),
    /** The word or words of a property; a form stands in a list of one. */
    wordsOf: (type: ts.Type): readonly string[] =>
      type.isStringLiteral()
        ? [type.value]
        : checker
            .getTypeArguments(type as ts.TypeReference)
            .flatMap((one) => (one.isStringLiteral() ? [one.value] : [])),
    formIn: (type: ts.Type): ts.Type | undefined =>
      checker.getTypeArguments(type as ts.TypeReference).find((one) => !one.isStringLiteral()),
  };
};

/** `docs/events.md`. */
export const eventsPage = (): string => {
  const { groups, propertiesOf, wordsOf, formIn } = createReader();
  let item: ts.Type | undefined;

  const kindOf = (type: ts.Type): string => {
    const words = wordsOf(type);
    if (type.isStringLiteral()) return MEANINGS[type.value.replace('!', '')] as string;
    if (words.length) return words.map((word) => `\`"${word}"\``).join(', ');
    item ??= formIn(type);
    return 'list of [products](#a-product)';
  };
  const tableOf = (form: ts.Type): string => {
    const rows = propertiesOf(form).map(({ name, about, type }) => {
      const needed = wordsOf(type)[0]?.endsWith('!') ? ' **!**' : '';
      return `| \`${name}\`${needed} | ${kindOf(type)} | ${about} |`;
    });
    return rows.length ? `\n| property | value | |\n| --- | --- | --- |\n${rows.join('\n')}\n` : '';
  };
  const eventOf = ({ name, about, tags, type }: Documented): string => {
    const marks = [tags.has('ga4') && 'GA4', tags.get('heard') && `heard ${tags.get('heard')}`].filter(
      Boolean,
    );
    return `### ${name}\n\n${about}${marks.length ? ` *${marks.join('; ')}*` : ''}\n${tableOf(type)}`;
  };

  const sections = groups.map(
    ({ name, about, type }) =>
      `## ${name[0]}${name.slice(1).toLowerCase()}\n\n${about}\n\n${propertiesOf(type).map(eventOf).join('\n')}`,
  );
  return `${INTRO}\n${sections.join('\n')}\n## A product\n\nWhat stands in \`items\`.\n${tableOf(item as ts.Type)}`;
};
