/** Twelve people who read a blog about food. */
import { Diary, daysOf, type Habit, together, type VisitorEvent } from './diary.js';
import { randomOf } from './random.js';

interface Reader extends Habit {
  readonly name: string;
  /** Where they come from: the `source` of a campaign. */
  readonly source: string;
  /** What they read, mostly. */
  readonly topic: string;
  /** How many articles they open in a visit, about. */
  readonly articles: number;
  /** How many of these they read to the end, 0–1. */
  readonly patience: number;
  /** On which visit they subscribe to the letter, if ever. */
  readonly subscribes?: number;
}

// biome-ignore format: a table
const READERS: readonly Reader[] = [
  { name: 'mia', from: 0, to: 89, often: 0.9, hour: 7, source: 'newsletter', topic: 'bread', articles: 2, patience: 0.9, subscribes: 4 },
  { name: 'noor', from: 2, to: 80, often: 0.4, hour: 22, source: 'google', topic: 'soup', articles: 3, patience: 0.5 },
  { name: 'otto', from: 0, to: 89, often: 0.1, weekends: 0.8, hour: 10, source: 'google', topic: 'bread', articles: 5, patience: 0.8, subscribes: 2 },
  { name: 'pia', from: 15, to: 16, often: 1, hour: 15, source: 'facebook', topic: 'cake', articles: 1, patience: 0.1 },
  { name: 'quin', from: 5, to: 45, often: 0.6, hour: 19, source: 'newsletter', topic: 'cake', articles: 3, patience: 0.7, subscribes: 1 },
  { name: 'rosa', from: 0, to: 89, often: 0.3, hour: 12, source: 'direct', topic: 'soup', articles: 2, patience: 0.6 },
  { name: 'sam', from: 50, to: 89, often: 0.7, hour: 23, source: 'reddit', topic: 'bread', articles: 7, patience: 0.4, subscribes: 9 },
  { name: 'tess', from: 8, to: 85, often: 0.25, hour: 8, source: 'google', topic: 'cake', articles: 4, patience: 0.9 },
  { name: 'umar', from: 0, to: 20, often: 0.5, hour: 17, source: 'google', topic: 'soup', articles: 2, patience: 0.2 },
  { name: 'vera', from: 3, to: 89, often: 0.5, hour: 6, source: 'newsletter', topic: 'bread', articles: 3, patience: 0.7, subscribes: 3 },
  { name: 'will', from: 30, to: 88, often: 0.35, hour: 21, source: 'reddit', topic: 'cake', articles: 3, patience: 0.3 },
  { name: 'xenia', from: 70, to: 70, often: 1, hour: 13, source: 'facebook', topic: 'soup', articles: 2, patience: 0 },
];

const TOPICS = ['bread', 'soup', 'cake'];

/** Twenty articles of each topic; the first five of them are a series. */
const article = (topic: string, number: number) => ({
  article_id: `${topic}-${number}`,
  article_topic: topic,
  ...(number <= 5 && { article_series: `first-${topic}` }),
});

const diaryOf = (reader: Reader, seed: number): Diary => {
  const { name, source, topic, articles, patience, subscribes } = reader;
  const random = randomOf(seed);
  const diary = new Diary(name, random);

  const read = (): void => {
    const opened = article(random.chance(0.8) ? topic : random.pick(TOPICS), random.whole(1, 20));
    diary.note('page_view', { page_path: `/${opened.article_id}` }, 20);
    diary.note('article_view', opened, 1);
    const finished = random.chance(patience);
    const percent = finished ? 100 : random.whole(1, 9) * 10;
    const seconds = percent * random.between(1, 3);
    diary.note('scroll', { percent_scrolled: percent }, seconds);
    diary.note('article_read', {
      ...opened,
      percent_read: percent,
      engagement_time_msec: Math.round(seconds) * 1_000,
      finished,
    });
    if (finished && random.chance(0.1))
      diary.note('share', { method: 'copy', content_type: 'article', item_id: opened.article_id });
  };

  for (const day of daysOf(reader, random)) {
    diary.visit(day, reader.hour, { page_path: '/' });
    diary.note('campaign_details', { source, medium: source === 'newsletter' ? 'email' : 'referral' }, 0);
    for (let left = random.whole(1, 2 * articles - 1); left > 0; left--) read();
    if (random.chance(0.1)) diary.note('search', { search_term: `${topic} recipe` });
    if (diary.visits === subscribes) diary.note('newsletter_sign_up', { list_id: 'sunday' });
  }
  return diary;
};

/** The events of a blog over 90 days, in order of time; the same each time. */
export const blog = (): VisitorEvent[] =>
  together(READERS.map((reader, index) => diaryOf(reader, 201 + index)));
