/** A long list of which only the rows in sight are elements; one is chosen, by mouse or keyboard. */
import { make } from './element.js';

interface Parts<Item> {
  /** What the list is, for who hears it. */
  readonly label: string;
  /** Pixels. */
  readonly height: number;
  keyOf(item: Item): string;
  fill(row: HTMLElement, item: Item): void;
  chosen(item: Item): void;
}

export interface Rows<Item> {
  readonly root: HTMLElement;
  show(items: readonly Item[]): void;
  choose(item: Item): void;
  /** Fills what is in sight anew. */
  refresh(): void;
}

/** Rows beyond the edges. */
const SPARE = 4;

let lists = 0;

export const createRows = <Item>({ label, height, keyOf, fill, chosen }: Parts<Item>): Rows<Item> => {
  const mine = `rows-${lists++}`;
  const inner = make('div', { class: 'rows-inner', role: 'presentation' });
  const root = make('div', { class: 'rows', role: 'listbox', tabindex: 0, 'aria-label': label }, inner);
  const pool: HTMLElement[] = [];
  let items: readonly Item[] = [];
  let at = -1;
  let key: string | undefined;

  const draw = () => {
    const first = Math.max(0, Math.floor(root.scrollTop / height) - SPARE);
    const count = Math.ceil((root.clientHeight || 400) / height) + 2 * SPARE;
    const shown = items.slice(first, first + count);
    while (pool.length < shown.length) {
      const row = make('div', { class: 'row', role: 'option', id: `${mine}-${pool.length}` });
      pool.push(row);
      inner.append(row);
    }
    for (const row of pool.splice(shown.length)) row.remove();
    let active = '';
    for (const [index, item] of shown.entries()) {
      const row = pool[index] as HTMLElement;
      const isChosen = first + index === at;
      row.style.transform = `translateY(${(first + index) * height}px)`;
      row.setAttribute('aria-selected', String(isChosen));
      row.setAttribute('aria-setsize', String(items.length));
      row.setAttribute('aria-posinset', String(first + index + 1));
      row.dataset.at = String(first + index);
      if (isChosen) active = row.id;
      fill(row, item);
    }
    if (active) root.setAttribute('aria-activedescendant', active);
    else root.removeAttribute('aria-activedescendant');
  };

  const choose = (index: number) => {
    const item = items[Math.min(Math.max(index, 0), items.length - 1)];
    if (item === undefined) return;
    at = items.indexOf(item);
    key = keyOf(item);
    const top = at * height;
    if (top < root.scrollTop) root.scrollTop = top;
    else if (top + height > root.scrollTop + root.clientHeight)
      root.scrollTop = top + height - root.clientHeight;
    draw();
    chosen(item);
  };

  root.addEventListener('scroll', draw, { passive: true });
  root.addEventListener('click', ({ target }) => {
    const row = (target as Element).closest<HTMLElement>('.row');
    if (row) choose(Number(row.dataset.at));
  });
  root.addEventListener('keydown', (event) => {
    const page = Math.max(1, Math.floor(root.clientHeight / height) - 1);
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: items.length - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    choose(to);
  });

  return {
    root,
    show(next) {
      items = next;
      root.toggleAttribute('data-empty', !items.length);
      at = key === undefined ? -1 : items.findIndex((item) => keyOf(item) === key);
      inner.style.height = `${items.length * height}px`;
      draw();
    },
    choose: (item) => choose(items.indexOf(item)),
    refresh: draw,
  };
};
