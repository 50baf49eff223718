import { expect, test } from '@playwright/test';

test('half an hour after the cart was filled the page says so, also on another page', async ({ page }) => {
  await page.clock.install({ time: new Date('2026-03-01T09:00:00Z') });
  await page.goto('/cart.html');
  await page.getByRole('button', { name: 'Add to cart' }).click();

  await page.clock.fastForward('29:00');
  await expect(page.getByText('Still thinking?')).toBeHidden();
  await page.clock.fastForward('01:00');
  await expect(page.getByText('Still thinking?')).toBeVisible();

  await page.reload();
  await expect(page.getByText('Still thinking?')).toBeVisible();
});
