import type { BrowserContext, Page } from 'playwright-core';

/** What a page may not find of us: collected from every tab of a browser, from now on. */
export interface Watch {
  /** Exceptions, console lines and foreign requests, as they came. */
  readonly faults: string[];
  /** Allows what matches, which the test itself provokes. */
  forgive(pattern: RegExp): void;
}

export function watch(context: BrowserContext, origin: string): Watch {
  const faults: string[] = [];
  const forgiven: RegExp[] = [];
  const note = (fault: string) => {
    if (!forgiven.some((pattern) => pattern.test(fault))) faults.push(fault);
  };
  const listen = (page: Page) => {
    page.on('pageerror', (error) => note(`exception: ${error.message}`));
    page.on('console', (line) => note(`console ${line.type()}: ${line.text()}`));
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(`${origin}/`) && !url.startsWith('data:')) note(`foreign request: ${url}`);
    });
  };
  context.pages().forEach(listen);
  context.on('page', listen);
  return { faults, forgive: (pattern) => forgiven.push(pattern) };
}

/** The visitor has said before that the demo shop may remember them. */
export const sayYesTo = (context: BrowserContext, shop: string): Promise<unknown> =>
  context.addInitScript((address) => {
    if (location.href.startsWith(address)) localStorage.setItem('plover-consent', 'granted');
  }, shop);

/** Globals of this page that an empty page of the same browser has not. */
export async function globalsOf(page: Page, origin: string): Promise<string[]> {
  const empty = await page.context().newPage();
  await empty.goto(`${origin}/empty.html`);
  const names = () => Object.getOwnPropertyNames(window);
  const usual = new Set(await empty.evaluate(names));
  await empty.close();
  return (await page.evaluate(names)).filter((name) => !usual.has(name));
}

/** How much of the page has moved by itself since it was opened (the sum of its layout shifts). */
export const shiftsOf = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    let sum = 0;
    const add = (entries: PerformanceEntryList) => {
      for (const entry of entries as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
        if (!entry.hadRecentInput) sum += entry.value;
      }
    };
    const observer = new PerformanceObserver((list) => add(list.getEntries()));
    observer.observe({ type: 'layout-shift', buffered: true });
    await new Promise((resolve) => setTimeout(resolve, 50));
    add(observer.takeRecords());
    observer.disconnect();
    return sum;
  });
