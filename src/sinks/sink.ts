import type { Json } from '../base/json.js';
import { type Undo, undoAll } from '../base/listen.js';
import type { Ethogram, SegmentChange } from '../index.js';
import { browserClock, delay, inPage } from '../platform/browser.js';
import { chance } from '../platform/chance.js';
import { followLifecycle } from '../platform/lifecycle.js';
import { whenOnline } from '../platform/network.js';
import { acknowledge, hold, type Outbox, pause, put, readOutbox, TURN, take } from './outbox.js';

/**
 * Takes changes out of the page, in order, at most 100 at a time. If it throws or rejects they are handed out again,
 * with the same ids; also if the page ends before it resolves. `isLeaving`: the page goes, and nobody waits for an
 * answer. `tries`: how often it has failed since it last did not.
 */
export type Deliver = (
  changes: readonly SegmentChange[],
  how: { readonly isLeaving: boolean; readonly tries: number },
) => unknown;

export interface SinkOptions {
  /** Only these segments. @default all */
  readonly segments?: readonly string[];
  /** Hears why a delivery failed. It is tried again anyway. */
  readonly failed?: (error: unknown) => void;
}

/** Milliseconds. A request in the moment in which a network is there again fails with the change of networks. */
const NETWORK_SETTLES = 1_000;
/** Milliseconds. Longer than tabs take to hear of one another. */
const TABS_AGREE = 10_000;
/** Milliseconds until storage that failed is asked again. */
const STORAGE_RESTS = 10_000;

/**
 * Hands every change to `deliver`, once for the whole site and not once a tab: what is to go waits in the store, and
 * one tab at a time takes it out. What a page could not put there before it was gone, the next page finds out.
 * Nothing is handed out, or kept, as long as consent keeps anything from being stored. `name` tells one way out from
 * another. The undo ends it; what waits is kept.
 *
 * @example sink(ethogram, (changes) => changes.forEach(tellTheChat), { name: 'chat' });
 */
export const sink = (
  ethogram: Ethogram,
  deliver: Deliver,
  { name, segments: only, failed }: SinkOptions & { readonly name: string },
): Undo => {
  if (!inPage()) return () => undefined;
  let told: SegmentChange[] = [];
  /** What changed before this page, or got lost, is not known yet. */
  let isBehind = true;
  let outbox = readOutbox(undefined);
  let flying: readonly SegmentChange[] = [];
  let isBusy = false;
  let isAsked = false;
  let isEnded = false;
  let alarm: Undo | undefined;
  let later: Undo | undefined;

  const isMeant = (segment: string) => !only || only.includes(segment);

  /**
   * What stands otherwise than it was put in, with the instant at which it came to be so. If that lies before what was
   * put in, either this tab does not know yet what another one does, or a late record has changed the past: now, then.
   */
  const missed = ({ known }: Outbox): SegmentChange[] => {
    const now = browserClock.now();
    const current = ethogram.segments();
    const wrong = [...new Set([...current, ...Object.keys(known)])].filter(
      (segment) => isMeant(segment) && current.has(segment) !== (known[segment]?.type === 'enter'),
    );
    return wrong.flatMap((segment) => {
      const told = known[segment]?.time ?? 0;
      const since = ethogram.explain(segment)?.since ?? -1;
      if (since < told && now - told < TABS_AGREE) return [];
      const type = current.has(segment) ? 'enter' : 'exit';
      const time = since < told ? now : since;
      return { id: `${segment}:${type}:${time}`, segment, type, time, reason: 'late' };
    });
  };

  const update = async (change: (outbox: Outbox) => Outbox) => {
    const record = await ethogram.remember(
      `sink:${name}`,
      (old) => change(readOutbox(old)) as unknown as Json,
    );
    outbox = readOutbox(record);
    return record !== undefined;
  };

  /** Says in time that a delivery is still under way. */
  const holdTurn = (): Undo => {
    const again = () => {
      update((old) => hold(old, browserClock.now())).catch(() => undefined);
      undo = delay(TURN / 2, again);
    };
    let undo = delay(TURN / 2, again);
    return () => undo();
  };

  /** One round: what is new goes in, and what may go out goes out. Answers whether to go on at once. */
  const round = async (isBack: boolean): Promise<boolean> => {
    const news = told;
    told = [];
    let batch: readonly SegmentChange[] = [];
    const mayKeep = await update((old) => {
      const filled = put(old, isBehind ? [...news, ...missed(old)] : news);
      const [taken, mine] = take(filled, browserClock.now(), isBack);
      batch = mine;
      return taken;
    });
    isBehind = !mayKeep;
    if (!mayKeep || !batch.length) return false;
    flying = batch;
    const release = holdTurn();
    try {
      await deliver(batch, { isLeaving: false, tries: outbox.tries });
      release();
      await update((old) => acknowledge(old, batch));
    } catch (error) {
      release();
      failed?.(error);
      await update((old) => pause(old, browserClock.now(), chance()));
    }
    flying = [];
    return true;
  };

  const settle = async (isBack = false) => {
    isAsked = true;
    if (isBusy || isEnded) return;
    isBusy = true;
    alarm?.();
    let rest: number | undefined;
    try {
      await ethogram.ready;
      while (isAsked && !isEnded) {
        isAsked = false;
        while (await round(isBack)) isBack = false;
      }
      if (outbox.waiting.length) rest = Math.max(0, outbox.until - browserClock.now()) + 100 * chance();
    } catch (error) {
      failed?.(error);
      isBehind = true;
      rest = STORAGE_RESTS;
    }
    isBusy = false;
    if (rest !== undefined && !isEnded) alarm = delay(rest, () => settle());
  };

  /** A tab that hears of what another did may have to take back what it told. When all have heard, it shows. */
  const lookLater = () => {
    later?.();
    later = delay(1.5 * TABS_AGREE, () => {
      isBehind = true;
      settle();
    });
  };

  /** What waits behind a delivery that is under way goes after it; it stays in the outbox, as nobody hears an answer. */
  const leave = () => {
    const behind = outbox.waiting.filter(({ id }) => !flying.some((other) => other.id === id));
    if (!flying.length || !behind.length) return;
    flying = [...flying, ...behind];
    Promise.resolve(deliver(behind, { isLeaving: true, tries: 0 })).catch(() => undefined);
  };

  const undo = undoAll([
    ethogram.on('change', (change) => {
      if (!isMeant(change.segment)) return;
      told.push(change);
      if (change.reason === 'late') lookLater();
      settle();
    }),
    // consent may have been given
    ethogram.on('event', () => void (isBehind && settle())),
    followLifecycle({ hidden: () => undefined, leaving: leave, shown: () => settle() }),
    whenOnline(() => delay(NETWORK_SETTLES, () => settle(true))),
  ]);
  settle();
  return () => {
    isEnded = true;
    alarm?.();
    later?.();
    undo();
  };
};
