import { expect, test } from 'vitest';
import { sourcesPage } from './page.js';

// -u writes them anew
test('the tables of docs/sources.md are what the code does', async () => {
  expect(sourcesPage()).toMatch(/\| `promoClick` +\| `select_promotion` +\|/);
  await expect(sourcesPage()).toMatchFileSnapshot('../../../docs/sources.md');
});
