import { has, isObject } from '../base/json.js';
import { parseDuration } from '../base/time.js';

/** A fault, as `compile` tells them. */
export interface PlayFault {
  readonly code: 'invalid' | 'missing' | 'unknown-key' | 'duplicate';
  /** `plays[0].steps[1].wait` */
  readonly place: string;
  readonly found: string;
  readonly expected: string;
}

type Kind = readonly [expected: string, fits: (value: unknown) => boolean];
type Shape = { readonly [key: string]: readonly [...Kind, needed?: boolean] };

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= 1_024;
const isTime = (value: unknown) => isText(value) && /^([01]\d|2[0-3]):[0-5]\d$/.test(value);
const isAmount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value > 0;
const isDuration = (value: unknown) => parseDuration(value) !== undefined;

const duration = ['a duration', isDuration] as const;
const object = ['an object', isObject] as const;
const text = ['a text', isText] as const;

const PLAY: Shape = {
  id: ['a–z, 0–9, - and _, at most 48', (it) => isText(it) && /^[a-z0-9][a-z0-9_-]{0,47}$/.test(it), true],
  segment: [...text, true],
  steps: ['a list that shows', (it) => Array.isArray(it) && it.some((step) => Object(step).show), true],
  // conditions are judged by `compile`, in the segments that the play becomes
  stop: object,
  goal: object,
  limit: object,
  hours: [
    'two times, ["HH:MM", "HH:MM"]',
    (it) => Array.isArray(it) && it.length === 2 && it.every(isTime) && it[0] !== it[1],
  ],
  sample: object,
};
const LIMIT: Shape = {
  times: ['1 or more', (it) => Number.isInteger(it) && (it as number) > 0, true],
  per: duration,
};
const WAIT: Shape = { wait: [...duration, true] };
const SHOW: Shape = { show: [...text, true], content: [...object, true] };
const VARIED: Shape = {
  show: [...text, true],
  variants: ['a list', (it) => Array.isArray(it) && it.length > 0, true],
};
const VARIANT: Shape = {
  weight: ['a number above 0', isAmount, true],
  content: [...object, true],
};

export const fault = (
  code: PlayFault['code'],
  place: string,
  value: unknown,
  expected: string,
): PlayFault => ({
  code,
  place,
  found: Array.isArray(value) ? 'a list' : isObject(value) ? 'an object' : String(value).slice(0, 60),
  expected,
});

const judge = (value: unknown, shape: Shape, place: string): PlayFault[] => {
  if (!isObject(value)) return [fault('invalid', place, value, 'an object')];
  const words = Object.keys(shape);
  const unknown = Object.keys(value)
    .filter((key) => !words.includes(key))
    .map((key) => fault('unknown-key', `${place}.${key}`, key, words.join()));
  const wrong = Object.entries(shape).flatMap(([key, [expected, fits, needed]]): PlayFault[] => {
    const isThere = has(value, key);
    if (isThere ? fits(value[key]) : !needed) return [];
    return [fault(isThere ? 'invalid' : 'missing', `${place}.${key}`, value[key], expected)];
  });
  return [...unknown, ...wrong];
};

const judgeStep = (step: unknown, place: string): PlayFault[] => {
  const said = Object(step);
  const shape = 'wait' in said ? WAIT : 'variants' in said ? VARIED : SHOW;
  const variants: unknown[] = Array.isArray(said.variants) ? said.variants : [];
  return [
    ...judge(step, shape, place),
    ...variants.flatMap((variant, index) => judge(variant, VARIANT, `${place}.variants[${index}]`)),
  ];
};

/** Everything that is wrong with a play, but for its conditions. */
export const faultsOf = (play: unknown, place: string): readonly PlayFault[] => {
  const { steps, limit } = Object(play);
  return [
    ...judge(play, PLAY, place),
    ...(isObject(limit) ? judge(limit, LIMIT, `${place}.limit`) : []),
    ...(Array.isArray(steps)
      ? steps.flatMap((step, index) => judgeStep(step, `${place}.steps[${index}]`))
      : []),
  ];
};
