/** Twelve people who try a planning software for 14 days, and what becomes of them. */
import { Diary, daysOf, type Habit, together, type VisitorEvent } from './diary.js';
import { randomOf } from './random.js';

interface User extends Habit {
  readonly name: string;
  /** The features that they use. */
  readonly features: readonly string[];
  /** How many times in a visit, about. */
  readonly uses: number;
  /** How often a visit has trouble in it, 0–1. */
  readonly trouble: number;
  /** So many days after they came the first time. */
  readonly subscribes?: number;
  readonly upgrades?: number;
  readonly cancels?: number;
  /** What they answer after 10 days when asked whether they would recommend it, 0–10. */
  readonly score?: number;
}

const ALL = ['board', 'calendar', 'export', 'share', 'search', 'report'];

// biome-ignore format: a table
const USERS: readonly User[] = [
  { name: 'anna', from: 0, to: 89, often: 0.8, weekends: 0.1, hour: 9, features: ALL, uses: 6, trouble: 0.05, subscribes: 12, upgrades: 40, score: 10 },
  { name: 'bram', from: 4, to: 40, often: 0.6, weekends: 0, hour: 10, features: ['board', 'search'], uses: 5, trouble: 0.5, subscribes: 14, cancels: 36, score: 3 },
  { name: 'carl', from: 7, to: 12, often: 0.7, hour: 15, features: ['board'], uses: 2, trouble: 0.6 },
  { name: 'dora', from: 14, to: 89, often: 0.5, weekends: 0.2, hour: 14, features: ['board', 'calendar', 'share'], uses: 5, trouble: 0.1, subscribes: 9, score: 8 },
  { name: 'emil', from: 20, to: 33, often: 0.4, hour: 20, features: ['calendar'], uses: 3, trouble: 0.2, score: 7 },
  { name: 'fay', from: 0, to: 62, often: 0.7, weekends: 0, hour: 8, features: ['board', 'export', 'report'], uses: 5, trouble: 0.1, subscribes: 14, score: 9 },
  { name: 'gil', from: 30, to: 31, often: 1, hour: 11, features: ['search'], uses: 2, trouble: 0.9 },
  { name: 'hana', from: 35, to: 89, often: 0.9, weekends: 0.5, hour: 13, features: ALL, uses: 7, trouble: 0.02, subscribes: 3, upgrades: 20, score: 10 },
  { name: 'ivo', from: 45, to: 58, often: 0.6, hour: 16, features: ['board', 'share'], uses: 4, trouble: 0.15, cancels: 13, score: 5 },
  { name: 'jade', from: 10, to: 89, often: 0.3, hour: 19, features: ['calendar', 'search'], uses: 3, trouble: 0.1, subscribes: 13, score: 8 },
  { name: 'kurt', from: 75, to: 89, often: 0.7, weekends: 0.1, hour: 10, features: ['board', 'calendar'], uses: 4, trouble: 0.2 },
  { name: 'lena', from: 82, to: 89, often: 0.9, hour: 9, features: ALL, uses: 6, trouble: 0.05 },
];

const PLAN = { currency: 'EUR', billing_period: 'month' };
const TROUBLES = ['rage_click', 'dead_click', 'script_error'] as const;

const diaryOf = (user: User, seed: number): Diary => {
  const { name, from, to, features, uses, trouble, subscribes = 99, upgrades = 99, cancels = 99 } = user;
  const random = randomOf(seed);
  const diary = new Diary(name, random);
  const known = new Set<string>();

  const use = (): void => {
    const feature_name = random.pick(features);
    if (!known.has(feature_name)) diary.note('feature_first_use', { feature_name }, 5);
    known.add(feature_name);
    diary.note('feature_use', { feature_name, engagement_time_msec: random.whole(20, 200) * 1_000 }, 90);
  };

  const stumble = (): void => {
    const name = random.pick(TROUBLES);
    diary.note(name, name === 'script_error' ? { error_message: 'Not saved' } : { element_id: 'save' }, 10);
    if (random.chance(0.3)) diary.note('help_view', { help_topic: 'saving' }, 60);
    if (random.chance(0.15)) diary.note('ticket_sent', { help_topic: 'saving', channel: 'form' }, 200);
  };

  /** What they decide, and on the first visit from which day on. */
  const decisions: (readonly [day: number, decide: () => void])[] = [
    [10, () => user.score !== undefined && diary.note('nps_score', { score: user.score })],
    [subscribes, () => diary.note('subscribe', { ...PLAN, plan: 'team', value: 12 }, 120)],
    [upgrades, () => diary.note('upgrade', { ...PLAN, plan: 'business', previous_plan: 'team', value: 30 })],
    [cancels, () => diary.note('page_view', { page_path: '/cancel' })],
    [cancels, () => diary.note('cancel', { ...PLAN, plan: 'team' }, 60)],
  ];
  decisions.sort(([one], [other]) => one - other);

  const visits = new Set([...daysOf(user, random), to]);
  for (const day of visits) {
    diary.visit(day, user.hour, { page_path: '/app' });
    if (diary.visits === 1) {
      diary.note('sign_up', { method: 'email' }, 60);
      diary.note('trial_start', { plan: 'team', trial_days: 14 }, 5);
      diary.note('tutorial_begin', { tutorial_name: 'first-board' });
      if (random.chance(0.7)) diary.note('tutorial_complete', { tutorial_name: 'first-board' }, 180);
    } else diary.note('login', { method: 'email' }, 10);
    for (let left = random.whole(1, 2 * uses - 1); left > 0; left--) use();
    if (random.chance(trouble)) for (let left = random.whole(1, 3); left > 0; left--) stumble();
    while (decisions[0] && decisions[0][0] <= day - from) decisions.shift()?.[1]();
  }
  return diary;
};

/** The events of a software's users over 90 days, in order of time; the same each time. */
export const trial = (): VisitorEvent[] => together(USERS.map((user, index) => diaryOf(user, 301 + index)));
