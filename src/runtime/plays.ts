import { has } from '../base/json.js';
import type { Undo } from '../base/listen.js';
import { DefinitionError } from '../engine/compile.js';
import type { Channel } from '../plays/channel.js';
import type { Definitions } from '../segment/types.js';
import type { Load } from './chunks.js';
import type { Handle } from './handle.js';
import { needFunction } from './options.js';
import { createExpander, type Expand } from './recipes.js';
import type { Report } from './reports.js';

export interface Players {
  readonly expand: Expand;
  /** Goes on with the plays of these definitions, if there are any. */
  use(definitions: Definitions): Promise<void>;
  channel(name: string, run: Channel): Undo;
  stop(): void;
}

/** Loads the chunk where definitions have plays. */
export const createPlayers = (
  load: Load,
  report: Report,
  handle: () => Handle<object, object>,
  heard: Parameters<typeof createExpander>[2],
): Players => {
  const expandRecipes = createExpander(load, report, heard);
  const channels = new Map<string, Channel>();
  const fail = (what: string, cause: unknown) => report('plays-unavailable', what, cause);
  let turn = 0;
  let stage: { update(): void; stop: Undo } | undefined;
  const stop = () => {
    turn++;
    stage?.stop();
    stage = undefined;
  };
  return {
    stop,
    async expand(file) {
      // a play may be for a segment that a recipe gives
      const expanded = has(file, 'recipes')
        ? await expandRecipes(file)
        : { definitions: file, isWhole: true };
      const { definitions, isWhole } = expanded;
      if (!has(definitions as object, 'plays')) return expanded;
      try {
        const { expandPlays } = await load('plays');
        const { definitions: whole, faults } = expandPlays(definitions as never);
        if (faults.length) report('invalid-definitions', '', new DefinitionError(faults));
        return { definitions: whole, isWhole: isWhole && !faults.length };
      } catch (error) {
        fail('plays: nothing is shown', error);
        const { plays: _, ...others } = definitions as { plays: unknown };
        return { definitions: others, isWhole: false };
      }
    },
    channel(name, run) {
      channels.set(name, needFunction('channel', run) as Channel);
      stage?.update();
      return () => channels.delete(name);
    },
    async use({ plays }) {
      stop();
      if (!plays) return;
      const mine = turn;
      try {
        const { perform } = await load('plays');
        if (mine !== turn) return;
        stage = perform(plays as never, { ...handle(), channels, fail } as never);
        stage.update();
      } catch (error) {
        fail('Nothing is shown', error);
      }
    },
  };
};
