import { isObject, type Json, type JsonObject } from '../../base/json.js';
import type { Named } from './ecommerce.js';
import { levels, numberOf, type Props } from './items.js';

/** What a page says of itself, as nodes of schema.org, the page's own first. */
export type Node = JsonObject;

const list = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value as Json];

const nodes = (value: Json | undefined): Node[] => list(value).filter(isObject) as Node[];

export const isA = (node: Node, pattern: RegExp): boolean =>
  list(node['@type']).some((type) => pattern.test(String(type).replace(/^.*[/:]/, '')));

/** The text of what may be a text, or a thing with a name. */
const nameOf = (value: Json | undefined): string | undefined => {
  const [first] = list(value);
  const text = isObject(first) ? (first as Node).name : first;
  return typeof text === 'string' && text.trim() ? text.trim().slice(0, 300) : undefined;
};

const idOf = (node: Node) =>
  ['sku', 'productID', 'productGroupID', 'mpn', 'gtin13', 'gtin', 'gtin14', 'gtin12', 'gtin8']
    .map((key) => node[key])
    .find((id) => id !== undefined && id !== '' && !isObject(id));

/** Whether a node says that it is about the page at this address. */
const isOf = (node: Node, address: string) =>
  [node.url, node['@id'], node.mainEntityOfPage].some(
    (url) => typeof url === 'string' && url.split('#')[0] === address,
  );

/** The one thing of a kind that the page is about; a list of several is about none of them. */
const mainOf = (all: readonly Node[], pattern: RegExp, address: string): Node | undefined => {
  const found = all.filter((node) => isA(node, pattern));
  return found.length > 1 ? found.find((node) => isOf(node, address)) : found[0];
};

/** What it costs: of several offers the one for this address, else the cheapest. */
const priceOf = (product: Node, address: string): Props => {
  const offers = nodes(product.offers).flatMap((offer) => {
    const inner = [...nodes(offer.offers), ...nodes(offer.priceSpecification)];
    return [offer, ...inner].flatMap((one) => {
      const price = numberOf(one.price ?? one.lowPrice ?? '');
      const currency = one.priceCurrency ?? offer.priceCurrency;
      return typeof price === 'number'
        ? [{ price, currency, isHere: isOf(one, address) || isOf(offer, address) }]
        : [];
    });
  });
  const best = offers.sort((a, b) => Number(b.isHere) - Number(a.isHere) || a.price - b.price)[0];
  return best ? { price: best.price, ...(best.currency && { currency: best.currency }) } : {};
};

/** What leads to the page, without the site's start and the page itself. */
const crumbsOf = (all: readonly Node[], name: string | undefined, address: string): Json[] => {
  const trail = nodes(all.find((node) => isA(node, /^BreadcrumbList$/))?.itemListElement).map((one) => {
    const item = isObject(one.item) ? (one.item as Node) : {};
    const url = item['@id'] ?? item.url ?? (typeof one.item === 'string' ? one.item : undefined);
    return { at: Number(one.position), name: nameOf(one.name ?? item.name), url };
  });
  return trail
    .sort((a, b) => a.at - b.at)
    .filter(({ url }, at) => at > 0 || (typeof url === 'string' && !/^https?:\/\/[^/]+\/?$/.test(url)))
    .filter((one) => one.name && one.name !== name && one.url !== address)
    .map((one) => one.name as Json);
};

/** Without what is not known. */
const known = (props: { readonly [key: string]: Json | undefined }): Props =>
  Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as Props;

const viewOfProduct = (product: Node, all: readonly Node[], address: string): Named => {
  const variants = nodes(product.hasVariant);
  const variant = variants.find(
    (one) => isOf(one, address) || nodes(one.offers).some((offer) => isOf(offer, address)),
  );
  const { currency, ...price } = priceOf(
    variant ?? { ...product, offers: [product, ...variants].flatMap((one) => nodes(one.offers)) },
    address,
  );
  const [rated] = nodes(product.aggregateRating);
  const name = nameOf(product.name);
  const category = list(product.category).map(nameOf).filter(Boolean) as Json[];
  const item = known({
    item_id: (variant && idOf(variant)) ?? idOf(product),
    item_name: name,
    item_brand: nameOf(product.brand ?? product.manufacturer),
    item_variant: variant && nameOf(variant.name),
    ...levels(category.length > 1 ? category : (category[0] ?? crumbsOf(all, name, address))),
    ...price,
  });
  return [
    'view_item',
    known({
      currency,
      value: price.price,
      rating: rated && numberOf(rated.ratingValue ?? ''),
      review_count: rated && numberOf(rated.reviewCount ?? rated.ratingCount ?? ''),
      items: [item],
    }),
  ];
};

const viewOfArticle = (article: Node, all: readonly Node[], address: string): Named => {
  const tags = list(article.keywords).flatMap((words) => String(nameOf(words) ?? '').split(/ *, */));
  const topics = list(article.articleSection);
  return [
    'article_view',
    known({
      article_id: new URL(address).pathname,
      article_topic:
        nameOf(topics[0]) ?? nameOf(crumbsOf(all, nameOf(article.headline ?? article.name), address).at(-1)),
      article_tags: tags.filter(Boolean).slice(0, 20),
      article_author: list(article.author).map(nameOf).filter(Boolean).join(', ') || undefined,
    }),
  ];
};

/** Views of the product or the article that the page at this address is about. */
export const viewsOf = (all: readonly Node[], address: string): Named[] => {
  const product =
    mainOf(all, /^ProductGroup$/, address) ??
    mainOf(all, /^(Product|IndividualProduct|ProductModel)$/, address);
  const article = mainOf(all, /(Article|^BlogPosting)$/, address);
  return [
    ...(product ? [viewOfProduct(product, all, address)] : []),
    ...(article ? [viewOfArticle(article, all, address)] : []),
  ];
};
