import { EthogramError } from '../base/errors.js';
import type { Undo } from '../base/listen.js';
import { SESSION_TIMEOUT } from '../base/time.js';
import { captureDeclared } from '../capture/declarative.js';
import { createPages } from '../capture/page.js';
import { createCallbacks } from '../emit/callbacks.js';
import { type Bound, bindSegments } from '../emit/dom.js';
import type { Plan } from '../engine/types.js';
import { parseEvent, parseProps } from '../event/event.js';
import { type EventDraft, SET } from '../event/types.js';
import { browserClock, createIds, delay, timeZone } from '../platform/browser.js';
import { followLifecycle, whenActive } from '../platform/lifecycle.js';
import { CONSENTS, type Permission, permissionOf } from '../privacy/consent.js';
import type { SegmentChange } from '../segment/types.js';
import { createAlarm } from './alarm.js';
import { createCheckpoints } from './checkpoints.js';
import { createDefiner } from './definitions.js';
import { captureDevice, type LoadDeviceParser } from './device.js';
import type { Handle, Signals } from './handle.js';
import { createKeeping } from './keeping.js';
import { createMemberships } from './memberships.js';
import { invalidOption, type StartOptions } from './options.js';
import { createPipeline } from './pipeline.js';
import { createReports, type Reports } from './reports.js';
import { storageOf } from './storage.js';
import { version } from './version.js';

/** What differs between the doors. */
export interface Door {
  /** Whether faulty segments are left out and told, instead of thrown. */
  readonly lenient: boolean;
  readonly loadDeviceParser: LoadDeviceParser;
}

export interface Ethogram {
  readonly handle: Handle<object, object>;
  readonly report: Reports['report'];
}

/** Puts the rooms together. Options are checked already; throws for definitions that cannot be compiled. */
export const createEthogram = (options: StartOptions, door: Door, ended: () => void): Ethogram => {
  const { clock = browserClock, capture = true, consent = 'granted', storage = 'indexeddb' } = options;
  const captures = (what: 'page' | 'declarative' | 'device') =>
    typeof capture === 'boolean' ? capture : capture[what] !== false;
  const name = options.name ? `ethogram:${options.name}` : 'ethogram';
  const timeout = options.session?.timeout ?? SESSION_TIMEOUT;
  const newId = createIds(() => clock.now());
  const now = () => Math.floor(clock.now());

  let permission = permissionOf(consent) as Permission;
  let plan: Plan | undefined;
  let events = 0;
  let bound: Bound | undefined;
  let isReady = false;
  let isStopped = false;
  let isLeaving = false;
  let isActive = false;
  let resolveReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    resolveReady = resolve;
  });

  // what is told
  const { report, fail } = createReports((error) => callbacks.emit('error', error));
  const callbacks = createCallbacks<Signals>((error) =>
    report('listener-threw', `A listener threw: ${error}`, error),
  );
  const unstored = (error: unknown) =>
    report('storage-failed', `Something could not be stored: ${error}`, error);
  const isIn = (segment: string) => memberships.told.has(segment);
  const tell = (changes: readonly SegmentChange[]) => {
    for (const change of changes) {
      callbacks.emit('change', change);
      callbacks.emit(change.type, change);
    }
    if (changes.length) {
      checkpoints.note(Number.POSITIVE_INFINITY);
      show(new Map(changes.map((change) => [change.segment, change])));
    }
    alarm.set(memberships.engine()?.nextDueAt());
  };
  const show = (changes?: ReadonlyMap<string, SegmentChange>) => {
    if (!isReady) return;
    callbacks.tell(isIn, changes);
    bound?.update();
  };

  // what is decided
  const memberships = createMemberships({
    now,
    mayTell: () => permission.tell,
    readLog: async () => (await pipeline.archive()?.readAll()) ?? [],
    tell,
    fail,
    timeZone: timeZone(),
    sessionTimeout: timeout,
  });
  const advance = () => memberships.advance();
  const alarm = createAlarm(clock, advance);

  // what is kept
  const pipeline = createPipeline({
    clock,
    timeout,
    memberships,
    newId,
    heard(event) {
      events++;
      checkpoints.note();
      callbacks.emit('event', event);
    },
  });
  const keeping = createKeeping({
    name,
    storage: storageOf(storage, name),
    pipeline,
    newId,
    report,
    begun({ store }, known) {
      store.get('definitions').then(definer.recall).catch(fail);
      proceed(known);
    },
  });
  const checkpoints = createCheckpoints(async () => {
    if (isLeaving || keeping.health().state !== 'persistent') return;
    await pipeline
      .archive()
      ?.save(() => {
        const engine = memberships.engine();
        return engine && { snapshot: engine.snapshot(), session: pipeline.session() };
      })
      .catch(unstored);
  });

  const definer = createDefiner({
    lenient: door.lenient,
    fail,
    remember: (copy) =>
      pipeline
        .archive()
        ?.store.update('definitions', () => copy)
        .catch(unstored),
    use(next) {
      plan = next;
      proceed(memberships.define(next));
      advance();
    },
  });

  /** Goes on when the memberships of a visitor, or those by other definitions, are known. */
  const proceed = async (known: Promise<void> | undefined) => {
    if (known) await known;
    if (isStopped || !memberships.engine()) return;
    noteDevice();
    advance();
    if (isReady) return;
    isReady = true;
    bound = bindSegments(isIn);
    show();
    resolveReady();
  };

  // what comes in
  const receive = (parse: () => EventDraft | string, code: 'invalid-event' | 'invalid-traits') => {
    if (isStopped || permission.keep === 'nothing') return;
    try {
      const draft = parse();
      if (typeof draft === 'string') report(code, `${draft}. It was left out.`);
      else pipeline.receive(draft);
    } catch (error) {
      // a clock of the host's may throw; nothing of ours may throw into the page
      report(code, `It could not be taken down: ${error}`, error);
    }
  };
  const track = (name: unknown, props?: unknown, how?: unknown) =>
    receive(() => parseEvent(name, props, how), 'invalid-event');
  const setTraits = (traits: unknown, userId?: unknown) =>
    receive(() => {
      const props = parseProps(traits);
      if (typeof props === 'string') return props;
      if (userId === undefined) return { name: SET, props };
      return typeof userId === 'string' && userId
        ? { name: SET, props: { ...props, user_id: userId } }
        : 'user id: expected a text';
    }, 'invalid-traits');
  const noteDevice = () => {
    // before consent nothing is read from the device; and there is no visitor yet of a page that is rendered ahead
    if (!captures('device') || permission.keep !== 'stored' || !isActive || !memberships.engine()) return;
    captureDevice({
      wanted: plan?.traits ?? [],
      store: pipeline.archive()?.store,
      load: door.loadDeviceParser,
      known: () => memberships.engine()?.trait('device'),
      set: (device) => setTraits({ device }),
      fail,
    });
  };
  const pages = createPages(
    (draft) => receive(() => draft, 'invalid-event'),
    (run) => delay(0, run),
  );

  definer.define(options.definitions ?? { version: 1 });
  let permitted = keeping.permit(permission);
  const undos: Undo[] = [
    followLifecycle({
      hidden: checkpoints.write,
      shown() {
        isLeaving = false;
        keeping.readAgain();
        advance();
      },
      leaving() {
        isLeaving = true;
        keeping.leave();
      },
    }),
  ];
  undos.push(
    whenActive(() => {
      isActive = true;
      noteDevice();
      if (captures('page')) undos.push(pages.follow());
    }),
  );
  if (captures('declarative')) undos.push(captureDeclared(track));

  const flush = async () => {
    await permitted;
    try {
      await pipeline.archive()?.flush();
      await checkpoints.write();
    } catch (error) {
      throw new EthogramError('storage-failed', `Not everything could be stored: ${error}`, { cause: error });
    }
  };
  const erase = async () => {
    await permitted;
    if (!isStopped) await keeping.erase();
  };
  const hostFunction = (where: string, run: unknown) => {
    if (typeof run === 'function') return run as () => void;
    throw invalidOption(where, 'a function', run);
  };

  const handle: Handle<object, object> = {
    watch(segment, run) {
      const undo = callbacks.watch(segment, hostFunction('watch', run));
      show();
      return undo;
    },
    on(signal: keyof Signals, second: unknown, third?: unknown) {
      const run = hostFunction('on', third ?? second) as (payload: unknown) => void;
      if (signal === 'ready') {
        let isOn = true;
        ready.then(() =>
          callbacks.later(
            () => run(undefined),
            () => isOn && !isStopped,
          ),
        );
        return () => {
          isOn = false;
        };
      }
      return callbacks.on(signal, (payload) => {
        if (!third || (payload as SegmentChange).segment === second) run(payload);
      });
    },
    track,
    page: (props) =>
      receive(() => {
        const plain = parseProps(props ?? {});
        return typeof plain === 'string' ? plain : pages.draft(plain);
      }, 'invalid-event'),
    identify: (userId, traits = {}) => setTraits(traits, userId ?? ''),
    setTraits: (traits) => setTraits(traits),
    reset: erase,
    segments() {
      advance();
      return new Set(memberships.told);
    },
    has(segment) {
      advance();
      return isIn(segment);
    },
    metric(name) {
      advance();
      return memberships.engine()?.metric(name);
    },
    trait: (path) => memberships.engine()?.trait(path),
    setDefinitions: definer.define,
    setConsent(next) {
      const allowed = permissionOf(next);
      if (!allowed) throw invalidOption('setConsent', CONSENTS, next);
      permission = allowed;
      permitted = keeping.permit(allowed);
      memberships.settle();
    },
    health: () => ({ ...keeping.health(), events, unwritten: pipeline.archive()?.unwritten() ?? 0 }),
    ready,
    flush,
    erase,
    async stop() {
      if (isStopped) return;
      isStopped = true;
      ended();
      for (const undo of undos) undo();
      alarm.stop();
      bound?.stop();
      callbacks.stop();
      checkpoints.stop();
      await flush().catch(() => undefined);
      keeping.stop();
    },
    version,
  };
  return { handle, report };
};
