// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Ethogram, StartOptions } from '../../src/index.js';
import { createClock, settle, stored, useStorage } from './page.js';

const definitions = { version: 1, segments: [{ id: 'viewer', when: { count: 'view', gte: 2 } }] } as const;

let clock: ReturnType<typeof createClock>;
let tabs: Ethogram[];

/** A tab of its own: its module knows nothing of the other's. */
const openTab = async (options: StartOptions = {}) => {
  vi.resetModules();
  const { start } = await import('../../src/index.js');
  const tab = start({ definitions, clock, capture: false, ...options });
  tabs.push(tab);
  await tab.ready;
  return tab;
};

beforeEach(() => {
  useStorage();
  clock = createClock();
  tabs = [];
});
afterEach(async () => {
  for (const tab of tabs) await tab.stop();
  vi.unstubAllGlobals();
});

describe('two tabs', () => {
  test('S14: agree within a second, and each tells its own listeners', async () => {
    const [one, other] = [await openTab(), await openTab()];
    const entered = vi.fn();
    other.on('enter', 'viewer', entered);
    one.track('view');
    one.track('view');
    await one.flush();
    await settle(700);
    expect(other.has('viewer')).toBe(true);
    expect(entered).toHaveBeenCalledOnce();
  });

  test('are one visitor in one session', async () => {
    const [one, other] = [await openTab(), await openTab()];
    const sessions = new Set<string>();
    for (const tab of [one, other]) tab.on('event', ({ session }) => sessions.add(session));
    one.track('view');
    await one.flush();
    await settle(700);
    clock.push(29 * 60_000);
    other.track('view');
    await other.flush();
    await settle(700);
    clock.push(29 * 60_000);
    one.track('view');
    await settle();
    expect(sessions.size).toBe(1);
  });

  test('agree without a channel when they are shown', async () => {
    vi.stubGlobal(
      'BroadcastChannel',
      class {
        constructor() {
          throw new DOMException('insecure', 'SecurityError');
        }
      },
    );
    const [one, other] = [await openTab(), await openTab()];
    one.track('view');
    one.track('view');
    await one.flush();
    expect(other.has('viewer')).toBe(false);
    document.dispatchEvent(new Event('visibilitychange'));
    await settle(50);
    expect(other.has('viewer')).toBe(true);
  });

  test('forget together', async () => {
    const [one, other] = [await openTab(), await openTab()];
    one.track('view');
    one.track('view');
    await one.flush();
    await settle(700);
    expect(other.has('viewer')).toBe(true);
    await one.erase();
    await settle(700);
    expect(other.has('viewer')).toBe(false);
    other.track('view');
    await other.flush();
    await settle(700);
    one.track('view');
    expect(one.has('viewer')).toBe(true);
  });

  test('leave the newer checkpoint alone', async () => {
    const one = await openTab();
    one.track('view');
    await one.flush();
    const other = await openTab();
    other.track('view');
    await other.flush();
    const newer = (await stored()).get('checkpoint') as { position: number };
    one.track('other');
    await settle(10);
    await one.flush();
    const now = (await stored()).get('checkpoint') as { position: number };
    expect(now.position).toBeGreaterThanOrEqual(newer.position);
  });
});

test('tabs that are there can be counted, this one among them', async () => {
  const { joinTabs } = await import('../../src/platform/tabs.js');
  const { countTabs } = await import('../../src/platform/tab-count.js');
  const read = vi.fn(async () => false);
  const tabs = [1, 2, 3].map(() => joinTabs('counted', read, () => {}));
  expect(await countTabs('counted')).toBe(3);
  tabs[0]?.leave();
  expect(await countTabs('counted')).toBe(2);
  expect(await countTabs('nobody')).toBe(0);
  for (const tab of tabs) tab.leave();
  vi.stubGlobal('BroadcastChannel', undefined);
  expect(await countTabs('counted')).toBeUndefined();
});

test('a flood of hints is no flood of readings', async () => {
  const { joinTabs } = await import('../../src/platform/tabs.js');
  const read = vi.fn();
  const tab = joinTabs('flood', read, () => {});
  const flooder = new BroadcastChannel('flood');
  for (let index = 0; index < 500; index++) flooder.postMessage({ anything: index });
  await settle(900);
  expect(read.mock.calls.length).toBeGreaterThan(0);
  expect(read.mock.calls.length).toBeLessThanOrEqual(3);
  tab.leave();
  flooder.close();
});
