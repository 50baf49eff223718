/** Campaign parameters and click ids say how somebody came; whatever else stands in a query may say who. */
const KEPT = /^(utm_\w+|[gd]clid|[gw]braid|fbclid|msclkid|ttclid|twclid|li_fat_id)$/;

/** `#/route` of an app that keeps its place there. Other fragments may hold tokens. */
export const routeIn = (hash: string): string =>
  hash.startsWith('#/') ? (hash.split('?')[0] as string) : '';

/** Origin and path of an address, with what is kept of its query; nothing of what is no web address. */
export const reduceAddress = (address: string): string => {
  try {
    const { protocol, origin, pathname, searchParams, hash } = new URL(address);
    if (!/^https?:$/.test(protocol)) return '';
    const query = String(new URLSearchParams([...searchParams].filter(([key]) => KEPT.test(key))));
    return `${origin}${pathname}${query && `?${query}`}${routeIn(hash)}`;
  } catch {
    return '';
  }
};
