// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Draft, EthogramError, type StartOptions, start } from '../../src/index.js';
import { closeAll, createClock, open, settle, useStorage } from './page.js';

let clock: ReturnType<typeof createClock>;

beforeEach(() => {
  useStorage();
  clock = createClock();
});
afterEach(async () => {
  await closeAll();
  vi.unstubAllGlobals();
  document.body.innerHTML = '';
  history.replaceState(null, '', '/');
});

/** Starts with those options, and gives what is heard of what `run` does. */
const hear = async (options: StartOptions, run: (page: ReturnType<typeof open>) => void) => {
  const page = open({ clock, ...options });
  await page.ethogram.ready;
  run(page);
  await settle();
  return { ...page, heard: page.events.map(({ id, name, props }) => ({ id, name, props })) };
};

describe('what is personal', () => {
  test('in a page view goes before anything is kept', async () => {
    document.title = 'Orders of ann@home.example';
    history.replaceState(
      null,
      '',
      '/u/ann%40home.example/orders?utm_source=letter&gclid=Cj0K&mail=x&size=42#token=1',
    );
    const { heard } = await hear(
      { capture: { page: true, device: false }, privacy: { query: ['size'] } },
      () => {},
    );
    expect(heard[0]?.props).toMatchObject({
      page_location: `${location.origin}/u/***/orders?utm_source=letter&gclid=1&size=42`,
      page_path: '/u/***/orders',
      page_title: 'Orders of ***',
    });
  });

  test('in attributes goes, and their ids stay', async () => {
    document.body.innerHTML =
      '<button data-track="ask" data-track-ticket_id="2125550123" data-track-note="call 2125550123">Ask</button>';
    const { heard } = await hear({ capture: { page: false, device: false } }, () =>
      document.querySelector('button')?.click(),
    );
    expect(heard[0]?.props).toEqual({ ticket_id: 2125550123, note: 'call ***' });
  });

  test('in a call goes if it is sure to be, and an order keeps its id', async () => {
    const { heard } = await hear({}, ({ ethogram }) => {
      ethogram.track('purchase', { transaction_id: '4111 1111 1111 1111', coupon: 'ann@home.example' });
      ethogram.track('search', { search_term: '2125550123' });
    });
    expect(heard).toMatchObject([
      { id: 'purchase:4111 1111 1111 1111', props: { transaction_id: '4111 1111 1111 1111', coupon: '***' } },
      { props: { search_term: '2125550123' } },
    ]);
  });

  test('in traits is the site’s own, unless it denies it', async () => {
    const { ethogram } = await hear({ privacy: { deny: ['phone'] } }, ({ ethogram }) =>
      ethogram.identify('u-1', { email: 'ann@home.example', phone: '+48 22 123 45 67' }),
    );
    expect([ethogram.trait('email'), ethogram.trait('phone')]).toEqual(['ann@home.example', undefined]);
  });

  test('never changes which order it was', async () => {
    const { heard } = await hear({ privacy: { deny: ['transaction_id'] } }, ({ ethogram }) =>
      ethogram.track('purchase', { transaction_id: 'T-1', value: 3 }),
    );
    expect(heard).toEqual([{ id: 'purchase:T-1', name: 'purchase', props: { value: 3 } }]);
  });
});

describe('beforeEvent', () => {
  test('sees what would be kept, may change it where it is or give another, and drop it', async () => {
    const seen: Draft[] = [];
    const beforeEvent = (event: Draft) => {
      seen.push(structuredClone(event));
      if (event.name === 'secret') return null;
      if (event.name === 'other') return { name: 'renamed', props: { of: event.name } };
      event.props.site = 'a';
    };
    const { heard, errors } = await hear({ beforeEvent }, ({ ethogram }) => {
      ethogram.track('view', { mail: 'ann@home.example' });
      ethogram.track('other');
      ethogram.track('secret');
      ethogram.track('purchase', { transaction_id: 'T-1' });
      ethogram.setTraits({ plan: 'free' });
    });
    expect(seen.map(({ name }) => name)).toEqual(['view', 'other', 'secret', 'purchase']);
    expect(seen[0]?.props).toEqual({ mail: '***' });
    expect(heard.map(({ name, props }) => [name, props])).toEqual([
      ['view', { mail: '***', site: 'a' }],
      ['renamed', { of: 'other' }],
      ['purchase', { transaction_id: 'T-1', site: 'a' }],
      ['$set', { plan: 'free' }],
    ]);
    expect(heard[2]?.id).toBe('purchase:T-1');
    expect(errors).toEqual([]);
  });

  test('has no hold on what the page handed in', async () => {
    const props = { items: [{ item_id: 'curlew' }] };
    const beforeEvent = ({ props }: Draft) => {
      (props.items as { item_id: string }[])[0] = { item_id: 'other' };
    };
    const { heard } = await hear({ beforeEvent }, ({ ethogram }) => ethogram.track('view_item', props));
    expect(heard[0]?.props).toEqual({ items: [{ item_id: 'other' }] });
    expect(props).toEqual({ items: [{ item_id: 'curlew' }] });
  });

  test.each<[string, () => Draft]>([
    [
      'throws',
      () => {
        throw new Error('mine');
      },
    ],
    ['gives what is no event', () => ({ name: '$set', props: {} })],
    ['gives what JSON cannot hold', () => ({ name: 'view', props: { run: () => 1 } })],
  ])('that %s loses nothing, and is told once', async (_, beforeEvent) => {
    const { heard, codes } = await hear({ beforeEvent }, ({ ethogram }) => {
      ethogram.track('view', { value: 1 });
      ethogram.track('view', { value: 2 });
    });
    expect(heard.map(({ props }) => props)).toEqual([{ value: 1 }, { value: 2 }]);
    expect(codes()).toEqual(['listener-threw']);
  });
});

describe('limits', () => {
  test('a burst of 10,000 is shed, and told once', async () => {
    const { heard, errors } = await hear({}, ({ ethogram }) => {
      for (let index = 0; index < 10_000; index++) ethogram.track('move', { index });
      ethogram.track('purchase', { transaction_id: 'T-1' });
    });
    expect([heard.length, heard.at(-1)?.name]).toEqual([1_001, 'purchase']);
    expect(errors.map(({ code, message }) => [code, message])).toEqual([
      ['too-many-events', "'move': more than 1,000 of one name, or 2,000 in all, in 10 s. The rest is shed"],
    ]);
  });

  test('R10: 10,000 events a second for ten seconds, with 1,000 segments: what is kept is bounded, and what was shed is told once', async () => {
    const segments = Array.from({ length: 1_000 }, (_, index) => ({
      id: `moved-${index}`,
      when: { count: 'move', over: '1h' as const, gte: index + 1 },
    }));
    const { ethogram, heard, errors } = await hear(
      { definitions: { version: 1, segments } },
      ({ ethogram }) => {
        for (let second = 0; second < 10; second++) {
          for (let index = 0; index < 10_000; index++) ethogram.track('move', { index });
          clock.push(1_000);
        }
      },
    );
    expect(heard.length).toBeLessThanOrEqual(2_000);
    expect(heard.length).toBeGreaterThanOrEqual(1_000);
    expect(ethogram.segments().size).toBe(1_000);
    expect(errors.map(({ code }) => code)).toEqual(['too-many-events']);
    // the next quiet minute everything counts again
    clock.push(60_000);
    ethogram.track('view');
    await settle();
    expect(ethogram.health().events).toBe(heard.length + 1);
  });

  test('of the site hold for their name alone', async () => {
    const limits = { scroll: { every: '10s' }, move: { sample: 0 } };
    const { heard, errors } = await hear({ limits }, ({ ethogram }) => {
      for (const name of ['scroll', 'scroll', 'move', 'view']) ethogram.track(name);
      clock.push(10_000);
      ethogram.track('scroll');
    });
    expect(heard.map(({ name }) => name)).toEqual(['scroll', 'view', 'scroll']);
    expect(errors).toEqual([]);
  });
});

test.each<[string, object]>([
  ['privacy', { keep: ['a'] }],
  ['privacy', { deny: 'a' }],
  ['privacy', { query: [1] }],
  ['beforeEvent', true],
  ['limits', { scroll: 10 }],
  ['limits', { scroll: { every: 10 } }],
  ['limits', { scroll: { sample: 'some' } }],
] as [string, object][])('start throws for %s: %j', (option, value) => {
  expect(() => start({ [option]: value } as StartOptions)).toThrow(EthogramError);
});
