import { Segment, useEthogram, useMetric, useSegments } from 'ethogram/react';
import { BOOKS } from '../books/books.js';

export const App = () => {
  const ethogram = useEthogram();
  const opened = useMetric('opened');
  const segments = useSegments();
  return (
    <>
      <h1>Books</h1>
      <Segment id="bookworm" fallback={<p className="hint">Open two of them, and see.</p>}>
        <p className="offer">You read a lot: the third one is on us.</p>
      </Segment>
      <ul>
        {BOOKS.map(({ id, title, about }) => (
          <li key={id}>
            <span>
              {title} <small>{about}</small>
            </span>
            <button type="button" onClick={() => ethogram.track('open_book', { book: id })}>
              Open
            </button>
          </li>
        ))}
      </ul>
      <footer>
        {opened ?? 0} opened in seven days. In: {[...segments].join(', ') || 'nothing yet'}.
      </footer>
    </>
  );
};
