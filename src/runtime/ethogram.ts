import { EthogramError } from '../base/errors.js';
import { isObject, type Json } from '../base/json.js';
import type { Undo } from '../base/listen.js';
import { DAY, SESSION_TIMEOUT } from '../base/time.js';
import { captureDeclared } from '../capture/declarative.js';
import { createPages } from '../capture/page.js';
import { createCallbacks } from '../emit/callbacks.js';
import { type Bound, bindSegments, dispatchChange, markedSegments } from '../emit/dom.js';
import { inOrder } from '../engine/history.js';
import type { Plan } from '../engine/types.js';
import { parseProps } from '../event/event.js';
import type { EventDraft } from '../event/types.js';
import { browserClock, createIds, delay, timeZone } from '../platform/browser.js';
import { followLifecycle, whenActive } from '../platform/lifecycle.js';
import type { Origin } from '../privacy/masking.js';
import type { SegmentChange } from '../segment/types.js';
import type { Store } from '../store/types.js';
import { createAutocapture } from './autocapture.js';
import { patiently } from './chunks.js';
import type { Once } from './claims.js';
import { createConsent } from './consent.js';
import { createDefiner } from './definitions.js';
import { captureDevice } from './device.js';
import type { Door } from './door.js';
import { createExpander } from './expander.js';
import { createGate } from './gate.js';
import type { Handle, Signals } from './handle.js';
import { createKeeping } from './keeping.js';
import { createLate } from './late.js';
import { createMemberships } from './memberships.js';
import { createMisfits } from './misfits.js';
import { type CaptureOptions, NOTHING, need, needFunction, type StartOptions } from './options.js';
import { createPipeline } from './pipeline.js';
import { createPlayers } from './plays.js';
import { createReports, type Report } from './reports.js';
import { termsOf } from './retention.js';
import { createSources } from './sources.js';
import { createTelling } from './telling.js';
import { version } from './version.js';
import { createVisits } from './visits.js';

export interface Ethogram {
  readonly handle: Handle<object, object>;
  readonly report: Report;
}

/** Puts the rooms together. Options are checked already; throws for definitions that cannot be compiled. */
export const createEthogram = (options: StartOptions, door: Door, ended: () => void): Ethogram => {
  const { clock = browserClock, capture = true, storage = 'indexeddb' } = options;
  const parts: CaptureOptions = capture === true ? {} : capture || NOTHING;
  const captures = (what: keyof CaptureOptions) => parts[what] !== false;
  const { timeout = SESSION_TIMEOUT, cap = DAY, onCampaign = false } = options.session ?? {};
  const load = patiently(door.load);
  const newId = createIds(() => clock.now());

  let plan: Plan | undefined;
  let events = 0;
  let bound: Bound | undefined;
  let isStopped = false;
  let isActive = false;
  let resolveReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    resolveReady = resolve;
  });

  // what is told
  const { report, said } = createReports((error) => callbacks.emit('error', error));
  const callbacks = createCallbacks<Signals>((error) => report('listener-threw', 'A listener threw', error));
  callbacks.on('change', dispatchChange);
  const moved = () => callbacks.emit('moved', undefined);
  // until they are known, those that the inline snippet shows
  const current = () =>
    bound ? memberships.told : new Set(consent.permission().tell ? markedSegments() : []);
  const isIn = (segment: string) => current().has(segment);
  const show = (changes?: ReadonlyMap<string, SegmentChange>) => {
    if (!bound) return;
    callbacks.tell(isIn, changes);
    bound.update();
  };

  // what is decided
  const memberships = createMemberships({
    clock,
    timeZone,
    sessionTimeout: timeout,
    mayTell: () => consent.permission().tell,
    readLog: () => keeping.readAll(),
    tell(changes) {
      for (const change of changes) {
        callbacks.emit('change', change);
        callbacks.emit(change.type, change);
      }
      keeping.note(Number.POSITIVE_INFINITY);
      show(new Map(changes.map((change) => [change.segment, change])));
    },
    moved,
    known() {
      if (isStopped) return;
      noteDevice();
      noteVisits();
      advance();
      if (bound) return show();
      bound = bindSegments(isIn, late.look);
      show();
      callbacks.emit('ready', undefined);
      resolveReady();
    },
    fail: (error) => report('record-unreadable', 'Unreadable in storage', error),
  });
  const { advance, engine } = memberships;
  const asked = () => {
    advance();
    return consent.permission().tell ? engine() : undefined;
  };

  // what is kept
  const tellMisfits = createMisfits(load, report, options.retention);
  const pipeline = createPipeline({
    clock,
    rules: { timeout, cap, onCampaign },
    memberships,
    newId,
    moved,
    heard(event) {
      events++;
      callbacks.emit('event', event);
      if (options.debug) tellMisfits(event, plan);
      noteVisits(event);
    },
  });
  let store: Store | undefined;
  const name = options.name ? `ethogram:${options.name}` : 'ethogram';
  const keeping = createKeeping({
    name,
    storage,
    rules: { ...termsOf(options.retention), now: () => clock.now() },
    pipeline,
    newId,
    report,
    load,
    begun(into) {
      store = into;
      definer.keepIn(into);
    },
    withdrawn: () => consent.set('denied'),
  });
  const permit = () => {
    keeping.permit(consent.permission());
    listenClosely();
    memberships.settle();
  };
  const consent = createConsent(options, report, () => sources.settle(), permit);
  const has = (segment: string) => !!bound && engine()?.segments().has(segment);
  const players = createPlayers(load, report, () => ({ ...handle, has }));
  const definer = createDefiner({
    lenient: door.lenient,
    report,
    expand: createExpander(load, report, options.debug && (() => ready.then(keeping.readAll))),
    use(next) {
      plan = next;
      memberships.define(next);
      players.use(next.definitions);
    },
  });
  const late = createLate(
    load,
    {
      name,
      report,
      memberships,
      metric: (name) => handle.metric(name),
      foresee: () => asked()?.foresee(),
      mayStore: () => keeping.health().state !== 'memory',
      on: callbacks.on,
      now: () => clock.now(),
      store: () => store,
      visitor: keeping.visitor,
      session: pipeline.session,
    },
    () => bound?.update(),
  );

  // what comes in
  const { receive, track, hear, setTraits, captured } = createTelling({
    gate: createGate(options, () => clock.now(), report),
    report,
    isOff: () => isStopped || consent.permission().keep === 'nothing',
    pass: (told) => sources.tell(told),
    take(draft) {
      pipeline.receive(draft);
      keeping.note();
    },
  });
  const noteDevice = () => {
    // before consent nothing is read from the device; and there is no visitor yet of a page that is rendered ahead
    if (!captures('device') || consent.permission().keep !== 'stored' || !isActive || !engine()) return;
    captureDevice({
      wanted: plan?.traits ?? [],
      load,
      report,
      known: () => engine()?.trait('device'),
      set: (device) => setTraits({ device }),
    });
  };
  const noteVisits = createVisits({
    load,
    report,
    isAsked: parts.visits,
    plan: () => (consent.permission().keep === 'stored' && engine() ? plan : undefined),
    trait: (name) => engine()?.trait(name),
    readLog: keeping.readAll,
    send: (draft) => receive('invalid-event', 'traits', () => draft),
  });
  const view = (draft: EventDraft) => auto.view(() => captured(draft), pages.here());
  const pages = createPages(view, (run) => delay(0, run), isObject(parts.page) ? parts.page : {});
  const auto = createAutocapture({
    name,
    wanted: isObject(parts.auto) || Array.isArray(parts.auto) ? parts.auto : {},
    load,
    report,
    send: (name, props) => captured({ name, props }),
    mayShare: () => consent.permission().keep === 'stored',
    here: pages.here,
  });
  const erase = async () => {
    if (isStopped) return;
    sources.settle();
    auto.forget();
    await keeping.erase();
  };

  /** What another person did decides nothing for this one. Takes effect when it is known who it was. */
  const identify = (traits: unknown, userId: string, origin?: Origin) => {
    if (!bound) return void ready.then(() => identify(traits, userId, origin));
    if ((engine()?.trait('user_id') ?? userId) !== userId)
      erase().catch((error) => report('storage-failed', 'Another person is still stored', error));
    setTraits(traits, userId, origin);
  };
  const host = { ...pages, hear, setTraits, identify, report, clock, delay, options, captures };
  const sources = createSources(parts.sources, load, host);
  const listenClosely = () => auto.allow(!!parts.auto && isActive && consent.permission().keep !== 'nothing');

  definer.define(options.definitions ?? { version: 1 });
  const undos: Undo[] = [
    consent.begin(),
    followLifecycle({
      // what it tells must be there before the page is gone
      hidden() {
        auto.hide(false);
        late.hide();
        keeping.hide();
      },
      shown() {
        keeping.readAgain();
        advance();
        auto.show();
      },
      leaving() {
        auto.hide(true);
        late.hide();
        keeping.leave();
      },
    }),
  ];
  undos.push(
    whenActive(() => {
      isActive = true;
      noteDevice();
      if (captures('page')) undos.push(pages.follow());
      sources.begin();
      listenClosely();
    }),
  );
  if (captures('declarative')) undos.push(captureDeclared(hear));

  const handle: Handle<object, object> = {
    watch(segment, run) {
      const undo = callbacks.watch(segment, needFunction('watch', run));
      show();
      return undo;
    },
    on(signal: keyof Signals, ...words: unknown[]) {
      const only = typeof words[0] === 'function' ? undefined : words.shift();
      const run = needFunction('on', words[0]);
      const how = words[1] as Once | undefined;
      if (how) {
        const asked = `${signal} ${how.once}`;
        const isOnce = /^(change|enter|exit) (visitor|session|page)$/.test(asked);
        need(isOnce, 'on change, enter or exit', "{ once: 'visitor' | 'session' | 'page', key }", asked);
        late.load();
      }
      const missed = signal === 'error' ? said : signal === 'ready' && bound ? [undefined] : [];
      let isOn = true;
      const undo = callbacks.on(
        signal,
        (payload) => {
          const { segment, type } = Object(payload) as SegmentChange;
          if (only !== undefined && segment !== only) return undefined;
          if (!how) return run(payload);
          return late
            .load()
            .then((page) => page?.isFirst(how.once, how.key ?? `${type}:${segment}`))
            .then((isFirst) => isFirst && isOn && !isStopped && run(payload));
        },
        missed as [],
      );
      return () => {
        isOn = false;
        undo();
      };
    },
    track,
    page(props = {}) {
      const plain = parseProps(props);
      if (typeof plain === 'string') report('invalid-event', plain);
      else view(pages.draft(plain));
    },
    identify(userId, traits = {}) {
      if (typeof userId !== 'string' || !userId)
        report('invalid-traits', `identify: expected a user id, got ${typeof userId}`);
      else identify(traits, userId);
    },
    setTraits: (traits) => setTraits(traits),
    reset: erase,
    segments() {
      advance();
      return new Set(current());
    },
    has(segment) {
      advance();
      return isIn(segment);
    },
    metric: (name) => asked()?.metric(name),
    trait: (path) => engine()?.trait(path),
    channel: players.channel,
    explain: (segment) => asked()?.explain(segment),
    async remember(what, change) {
      await ready;
      if (consent.permission().keep !== 'stored' || isStopped) return undefined;
      return store?.update(`own:${what}`, change as (old: unknown) => unknown) as Promise<Json>;
    },
    setDefinitions: definer.define,
    setConsent: consent.set,
    health: () => ({ ...keeping.health(), events }),
    ready,
    flush: keeping.flush,
    copy: () =>
      consent.permission().tell && plan
        ? {
            name,
            definitions: plan.definitions,
            snapshot: () => engine()?.snapshot(),
            time: Math.floor(clock.now()),
            visitorId: keeping.visitor() ?? '',
            timeZone: timeZone(),
            sessionTimeout: timeout,
            keep: consent.permission().keep,
          }
        : undefined,
    async export() {
      await keeping.flush().catch(() => undefined);
      const events = inOrder(await keeping.readAll());
      return {
        v: 1,
        visitor: keeping.visitor() ?? '',
        time: Math.floor(clock.now()),
        events,
        segments: [...memberships.told],
      };
    },
    async import(given) {
      const list = Array.isArray(given) ? given : Object(given).events;
      need(Array.isArray(list), 'import', 'a list of events, or what export gave', given);
      const { takeIn } = await load('upkeep').catch((cause) => {
        throw new EthogramError('storage-failed', `The chunk that takes events in cannot be had: ${cause}`, {
          cause,
        });
      });
      return takeIn(list, { keeping, pipeline, mayKeep: () => consent.permission().keep !== 'nothing' });
    },
    erase,
    async stop() {
      if (isStopped) return;
      sources.stop();
      auto.hide(true);
      auto.allow(false);
      isStopped = true;
      ended();
      players.stop();
      for (const undo of undos) undo();
      late.stop();
      memberships.stop();
      bound?.stop();
      callbacks.stop();
      await keeping.stop();
    },
    version,
  };
  return { handle, report };
};
