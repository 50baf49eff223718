/** What axe finds wrong with a page, by its own rules: https://dequeuniversity.com/rules/axe/ */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

/** Each violation with the first place where it is. Throws if axe had nothing to look at. */
export const violationsOf = async (tab: Page): Promise<readonly string[]> => {
  await tab.evaluate(axe);
  return tab.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: {
        run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[]; passes: unknown[] }>;
      };
    };
    const { violations, passes } = await axe.run();
    if (!passes.length) throw new Error('axe looked at nothing');
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)} (${nodes.length})`);
  });
};
