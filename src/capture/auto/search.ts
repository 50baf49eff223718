import type { Undo } from '../../base/listen.js';
import type { Part, Scene } from './part.js';

/** Parameters that GA4 takes for a search. */
const PARAMETERS = ['q', 's', 'search', 'query', 'keyword'];

/** Until a page says how many it found. */
const PATIENCE = 1000;

/**
 * `view_search_results` where the address asks for something: the `search_term`, and `search_results` if the page says
 * how many it found (`data-search-results="0"`).
 */
export const captureSearch = ({ send, later }: Scene): Part => {
  let waiting: Undo | undefined;
  let term: string | undefined;

  const tell = () => {
    waiting?.();
    if (!term) return;
    const said = document.querySelector<HTMLElement>('[data-search-results]')?.dataset.searchResults;
    const found = Number.parseInt(said ?? '', 10);
    send('view_search_results', {
      search_term: term,
      ...(found >= 0 && { search_results: found }),
    });
    term = undefined;
  };
  return {
    enter() {
      const query = new URLSearchParams(location.search);
      term = PARAMETERS.map((parameter) => query.get(parameter)?.trim().slice(0, 100)).find(Boolean);
      if (term) waiting = later(PATIENCE, tell);
    },
    settle: tell,
    stop: () => waiting?.(),
  };
};
