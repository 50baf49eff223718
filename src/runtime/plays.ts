import type { Undo } from '../base/listen.js';
import type { Channel } from '../plays/channel.js';
import type { Definitions } from '../segment/types.js';
import type { Load } from './chunks.js';
import { needFunction } from './options.js';
import type { Report } from './reports.js';

export interface Players {
  /** Goes on with the plays of these definitions, if there are any. */
  use(definitions: Definitions): Promise<void>;
  channel(name: string, run: Channel): Undo;
  stop(): void;
}

/** Loads the chunk where definitions have plays. `host`: the handle, but for `has`, which knows what nobody is told of. */
export const createPlayers = (load: Load, report: Report, host: () => object): Players => {
  const channels = new Map<string, Channel>();
  const fail = (what: string, cause: unknown) => report('listener-threw', what, cause);
  let current: Definitions['plays'];
  let stage: { update(): void; stop: Undo } | undefined;
  const stop = () => {
    stage?.stop();
    stage = current = undefined;
  };
  return {
    stop,
    channel(name, run) {
      channels.set(name, needFunction('channel', run) as Channel);
      stage?.update();
      return () => channels.delete(name);
    },
    async use({ plays }) {
      stop();
      current = plays;
      try {
        const chunk = plays && (await load('plays'));
        if (chunk && current === plays)
          stage = chunk.perform(plays as never, { ...host(), channels, fail } as never);
      } catch (error) {
        report('plays-unavailable', 'plays: nothing is shown', error);
      }
    },
  };
};
