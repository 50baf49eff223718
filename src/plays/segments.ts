/**
 * A play as segments. What has been shown is an event, `message_shown`, and what follows from that the engine decides:
 * so a reload, another tab, a replay and time that passes unseen all come to the same.
 */
import { segmentOf } from '../segment/hidden.js';
import type { Play } from '../segment/plays.js';
import type { Condition, Segment } from '../segment/types.js';
import { cueOf, messageOf, type Show, showsOf } from './cues.js';

const inSegment = (segment: string): Condition => ({ segment });
const not = (condition: Condition): Condition => ({ not: condition });
const all = (...conditions: readonly (Condition | undefined)[]): Condition => ({
  all: conditions.filter((condition) => condition !== undefined),
});

/** In from an event until another segment is left: whether it happened since that was entered. */
const happenedIn = (run: string, id: string, event: string, where: { [path: string]: string }): Segment => ({
  id,
  // holds at that instant and not a millisecond longer; `until` makes it last
  when: all(inSegment(run), { sinceLast: { event, where }, lte: 0 }),
  until: not(inSegment(run)),
});

const hoursOf = ([from, to]: readonly [string, string]): Condition =>
  from < to
    ? { now: 'time', gte: from, lt: to }
    : {
        any: [
          { now: 'time', gte: from },
          { now: 'time', lt: to },
        ],
      };

/** A message: waited for, due, shown. */
const segmentsOfShow = ({ id, hours }: Play, show: Show, before: string): readonly Segment[] => {
  const { number, waits, variants } = show;
  const due = segmentOf(id, number);
  const shown = segmentOf(id, `${number}-shown`);
  const waited = segmentOf(id, `${number}-waited`);
  const sum = variants.reduce((total, { weight }) => total + weight, 0);
  let upTo = 0;
  return [
    happenedIn(segmentOf(id, 'runs'), shown, 'message_shown', { message_id: messageOf(id, number) }),
    ...(waits.length
      ? [{ id: waited, when: inSegment(before), enterAfter: waits.join('') as `${number}h` }]
      : []),
    {
      id: due,
      when: all(inSegment(waits.length ? waited : before), not(inSegment(shown)), hours && hoursOf(hours)),
    },
    // the first of the group whose share reaches as far as the visitor's place
    ...variants.slice(variants.length > 1 ? 0 : 1).map(({ weight }, index): Segment => {
      upTo += weight;
      const percent = index + 1 === variants.length ? 100 : (100 * upTo) / sum;
      return {
        id: cueOf(id, show, index + 1),
        when: inSegment(due),
        exclusive: due,
        sample: { percent, salt: segmentOf(id, 'variant') },
      };
    }),
  ];
};

/** That the goal was reached while a run was on in which something had been shown; told once. */
const segmentsOfGoal = (id: string, goal: Condition): readonly Segment[] => {
  const seen = segmentOf(id, 'seen');
  const won = segmentOf(id, 'won');
  const told = segmentOf(id, 'told');
  return [
    // outlasts the run, which the goal itself ends
    { id: seen, when: inSegment(segmentOf(id, '1-shown')), exitAfter: '1ms' },
    { id: won, when: all(goal, inSegment(seen)), until: not(goal) },
    happenedIn(won, told, 'message_goal', { campaign: id }),
    { id: segmentOf(id, 'goal'), when: all(inSegment(won), not(inSegment(told))) },
  ];
};

/** The segments that a play stands for. */
export const segmentsOf = (play: Play): readonly Segment[] => {
  const { id, segment, stop, goal, limit, sample } = play;
  const run = segmentOf(id, 'runs');
  const over = segmentOf(id, 'over');
  const enough = segmentOf(id, 'enough');
  const ends = [stop, goal].filter((condition) => condition !== undefined);
  const shows = showsOf(play);
  return [
    // so that what ended does not start anew before the segment is entered anew
    ...(ends.length
      ? [{ id: over, when: all(inSegment(segment), { any: ends }), until: not(inSegment(segment)) }]
      : []),
    ...(limit
      ? [
          {
            id: enough,
            when: {
              count: { event: 'message_shown', where: { message_id: messageOf(id, 1) } },
              ...(limit.per && { over: limit.per }),
              gte: limit.times,
            },
            // a message at the instant at which the run starts must not undo that
            enterAfter: '1ms' as const,
          },
        ]
      : []),
    {
      id: run,
      when: all(
        inSegment(segment),
        ends.length ? not(inSegment(over)) : undefined,
        limit && not(inSegment(enough)),
      ),
      until: { any: [...(stop ? [] : [not(inSegment(segment))]), ...ends] },
      ...(sample && { sample: { ...sample, salt: sample.salt === undefined ? id : sample.salt } }),
    },
    ...shows.flatMap((show) =>
      segmentsOfShow(play, show, show.number > 1 ? segmentOf(id, `${show.number - 1}-shown`) : run),
    ),
    ...(goal ? segmentsOfGoal(id, goal) : []),
  ];
};
