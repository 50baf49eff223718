import { attributeOf, closest } from '../element.js';
import { named, resolve } from './element.js';
import type { Part, Scene } from './part.js';

/** Extensions that GA4 takes for a file. */
const FILE =
  /\.(pdf|xlsx?|docx?|txt|rtf|csv|exe|key|pp(?:s|tx?)|7z|pkg|rar|gz|zip|avi|mov|mp4|mpe?g|wmv|midi?|mp3|wav|wma)$/i;

const withoutWww = (host: string) => host.replace(/^www\./, '');

/**
 * `click` on a link that leads away (`outbound`), to a mailbox or to a telephone, whose addresses are left out; and
 * `file_download`. Told as it happens, for the page may be gone then: nothing waits for us.
 */
export const captureLinks = ({ send, hear }: Scene): Part => {
  hear<MouseEvent>('click auxclick', (element, { type, button }) => {
    if (type === 'auxclick' && button !== 1) return;
    const link = closest(element, 'a, area');
    // links in a drawing keep it elsewhere
    const href = link && (attributeOf(link, 'href') ?? attributeOf(link, 'xlink:href'));
    const url = typeof href === 'string' && resolve(href);
    if (!link || !url) return;
    const { protocol, hostname, pathname } = url;
    const about = named('link', link, 'id');
    if (/^(mailto|tel):$/.test(protocol)) send('click', { ...about, link_url: protocol, outbound: false });
    if (!/^https?:$/.test(protocol)) return;
    const to = { ...about, link_url: url.href, link_domain: hostname };
    const file = FILE.exec(pathname)?.[1] ?? (link.hasAttribute('download') ? '' : undefined);
    if (file !== undefined)
      send('file_download', { ...to, file_name: pathname, file_extension: file.toLowerCase() });
    if (withoutWww(hostname) !== withoutWww(location.hostname)) send('click', { ...to, outbound: true });
  });
  return {};
};
