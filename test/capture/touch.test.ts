import { expect, test } from 'vitest';
import { touchOf } from '../../src/capture/touch.js';
import { describeVisits } from '../../src/capture/visit.js';

const HERE = 'https://shop.example/shoes';

test.each([
  // location, referrer, what it is
  ['', '', '(direct)', '(none)', 'Direct'],
  ['', 'https://shop.example/', '(direct)', '(none)', 'Direct'],
  ['', 'https://www.shop.example/', '(direct)', '(none)', 'Direct'],
  ['', 'no address', '(direct)', '(none)', 'Direct'],
  ['', 'https://www.google.com/', 'google.com', 'organic', 'Organic Search'],
  ['', 'https://www.google.co.uk/', 'google.co.uk', 'organic', 'Organic Search'],
  ['', 'https://search.brave.com/', 'search.brave.com', 'organic', 'Organic Search'],
  ['', 'https://duckduckgo.com/', 'duckduckgo.com', 'organic', 'Organic Search'],
  [
    '',
    'android-app://com.google.android.googlequicksearchbox/',
    'com.google.android.googlequicksearchbox',
    'organic',
    'Organic Search',
  ],
  ['', 'https://chatgpt.com/', 'chatgpt.com', 'referral', 'AI Assistant'],
  ['', 'https://www.perplexity.ai/', 'perplexity.ai', 'referral', 'AI Assistant'],
  ['', 'https://gemini.google.com/', 'gemini.google.com', 'referral', 'AI Assistant'],
  ['', 'https://copilot.microsoft.com/', 'copilot.microsoft.com', 'referral', 'AI Assistant'],
  ['?utm_source=chatgpt.com', '', 'chatgpt.com', '(not set)', 'AI Assistant'],
  ['', 'https://l.facebook.com/', 'l.facebook.com', 'referral', 'Organic Social'],
  ['', 'https://t.co/abc', 't.co', 'referral', 'Organic Social'],
  ['', 'https://x.com/', 'x.com', 'referral', 'Organic Social'],
  ['', 'https://out.reddit.com/', 'out.reddit.com', 'referral', 'Organic Social'],
  ['', 'https://www.youtube.com/', 'youtube.com', 'referral', 'Organic Video'],
  ['', 'https://allegro.pl/', 'allegro.pl', 'referral', 'Organic Shopping'],
  ['', 'https://mail.google.com/', 'mail.google.com', 'referral', 'Email'],
  ['', 'https://a-blog.example/post', 'a-blog.example', 'referral', 'Referral'],
  // a name that only contains one is another
  ['', 'https://x.a-blog.example/', 'x.a-blog.example', 'referral', 'Referral'],
  ['', 'https://notgoogle.com/', 'notgoogle.com', 'referral', 'Referral'],
  ['', 'https://google.a-blog.example/', 'google.a-blog.example', 'referral', 'Referral'],
  ['?gclid=1', 'https://www.google.com/', 'google', 'cpc', 'Paid Search'],
  ['?msclkid=1', '', 'bing', 'cpc', 'Paid Search'],
  ['?ttclid=1', '', 'tiktok', 'cpc', 'Paid Social'],
  ['?fbclid=1', 'https://l.facebook.com/', 'facebook', 'referral', 'Organic Social'],
  ['?utm_source=google&utm_medium=cpc', '', 'google', 'cpc', 'Paid Search'],
  ['?utm_source=Google&utm_medium=CPC&gclid=1', '', 'google', 'cpc', 'Paid Search'],
  ['?utm_source=facebook&utm_medium=paid-social', '', 'facebook', 'paid-social', 'Paid Social'],
  ['?utm_source=youtube&utm_medium=cpv', '', 'youtube', 'cpv', 'Paid Video'],
  ['?utm_source=dv360&utm_medium=cpm', '', 'dv360', 'cpm', 'Display'],
  ['?utm_source=taboola&utm_medium=cpc', '', 'taboola', 'cpc', 'Paid Other'],
  ['?utm_source=newsletter&utm_medium=email', 'https://mail.google.com/', 'newsletter', 'email', 'Email'],
  ['?utm_source=mailing&utm_medium=e-mail', '', 'mailing', 'e-mail', 'Email'],
  ['?utm_source=sms', '', 'sms', '(not set)', 'SMS'],
  ['?utm_source=app&utm_medium=web-push', '', 'app', 'web-push', 'Mobile Push Notifications'],
  ['?utm_source=partner&utm_medium=affiliate', '', 'partner', 'affiliate', 'Affiliates'],
  ['?utm_source=spotify&utm_medium=audio', '', 'spotify', 'audio', 'Audio'],
  ['?utm_source=flyer&utm_medium=qr', '', 'flyer', 'qr', 'Unassigned'],
])('%s from %s: %s / %s is %s', (query, referrer, source, medium, channel) => {
  expect(touchOf(HERE + query, referrer)).toEqual({ source, medium, campaign: '', channel });
});

test('the campaign is told, in lower case', () => {
  expect(touchOf(`${HERE}?utm_source=x&utm_campaign=Cross-Network%20May`, '')).toMatchObject({
    campaign: 'cross-network may',
    channel: 'Cross-network',
  });
});

test.each(['', 'undefined', 'no address', 'capacitor://localhost/', '/shoes#a?utm_source=x'])(
  'a page at %j has no campaign, and its referrer counts all the same',
  (location) => {
    expect(touchOf(location, '')).toMatchObject({ source: '(direct)', medium: '(none)', campaign: '' });
    expect(touchOf(location, 'https://www.google.com/')).toMatchObject({ source: 'google.com' });
  },
);

test('a view that was told without an address begins a visit', async () => {
  const view = { id: 'v1', name: 'page_view', time: 1_790_000_000_000, session: 's1', props: {} };
  const found = { ...view, id: 'v2', session: 's2', props: { page_referrer: 'https://www.google.com/' } };
  const drafts = await describeVisits(
    [view, found],
    () => undefined,
    async () => [],
  );
  expect(drafts.map(({ id }) => id)).toEqual([
    'first_visit:s1',
    'session_start:s1',
    '$set:v1',
    'session_start:s2',
    'campaign_details:v2',
    '$set:v2',
  ]);
  expect(drafts[4]?.props).toMatchObject({ source: 'google.com', medium: 'organic', page_location: '' });
});

test('takes no longer for a long or hostile address', () => {
  const long = `${HERE}?${'utm_source=a.'.repeat(10_000)}&utm_medium=${'cp'.repeat(50_000)}`;
  expect(touchOf(long, `https://${'a.'.repeat(100)}example/`).source.length).toBeLessThanOrEqual(100);
});
