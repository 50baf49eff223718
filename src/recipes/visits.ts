/** How often and when somebody comes, and from where. */
import type { Condition, Segment, Where } from '../segment/types.js';
import { recipe } from './recipe.js';

/**
 * On their first visit.
 *
 * @when The first impression is to be another one than for those who know you.
 * @then Say what you do, show where to begin, and ask for nothing yet.
 * @example newVisitors()
 */
export const newVisitors = /* @__PURE__ */ recipe('new-visitors', {}, ({ id }) => ({
  segments: [{ id, when: { sessions: 'page_view', is: 1 } }],
}));

/**
 * Came back: this is at least their second visit.
 *
 * @when Those who come again should find what is new, not the introduction.
 * @then Take up where they left: what they looked at last, what is new since.
 * @example returningVisitors({ visits: 3 })
 */
export const returningVisitors = /* @__PURE__ */ recipe(
  'returning-visitors',
  {
    /** The least number of visits. */
    visits: 2,
  },
  ({ id, visits }) => ({ segments: [{ id, when: { sessions: 'page_view', gte: visits } }] }),
);

/**
 * Did not come for a long time; still in when they come back, for as long as `stay`.
 *
 * @when "We missed you": a welcome for those who were away.
 * @then Greet them and tell what has changed. The page sees them as members only once they are back.
 * @example inactiveVisitors({ after: '14d' })
 */
export const inactiveVisitors = /* @__PURE__ */ recipe(
  'inactive-visitors',
  {
    /** How long without a page view. */
    after: '30d',
    /** How long they stay members after they came back. */
    stay: '30m',
  },
  ({ id, after, stay }) => ({
    segments: [{ id, when: { sinceLast: 'page_view', gte: after }, exitAfter: stay }],
  }),
);

/**
 * Is back after an absence: from the first page of the return on, for as long as `stay`. The segment that ends with
 * `-away` holds from the absence on.
 *
 * @when Only those who are here again are meant, as for a change that fires once at the return.
 * @then Show what came in since; leave out the offers for strangers.
 * @example backAfterAbsence({ after: '90d', stay: '7d' })
 */
export const backAfterAbsence = /* @__PURE__ */ recipe(
  'back-after-absence',
  {
    /** How long without a page view. */
    after: '30d',
    /** How long the return lasts. */
    stay: '1d',
  },
  ({ id, after, stay }) => ({
    segments: [
      { id: `${id}-away`, when: { sinceLast: 'page_view', gte: after }, exitAfter: stay },
      { id, when: { all: [{ segment: `${id}-away` }, { sinceLast: 'page_view', lt: after }] } },
    ],
  }),
);

/** Addresses of pages on a host and below it. */
const onHosts = (hosts: readonly string[]): Where[] =>
  hosts.flatMap((host) => [`*://${host}/*`, `*://*.${host}/*`].map((like) => ({ page_referrer: { like } })));

/** Addresses with a word after a campaign parameter. */
const tagged = (words: readonly string[]): Where[] =>
  words.map((word) => ({ page_location: { like: `*${word}*`, ignoreCase: true } }));

/**
 * Where this visit came from: one segment for each source, of which at most one holds at a time: `-ads`, `-email`,
 * `-assistants` (AI), `-social`, `-search`, `-referral`, `-direct`, in this order of preference. Tagged addresses
 * (`utm_medium`) count before the referrer, as in GA4's default channel groups.
 *
 * @when The first page should fit what they come from: a search, a newsletter, an answer of an assistant.
 * @then Repeat the promise that brought them; explain yourself to those who were referred.
 * @example leadSource({ site: 'shop.example' })
 */
export const leadSource = /* @__PURE__ */ recipe(
  'lead-source',
  {
    /** Your own host, so that your own pages are no referral. */
    site: '',
    /** What the landing page's address holds when an ad brought them. */
    ads: ['utm_medium=cpc', 'utm_medium=ppc', 'utm_medium=paid', 'gclid=', 'msclkid='],
    /** What the landing page's address holds when a message brought them. */
    email: ['utm_medium=email', 'utm_source=newsletter'],
    /** Hosts of AI assistants. */
    assistants: [
      'chatgpt.com',
      'chat.openai.com',
      'perplexity.ai',
      'claude.ai',
      'gemini.google.com',
      'copilot.microsoft.com',
    ],
    /** Hosts of social networks. */
    social: [
      'facebook.com',
      'instagram.com',
      'linkedin.com',
      'pinterest.*',
      'reddit.com',
      't.co',
      'tiktok.com',
      'x.com',
      'youtube.com',
    ],
    /** Hosts of search engines. */
    search: [
      'google.*',
      'bing.com',
      'duckduckgo.com',
      'ecosia.org',
      'yahoo.*',
      'yandex.*',
      'baidu.com',
      'qwant.com',
    ],
  },
  ({ id, site, ads, email, assistants, social, search }) => {
    const segment = (source: string, when: Condition): Segment => ({
      id: `${id}-${source}`,
      when,
      exclusive: id,
    });
    const viewed = (where: readonly Where[]): Condition => ({
      count: { event: 'page_view', where },
      over: 'session',
      gte: 1,
    });
    const landing = (like: string): Condition => ({
      first: 'page_referrer',
      of: 'page_view',
      over: 'session',
      like,
    });
    return {
      segments: [
        segment('ads', viewed(tagged(ads))),
        segment('email', viewed(tagged(email))),
        segment('assistants', viewed(onHosts(assistants))),
        segment('social', viewed(onHosts(social))),
        segment('search', viewed(onHosts(search))),
        segment('referral', {
          all: [landing('*://*'), { not: { any: [landing(`*://${site}/*`), landing(`*://*.${site}/*`)] } }],
        }),
        segment('direct', { count: 'page_view', over: 'session', gte: 1 }),
      ],
    };
  },
);

/**
 * This visit began on a page of a part of the site.
 *
 * @when What they came for says more than what they do next: a guide, a category, a price list.
 * @then Keep to the topic of the first page in what you offer beside it.
 * @example landedOn({ page: '/guides/*' })
 */
export const landedOn = /* @__PURE__ */ recipe(
  'landed-on',
  {
    /** The path of the page, `*` for any run of characters. */
    page: '/blog*',
  },
  ({ id, page }) => ({
    segments: [{ id, when: { first: 'page_path', of: 'page_view', over: 'session', like: page } }],
  }),
);
