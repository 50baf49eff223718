/** How a visit came about, in GA4's words. */
export interface Touch {
  /** `utm_source`, else the site of the referrer without `www.`, else `(direct)`. */
  readonly source: string;
  /** `utm_medium`, else `cpc` for a click on an ad, `organic` from a search engine, `referral`, `(none)`. */
  readonly medium: string;
  /** `utm_campaign`, or an empty string. */
  readonly campaign: string;
  /** The first of GA4's default channels that fits, or `AI Assistant`, `Unassigned`. */
  readonly channel: string;
}

/** Names of sites, with what stands before them and their ending, or alone: `google`, `www.google.co.uk`. */
const sites = (names: string): RegExp => new RegExp(`^(.+\\.)?(${names})(\\.[a-z]{2,3}(\\.[a-z]{2})?)?$`);

const ASSISTANT = sites(
  'chatgpt|openai|perplexity|claude|gemini\\.google|copilot\\.microsoft|copilot|deepseek|poe|meta\\.ai|grok|mistral|phind',
);
const SEARCH = sites(
  'google|bing|yahoo|duckduckgo|ecosia|baidu|yandex|qwant|startpage|search\\.brave|naver|seznam|sogou|ask|aol|kagi|android\\.googlequicksearchbox',
);
const SOCIAL = sites(
  'facebook|fb|instagram|twitter|x|t\\.co|linkedin|lnkd|pinterest|reddit|tiktok|snapchat|threads|bsky|mastodon|vk|whatsapp|telegram|t\\.me|discord|tumblr|quora|weibo|wechat|line',
);
const VIDEO = sites('youtube|youtu\\.be|vimeo|twitch|dailymotion');
const SHOPPING = sites('amazon|ebay|etsy|allegro|aliexpress|walmart|idealo|ceneo|shopping\\.google');
/** A letter that was not tagged, read on the web or in an app. */
const MAIL = /^(web)?mail\.|^outlook\.|\.android\.gm$/;

/** Query parameters by which an advertiser's click is known, and whose they are. */
const CLICKS: readonly (readonly [parameter: RegExp, source: string, medium: string])[] = [
  [/^(gclid|gbraid|wbraid|dclid)$/, 'google', 'cpc'],
  [/^msclkid$/, 'bing', 'cpc'],
  [/^ttclid$/, 'tiktok', 'cpc'],
  [/^twclid$/, 'twitter', 'cpc'],
  [/^li_fat_id$/, 'linkedin', 'cpc'],
  // links that anybody posts there have it, too
  [/^fbclid$/, 'facebook', 'referral'],
];

const PAID = /^(.*cp.*|ppc|retargeting|paid.*)$/;
const EMAIL = /^e[-_ ]?mail$/;

/** In GA4's order (support.google.com/analytics/answer/9756891); the first that fits counts. */
const CHANNELS: readonly (readonly [
  channel: string,
  fits: (source: string, medium: string, campaign: string) => boolean,
])[] = [
  ['Direct', (source, medium) => source === '(direct)' && medium === '(none)'],
  ['Cross-network', (_, __, campaign) => campaign.includes('cross-network')],
  ['Paid Shopping', (source, medium) => SHOPPING.test(source) && PAID.test(medium)],
  ['Paid Search', (source, medium) => SEARCH.test(source) && PAID.test(medium)],
  ['Paid Social', (source, medium) => SOCIAL.test(source) && PAID.test(medium)],
  ['Paid Video', (source, medium) => VIDEO.test(source) && PAID.test(medium)],
  ['Display', (_, medium) => /^(display|banner|expandable|interstitial|cpm)$/.test(medium)],
  ['Paid Other', (_, medium) => PAID.test(medium)],
  ['AI Assistant', (source) => ASSISTANT.test(source)],
  ['Email', (source, medium) => EMAIL.test(source) || EMAIL.test(medium) || MAIL.test(source)],
  ['Organic Shopping', (source) => SHOPPING.test(source)],
  [
    'Organic Social',
    (source, medium) => SOCIAL.test(source) || /^(social([- ](network|media))?|sm)$/.test(medium),
  ],
  ['Organic Video', (source, medium) => VIDEO.test(source) || /video/.test(medium)],
  ['Organic Search', (source, medium) => SEARCH.test(source) || medium === 'organic'],
  ['Affiliates', (_, medium) => /^affiliates?$/.test(medium)],
  ['Referral', (_, medium) => /^(referral|app|link)$/.test(medium)],
  ['Audio', (_, medium) => medium === 'audio'],
  ['SMS', (source, medium) => source === 'sms' || medium === 'sms'],
  ['Mobile Push Notifications', (_, medium) => /push$|mobile|notification/.test(medium)],
];

const siteOf = (address: string): string => {
  try {
    return new URL(address).hostname.replace(/^www\./, '');
  } catch {
    return '';
  }
};

/** What is asked in an address; nothing in what is none, as where the page of an app has no address on the web. */
export const queryOf = (address: string): URLSearchParams =>
  new URLSearchParams(/^[^?#]*\?([^#]*)/.exec(address)?.[1]);

/**
 * How the visit that begins on a page came about. `location` and `referrer` are whole addresses; a referrer of the
 * site's own, or none, is no touch at all: `(direct)`, `(none)`.
 */
export const touchOf = (location: string, referrer: string): Touch => {
  const query = queryOf(location);
  const tag = (name: string) => (query.get(`utm_${name}`) ?? '').trim().toLowerCase().slice(0, 100);
  const clicked = CLICKS.find(([parameter]) => [...query.keys()].some((key) => parameter.test(key)));
  const from = siteOf(referrer);
  const isOwn = from === siteOf(location);
  const [, clickSource = '', clickMedium = ''] = clicked ?? [];
  const source = tag('source') || clickSource || (isOwn ? '' : from) || '(direct)';
  const isSearch = SEARCH.test(from) && !MAIL.test(from) && !ASSISTANT.test(from);
  const found = source === '(direct)' ? '(none)' : isSearch ? 'organic' : 'referral';
  const medium = tag('medium') || (tag('source') ? '(not set)' : clickMedium || found);
  const campaign = tag('campaign');
  const [channel] = CHANNELS.find(([, fits]) => fits(source, medium, campaign)) ?? ['Unassigned'];
  return { source, medium, campaign, channel };
};
