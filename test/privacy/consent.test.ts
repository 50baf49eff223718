import { expect, test } from 'vitest';
import { isDoNotTrack, permissionOf } from '../../src/privacy/consent.js';

test.each([
  ['granted', { keep: 'stored', tell: true }],
  ['pending', { keep: 'memory', tell: true }],
  ['denied', { keep: 'nothing', tell: false }],
  [
    { measure: true, personalise: true },
    { keep: 'stored', tell: true },
  ],
  [
    { measure: true, personalise: false },
    { keep: 'stored', tell: false },
  ],
  [
    { measure: false, personalise: true },
    { keep: 'passing', tell: true },
  ],
  [
    { measure: false, personalise: false },
    { keep: 'nothing', tell: false },
  ],
  ['yes', undefined],
  [undefined, undefined],
  [null, undefined],
  [true, undefined],
  [{ measure: true }, undefined],
  [{ measure: 'yes', personalise: true }, undefined],
])('%j', (consent, permission) => expect(permissionOf(consent)).toEqual(permission));

test.each([
  ['1', true],
  ['yes', true],
  ['0', false],
  ['no', false],
  ['unspecified', false],
  [null, false],
  [undefined, false],
  [1, false],
])('doNotTrack %j: %j', (value, asks) => expect(isDoNotTrack(value)).toBe(asks));
