import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clear, place, put, type Stage, stage } from './stage.js';

let page: Stage;
afterEach(() => {
  clear(page);
  history.replaceState(null, '', '/');
});

describe('video', () => {
  let video: HTMLElement;
  const at = (seconds: number, type = 'timeupdate', how: object = {}) => {
    const is = { currentTime: seconds, duration: 100, paused: false, muted: false, ...how };
    for (const [key, value] of Object.entries(is))
      Object.defineProperty(video, key, { configurable: true, value });
    video.dispatchEvent(new Event(type));
  };
  const heard = () => page.told.map(([name, props]) => [name, props.video_percent]);

  beforeEach(() => {
    page = stage({ wanted: ['video_start', 'video_progress', 'video_complete', 'user_engagement'] });
    video = put('<video title="How to lace"></video>');
  });

  test('starts, goes on, ends: each once', () => {
    at(0, 'play');
    for (const second of [1, 10, 11, 26, 50, 76, 20, 76]) at(second);
    at(100, 'ended');
    at(100, 'ended');
    expect(heard()).toEqual([
      ['video_start', 0],
      ['video_progress', 10],
      ['video_progress', 25],
      ['video_progress', 50],
      ['video_progress', 75],
      ['video_complete', 100],
    ]);
    expect(page.told[0]?.[1]).toMatchObject({
      video_provider: 'html5',
      video_title: 'How to lace',
      video_duration: 100,
      video_current_time: 0,
    });
  });

  test('a stream has no end to be near to', () => {
    at(0, 'play', { duration: Number.POSITIVE_INFINITY });
    at(1000, 'timeupdate', { duration: Number.POSITIVE_INFINITY });
    expect(heard()).toEqual([['video_start', 0]]);
    expect(page.told[0]?.[1]).not.toHaveProperty('video_duration');
  });

  test('a picture that moves is none, and one that is wound while it stands still neither', () => {
    for (const [key, value] of Object.entries({ autoplay: true, loop: true }))
      Object.defineProperty(video, key, { configurable: true, value });
    at(50, 'timeupdate', { muted: true });
    expect(page.told).toEqual([]);
    video = put('<video></video>');
    at(50, 'timeupdate', { paused: true });
    expect(page.told).toEqual([]);
  });

  test('whoever watches it is there, though no hand moves', () => {
    for (let second = 0; second < 300; second++) {
      at(second, 'timeupdate', { duration: 1000 });
      page.pass(1000);
    }
    page.hide(true);
    expect(page.engaged()).toBe(300_000);
  });

  test('data-no-track', () => {
    video.setAttribute('data-no-track', '');
    at(0, 'play');
    expect(page.told).toEqual([]);
  });
});

describe('article', () => {
  const begin = () => {
    page = stage({ wanted: ['article_view', 'article_read'] });
  };
  const scrollTo = (article: Element, top: number, height: number) => {
    place(article, top, height);
    window.dispatchEvent(new Event('scroll'));
    page.pass(200);
  };
  const read = (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      page.move();
      page.pass(1000);
    }
  };

  test('is viewed when it comes into sight, with what it says of itself', () => {
    const article = put(
      '<div data-article="lacing" data-article-topic="shoes" data-article-author="Ada"></div>',
    );
    place(article, 900, 2000);
    begin();
    page.pass(1000);
    expect(page.told).toEqual([]);
    scrollTo(article, 400, 2000);
    expect(page.told).toEqual([
      [
        'article_view',
        { page_path: '/', article_id: 'lacing', article_topic: 'shoes', article_author: 'Ada' },
      ],
    ]);
  });

  test('read to its end: finished, once, with the time', () => {
    const article = put('<div data-article="lacing"></div>');
    place(article, 0, 2000);
    begin();
    read(20);
    scrollTo(article, -1300, 2000);
    read(20);
    page.hide(true);
    expect(page.of('article_read')).toEqual([
      {
        page_path: '/',
        article_id: 'lacing',
        percent_read: 100,
        engagement_time_msec: expect.any(Number),
        finished: true,
      },
    ]);
    expect(page.of('article_read')[0]?.engagement_time_msec).toBeGreaterThan(19_000);
  });

  test('left in the middle: how far, how long, and not finished', () => {
    place(put('<div data-article="lacing"></div>'), 0, 2000);
    begin();
    read(20);
    page.go('/next');
    expect(page.of('article_read')).toEqual([
      {
        page_path: '/',
        article_id: 'lacing',
        percent_read: 39,
        engagement_time_msec: 19_800,
        finished: false,
      },
    ]);
  });

  test('flown over is not read', () => {
    const article = put('<div data-article="lacing"></div>');
    place(article, 0, 2000);
    begin();
    scrollTo(article, -1300, 2000);
    page.pass(3000);
    page.hide(true);
    expect(page.of('article_read')).toMatchObject([{ percent_read: 100, finished: false }]);
  });

  test('the one <article> of a page is one; a list of them is none', () => {
    history.replaceState(null, '', '/journal/lacing');
    place(put('<article></article>'), 0, 100);
    begin();
    page.pass(200);
    expect(page.of('article_view')).toEqual([{ page_path: '/', article_id: '/journal/lacing' }]);
    clear(page);
    put('<div><article></article><article></article></div>');
    for (const article of document.querySelectorAll('article')) place(article, 0, 100);
    begin();
    page.pass(200);
    expect(page.told).toEqual([]);
  });

  test('an article that stands there until the next one has come is not viewed again', () => {
    const article = put('<div data-article="lacing"></div>');
    place(article, 0, 2000);
    begin();
    page.pass(1000);
    page.go('/next');
    page.pass(1000);
    article.setAttribute('data-article', 'slow-miles');
    page.move();
    page.pass(5000);
    expect(page.of('article_view').map((props) => props.article_id)).toEqual(['lacing', 'slow-miles']);
  });
});

describe('view_search_results', () => {
  const search = (query: string, html = '') => {
    history.replaceState(null, '', `/search${query}`);
    put(`<main>${html}</main>`);
    page = stage({ wanted: ['view_search_results'] });
    page.pass(2000);
    return page.of('view_search_results').map(({ page_path, ...props }) => props);
  };

  test.each(['q', 's', 'search', 'query', 'keyword'])('by the parameter %s', (parameter) => {
    expect(search(`?page=2&${parameter}=winter+boots`)).toEqual([{ search_term: 'winter boots' }]);
  });

  test.each([
    ['12', 12],
    ['0', 0],
  ])('with %s results, where the page says so', (said, search_results) => {
    expect(search('?q=boots', `<p data-search-results="${said}"></p>`)).toEqual([
      { search_term: 'boots', search_results },
    ]);
  });

  test.each(['', '?q=', '?q=+', '?product=1'])('not for %j', (query) => {
    expect(search(query)).toEqual([]);
  });

  test('of a page that is left at once is told when it is left', () => {
    history.replaceState(null, '', '/search?q=boots');
    page = stage({ wanted: ['view_search_results'] });
    page.hide(true);
    expect(page.names()).toEqual(['view_search_results']);
    page.pass(2000);
    expect(page.told).toHaveLength(1);
  });
});
