import { isObject, type Json, type JsonObject, own } from '../base/json.js';
import { listen, type Undo, undoAll } from '../base/listen.js';
import { delay } from '../platform/browser.js';
import type { Channel, ShownMessage } from '../plays/channel.js';
import { type Cue, cuesOf } from '../plays/cues.js';
import type { Play } from '../segment/types.js';
import { CHANNELS } from './channels.js';

/** What a play needs to know of the page that it is on: a part of the handle, and the page's own channels. */
export interface Host {
  /** Also of the segments that the plays became. */
  has(segment: string): boolean;
  explain(segment: string): { readonly at: number; readonly since?: number } | undefined;
  track(name: string, props: JsonObject, how: { readonly id: string }): void;
  remember(name: string, change: (old: Json | undefined) => Json): Promise<Json | undefined>;
  /** `moved`: a membership may have changed, be it one that nobody is told of. */
  on(signal: 'ready' | 'moved', run: () => void): Undo;
  on(signal: 'event', run: (event: { readonly name: string }) => void): Undo;
  readonly channels: ReadonlyMap<string, Channel>;
  fail(what: string, cause: unknown): void;
}

/** A tab that has claimed a message shows it within this time, or another may. */
const LEASE = 10_000;

type Message = Cue & { readonly does: 'show' };

/** What is on screen, or about to be. */
interface Scene {
  readonly message: Message;
  /** When the run started, which tells it from others of the play. */
  readonly since: number;
  close: Undo;
}

/** Shows what it is time for, and takes it away when its run is over. */
export const perform = (plays: readonly Play[], host: Host) => {
  const cues = plays.flatMap(cuesOf);
  /** By channel: one message at a time. */
  const scenes = new Map<string, Scene>();
  /** There is no room for them on this page. */
  const turnedAway = new Set<string>();
  let isOver = false;
  let again: Undo | undefined;

  const isOn = ({ message, since }: Scene) =>
    !isOver && host.has(message.run) && host.explain(message.run)?.since === since;

  const leave = (scene: Scene) => {
    if (scenes.get(scene.message.channel) !== scene) return;
    scenes.delete(scene.message.channel);
    try {
      scene.close();
    } catch (error) {
      host.fail(`'${scene.message.id}' stays`, error);
    }
    if (!isOver) update();
  };

  /** Whether no other tab is about to show it. Where nothing is stored, there is nobody to ask. */
  const claim = async (key: string, at: number): Promise<boolean> => {
    let isMine = true;
    await host.remember('play', (old) => {
      const claims = isObject(old) ? old : {};
      const age = at - Number(claims[key] ?? Number.NEGATIVE_INFINITY);
      // the tab that claimed it may be a moment ahead
      isMine = Math.abs(age) >= LEASE;
      // those that have lapsed say nothing any more
      const fresh = Object.entries(claims).filter(([, time]) => at - Number(time) < LEASE);
      return isMine ? { ...Object.fromEntries(fresh), [key]: at } : (old as Json);
    });
    return isMine;
  };

  const show = async (message: Message) => {
    const { id, play, variant, channel } = message;
    const { at, since } = host.explain(message.run) ?? {};
    const run = host.channels.get(channel) ?? own(CHANNELS, channel);
    if (!run || at === undefined || since === undefined) return;
    const scene: Scene = { message, since, close: () => undefined };
    scenes.set(channel, scene);
    try {
      const isMine = await claim(`${id}:${since}`, at);
      if (!isMine)
        again ??= delay(LEASE, () => {
          again = undefined;
          update();
        });
      const isStill = scenes.get(channel) === scene && isOn(scene) && host.has(message.segment);
      // what is shown while nobody looks would be shown to nobody
      if (!isMine || !isStill || document.hidden) {
        scenes.delete(channel);
        return;
      }
      const props = {
        message_id: id,
        channel: 'in_app',
        campaign: play,
        ...(variant !== undefined && { variant: String(variant) }),
      };
      const tell = (what: string, more: JsonObject = {}) =>
        host.track(what, { ...props, ...more }, { id: `${what}:${id}:${since}` });
      const answer = (what: string, more?: JsonObject) => {
        if (scenes.get(channel) === scene) tell(what, more);
        leave(scene);
      };
      const shown: ShownMessage = {
        id,
        play,
        variant,
        click: (address) => answer('message_click', address === undefined ? {} : { link_url: address }),
        dismiss: () => answer('message_dismiss'),
      };
      const close = run(message.content, shown);
      if (close === false) {
        turnedAway.add(message.segment);
        scenes.delete(channel);
        update();
        return;
      }
      if (close) scene.close = close;
      tell('message_shown');
    } catch (error) {
      turnedAway.add(message.segment);
      scenes.delete(channel);
      host.fail(`'${id}' is not shown`, error);
    }
  };

  const update = () => {
    for (const scene of scenes.values()) if (!isOn(scene)) leave(scene);
    for (const cue of cues) {
      if (!host.has(cue.segment)) continue;
      if (cue.does !== 'show') {
        const { since } = host.explain(cue.run) ?? {};
        if (since === undefined) continue;
        host.track('message_goal', { campaign: cue.play }, { id: `message_goal:${cue.play}:${since}` });
      } else if (!document.hidden && !scenes.has(cue.channel) && !turnedAway.has(cue.segment)) show(cue);
    }
  };

  const undo = undoAll([
    host.on('ready', () => update()),
    host.on('moved', () => update()),
    host.on('event', ({ name }) => {
      if (name !== 'page_view' || !turnedAway.size) return;
      turnedAway.clear();
      update();
    }),
    listen(document, 'visibilitychange', update),
  ]);
  update();
  return {
    update,
    stop() {
      isOver = true;
      undo();
      again?.();
      for (const scene of scenes.values()) leave(scene);
    },
  };
};
