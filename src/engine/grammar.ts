/**
 * The shape of the segment language as data: the one list of its forms, keys and types. `compile` checks files
 * against it, and the schemas are made from it.
 *
 * A form is its keys, the first being its head: `key:type` must be there, `key?type` may. A type is alternatives
 * parted by `|`: `[T` a list of at least one T, `2T` a pair, `{T` a dictionary, `@part` a name in that part of the
 * file, `'word` that word, a capital the name of a type here, else a plain type (check.ts).
 */

const over = ' over?Window';
const of = ` of:Selector${over}`;

/** Metrics that are numbers if they have a value: a duration may stand beside them. */
const NUMBERS = [
  `count:Selector${over}`,
  `sum:text${of} times?text`,
  `avg:text${of}`,
  `min:text${of}`,
  `max:text${of}`,
  `distinct:text${of}`,
  `share:text${of} value?scalar`,
  `days:Selector${over}`,
  `sessions:Selector${over}`,
  'streak:Selector',
  'peak:Selector in:duration',
  `sinceFirst:Selector${over}`,
  `sinceLast:Selector${over}`,
  `interval:Whole${over}`,
  `score:[Points halfLife?span${over}`,
  'model:@models',
  'untilAnniversary:text',
  'ratio:2Metric',
  'difference:2Metric',
  'total:[Metric',
];

/** Metrics that may be a text, too. */
const SCALARS = [
  `first:text${of}`,
  `last:text${of}`,
  `top:text${of}`,
  "classifier:@classifiers read?'confidence|'points class?text",
  'metric:@metrics',
];

const test = (ordered: string, operand = ''): string =>
  ` is?scalar${operand} isNot?scalar${operand} oneOf?[scalar noneOf?[scalar gt?${ordered}${operand}` +
  ` gte?${ordered}${operand} lt?${ordered}${operand} lte?${ordered}${operand} between?2${ordered}` +
  " contains?string startsWith?string endsWith?string like?string exists?bool ignoreCase?bool as?'version";

const ofNumber = test('amount', '|Operand');
const ofScalar = test('ordered', '|Operand');
const steps = ' within?duration gap?duration without?Step same?text';

/** A type by its name: alternatives, or the forms of an object. */
export const GRAMMAR: { readonly [type: string]: string | readonly string[] } = {
  File: [
    "version:one $schema?string timeZone?zone weekStart?'monday|'sunday metrics?{Metric classifiers?{Classifier models?{Model segments?nothing|[Segment plays?any meta?any",
  ],
  Segment: [
    'id:id name?string description?string when:Condition until?Condition enterAfter?duration exitAfter?duration' +
      " cooldown?duration|'forever exclusive?text sample?Sample activeFrom?instant activeTo?instant",
  ],
  Sample: ['percent:percent salt?string'],
  Condition: [
    'all:[Condition',
    'any:[Condition',
    'not:Condition',
    'atLeast:count of:[Condition',
    'segment:@segments',
    `trait:text${ofScalar}`,
    `now:'hour|'weekday|'day|'month|'date|'time${ofScalar}`,
    'abandoned:Step without:Step for:duration within?duration same?text',
    ...NUMBERS.map((form) => form + ofNumber),
    ...SCALARS.map((form) => form + ofScalar),
  ],
  Metric: [...NUMBERS, ...SCALARS],
  Operand: ['metric:@metrics'],
  Window:
    "duration|'lifetime|'session|'today|'yesterday|'this_week|'last_week|'this_month|'last_month|'this_year|'last_year|Span",
  Span: ['since:instant', 'between:2instant', 'from:duration to:duration'],
  Selector: 'name|[name|Elements',
  Elements: ['event:Names each?text where?Where', `sequence:[Step${steps}`],
  Whole: 'name|[name|Wholes',
  Wholes: ['event:Names where?Where', `sequence:[Step${steps}`],
  Step: 'name|[name|Event',
  Event: ['event:Names where?Where'],
  Names: 'name|[name',
  Where: '{Value|[Values',
  Values: '{Value',
  Value: 'scalar|Test',
  Test: [test('ordered').trim()],
  Points: ['of:Selector points:number|text'],
  Classifier: ['evidence:[Evidence halfLife?span related?{Shares minPoints?number'],
  Evidence: ['of:Selector points:number|text class?text by?text'],
  Shares: '{number',
  Model: ['intercept:number terms:[Term'],
  Term: ["metric:Metric weight:number transform?'none|'log1p|'sqrt mean?number sd?number missing?number"],
};

/** The keys of a form: of what type each is and whether it must be there. */
export type Fields = ReadonlyMap<string, readonly [type: string, needed: boolean]>;

const parse = (form: string): Fields =>
  new Map(
    form.split(' ').map((field) => {
      const [key, type] = field.split(/[:?]/) as [string, string];
      return [key, [type, field[key.length] === ':']];
    }),
  );

/** The forms of objects, read. A map, so that what a host put on every object is no form. */
export const SHAPES: ReadonlyMap<string, readonly Fields[]> = new Map(
  Object.entries(GRAMMAR).flatMap(([name, forms]) =>
    typeof forms === 'string' ? [] : [[name, forms.map(parse)]],
  ),
);

/** The words by which the forms of a type are known: the first key of each. */
export const headsOf = (type: string): string[] =>
  SHAPES.get(type)?.map((fields) => [...fields.keys()][0] as string) ?? [];

/** The keys that belong to a test, whatever else stands in the same object. */
export const TEST_KEYS: readonly string[] = [...(SHAPES.get('Test')?.[0]?.keys() ?? [])];
