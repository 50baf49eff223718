import { expect, test } from 'vitest';
import { reduceAddress } from '../../src/capture/address.js';

test.each([
  ['https://shop.example/a/b', 'https://shop.example/a/b'],
  [
    'https://shop.example/a?utm_source=x&utm_campaign=y',
    'https://shop.example/a?utm_source=x&utm_campaign=y',
  ],
  ['https://shop.example/a?gclid=1&email=me%40home.example&token=abc', 'https://shop.example/a?gclid=1'],
  ['https://shop.example/a#access_token=abc', 'https://shop.example/a'],
  ['https://shop.example/#/cart?coupon=mine', 'https://shop.example/#/cart'],
  ['https://me:secret@shop.example/a', 'https://shop.example/a'],
  ['data:text/html,hello', ''],
  ['android-app://com.example/', ''],
  ['', ''],
  ['http://[', ''],
])('%s → %s', (address, reduced) => expect(reduceAddress(address)).toBe(reduced));
