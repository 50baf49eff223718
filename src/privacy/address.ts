/** An address, or the end of one without a host, from its query on. */
const ADDRESS = /(\bhttps?:\/\/[^\s"'<>]+|\?[\w.%[\]-]+=[^\s"'<>]*)/i;

const PARTS = /^(?:(https?:\/\/)(?:[^/?#]*@)?([^/?#]*))?([^?#]*)(?:\?([^#]*))?(.*)$/i;

const CAMPAIGN = /^utm_\w+$/i;

/** They name one click; that there was one is enough to know how somebody came. */
const CLICK = /^(?:[gd]clid|[gw]braid|fbclid|msclkid|ttclid|twclid|yclid|li_fat_id)$/i;

/** What was made legible may hold what ends a path. */
const inAddress = (part: string) => part.replace(/[\s?#&]/g, encodeURIComponent);

/**
 * Every address in a text reduced to origin and path: no user, no fragment but the `#/route` of an app, no matrix
 * parameters, and of the query only campaigns, whether there was a click id, and the names in `kept`. What stays of it,
 * and the text between, goes through `mask`.
 */
export const reduceAddresses = (
  text: string,
  kept: readonly string[],
  mask: (part: string) => string,
): string => {
  const reducePath = (path = '') => inAddress(mask(path.replace(/;[^/]*/g, '')));
  const reduceQuery = (query = '') => {
    const parameters = query.split('&').flatMap((parameter) => {
      const [name = '', ...value] = parameter.split('=');
      if (CLICK.test(name)) return `${name}=1`;
      return CAMPAIGN.test(name) || kept.includes(name) ? `${name}=${inAddress(mask(value.join('=')))}` : [];
    });
    return parameters.length ? `?${parameters.join('&')}` : '';
  };
  const reduce = (address: string) => {
    const [, scheme = '', host = '', path, query, hash = ''] = PARTS.exec(address) as RegExpExecArray;
    const route = hash.startsWith('#/') ? `#${reducePath(hash.slice(1).split('?')[0])}` : '';
    return scheme + host + reducePath(path) + reduceQuery(query) + route;
  };
  return text
    .split(ADDRESS)
    .map((part, index) => (index % 2 ? reduce(part) : mask(part)))
    .join('');
};
