/** The forms of the language by name, and which of them random definitions may use: the one place to narrow them. */

export const FORMS = [
  // metrics
  'count',
  'sum',
  'avg',
  'min',
  'max',
  'times',
  'distinct',
  'first',
  'last',
  'top',
  'share',
  'days',
  'sessions',
  'streak',
  'peak',
  'sinceLast',
  'sinceFirst',
  'interval',
  'score',
  'decay',
  'classifier',
  'model',
  'untilAnniversary',
  'metric',
  'ratio',
  'difference',
  'total',
  // windows
  'sliding',
  'ages',
  'session',
  'calendar',
  'since',
  // conditions and tests
  'all',
  'any',
  'not',
  'atLeast',
  'segment',
  'trait',
  'now',
  'abandoned',
  'abandoned-same',
  'operand',
  'version',
  'ignoreCase',
  'drift',
  // selectors
  'where',
  'glob',
  'each',
  'sequence',
  'sequence-same',
  '$set',
  // keys of a segment and of a file
  'until',
  'enterAfter',
  'exitAfter',
  'cooldown',
  'exclusive',
  'sample',
  'active',
  'zone',
] as const;

export type Form = (typeof FORMS)[number];

/** What the engine does not have yet. */
const MISSING: readonly Form[] = [];

/** What the engine is asked. `FUZZ_FORMS=count,sliding` narrows it for one run, `FUZZ_FORMS=all` takes all. */
export const LANDED: ReadonlySet<Form> = new Set(
  process.env.FUZZ_FORMS === 'all'
    ? FORMS
    : process.env.FUZZ_FORMS === undefined
      ? FORMS.filter((form) => !MISSING.includes(form))
      : (process.env.FUZZ_FORMS.split(',') as Form[]),
);

/** Whether the engine has all that a definition file needs, by the keys that stand in it. */
export function isLanded(definitions: unknown): boolean {
  const text = JSON.stringify(definitions);
  const absent = FORMS.filter((form) => !LANDED.has(form));
  return !absent.some((form) => text.includes(`"${form === 'decay' ? 'halfLife' : form}":`));
}
