import { expect, test } from 'vitest';
import { permissionOf } from '../../src/privacy/consent.js';

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
    { keep: 'nothing', tell: true },
  ],
  ['yes', undefined],
  [undefined, undefined],
  [null, undefined],
  [true, undefined],
  [{ measure: true }, undefined],
  [{ measure: 'yes', personalise: true }, undefined],
])('%j', (consent, permission) => expect(permissionOf(consent)).toEqual(permission));
