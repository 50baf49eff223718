import type { JsonObject } from '../../base/json.js';
import { SECOND } from '../../base/time.js';
import { findAll } from './element.js';
import type { Part, Scene } from './part.js';
import { createSight, type Seen } from './sight.js';

const MARK = 'data-article';

/** Seen so far, with so much attention, an article is taken to be read to its end. */
const FINISHED = { percent: 90, time: 10 * SECOND };

/** Elements that say so; else the one `<article>` of a page that has no other. */
const articles = (): Element[] => {
  const declared = findAll(`[${MARK}]`);
  const plain = declared.length ? [] : findAll('article');
  return plain.length === 1 ? plain : declared;
};

const idOf = (article: Element) => article.getAttribute(MARK) || location.pathname;

/** The id, and what `data-article-topic`, `-tags`, `-author` and the like say. */
const describe = (id: string, { attributes }: Element): JsonObject => {
  const about: { [name: string]: string } = { article_id: id };
  for (const { name, value } of attributes)
    if (name.startsWith(`${MARK}-`)) about[`article_${name.slice(MARK.length + 1)}`] = value.slice(0, 100);
  return about;
};

/**
 * `article_view` when an article comes into sight; `article_read` with `percent_read`, the attention since the last one
 * and `finished`: once when it is read to its end, else when the view ends or is looked away from.
 */
export const captureArticles = ({ send, attended }: Scene): Part => {
  const sight = createSight(attended, idOf, 0);
  const viewed = new WeakSet<Seen>();

  const tell = ({ id, percent, unsaid }: Seen, article: Element, finished: boolean) =>
    send('article_read', {
      ...describe(id, article),
      percent_read: percent,
      engagement_time_msec: Math.round(unsaid),
      finished,
    });
  return {
    look: () =>
      sight.look(articles(), (seen, article) => {
        if (!viewed.has(seen)) send('article_view', describe(seen.id, article));
        viewed.add(seen);
        if (seen.isDone || seen.percent < FINISHED.percent || seen.total < FINISHED.time) return;
        seen.isDone = true;
        tell(seen, article, true);
      }),
    settle: () => sight.settle(SECOND, (seen, article) => seen.isDone || tell(seen, article, false)),
  };
};
