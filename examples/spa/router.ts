/** A router in thirty lines: links inside the app change the address and draw, nothing reloads. */
const base = new URL(document.baseURI).pathname;

/** Where we are inside the app: `''`, `birds/curlew`, `quiz`. */
const path = () => location.pathname.slice(base.length);

export function route(draw: (path: string) => void): void {
  addEventListener('popstate', () => draw(path()));
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const inside = link?.origin === location.origin && link.pathname.startsWith(base);
    if (!link || !inside || event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey)
      return;
    event.preventDefault();
    if (link.href !== location.href) history.pushState(null, '', link.href);
    draw(path());
  });
  draw(path());
}
