/** A play without a page: what is due is done at once, as a page would that is always looked at. */
import { compile } from '../../src/engine/compile.js';
import { createEngine } from '../../src/engine/engine.js';
import type { Event } from '../../src/event/types.js';
import { cuesOf } from '../../src/plays/cues.js';
import { expandPlays } from '../../src/plays/expand.js';
import type { Play, Segment } from '../../src/segment/types.js';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** A Monday, noon. */
export const START = Date.UTC(2026, 0, 5, 12);

export const ABANDONER: Segment = {
  id: 'abandoner',
  when: { abandoned: 'add_to_cart', without: 'purchase', for: '30m' },
};

export const RESCUE: Play = {
  id: 'rescue',
  segment: 'abandoner',
  steps: [
    { show: 'banner', content: { text: '10 %' } },
    { wait: '24h' },
    { show: 'banner', content: { text: '25 %' } },
  ],
};

export const definitionsOf = (play: Partial<Play>, segments: readonly Segment[] = [ABANDONER]) =>
  expandPlays({ version: 1, timeZone: 'UTC', segments, plays: [{ ...RESCUE, ...play }] }).definitions;

/** `look`: whether what is due is shown. */
export const perform = (play: Partial<Play>, { segments = [ABANDONER], visitorId = 'v' } = {}) => {
  const definitions = definitionsOf(play, segments);
  const plan = compile(definitions);
  const engine = createEngine(plan, { visitorId });
  const cues = (definitions.plays ?? []).flatMap(cuesOf);
  const log: Event[] = [];
  const told: string[] = [];
  let now = START;
  let isLooking = true;

  const track = (name: string, props: Event['props'] = {}) => {
    const event: Event = { id: `${log.length}`.padStart(6, '0'), name, time: now, session: 's', props };
    log.push(event);
    engine.apply(event);
  };
  const act = () => {
    for (const cue of isLooking ? cues : []) {
      if (!engine.segments().has(cue.segment)) continue;
      const hours = (now - START) / HOUR;
      if (cue.does === 'show') {
        told.push(`${hours} ${cue.content.text}`);
        track('message_shown', { message_id: cue.id });
      } else {
        told.push(`${hours} goal`);
        track('message_goal', { campaign: cue.play });
      }
    }
  };
  return {
    engine,
    log,
    told,
    definitions,
    do(name: string) {
      track(name);
      act();
    },
    /** Lets time pass, and looks whenever something is due. */
    pass(milliseconds: number) {
      const end = now + milliseconds;
      for (let due = engine.nextDueAt(); due !== undefined && due <= end; due = engine.nextDueAt()) {
        now = due;
        engine.advance(now);
        act();
      }
      now = end;
      engine.advance(now);
      act();
    },
    look(looks: boolean) {
      isLooking = looks;
      act();
    },
  };
};
