/** What can happen in the three apps, and who is who. */
import { start } from 'ethogram';

declare module 'ethogram' {
  interface Events {
    open_book: { book: string };
  }
  interface Segments {
    bookworm: true;
  }
}

export const ethogram = start({
  name: 'books',
  definitions: {
    version: 1,
    metrics: { opened: { distinct: 'book', of: 'open_book', over: '7d' } },
    segments: [{ id: 'bookworm', when: { metric: 'opened', gte: 2 } }],
  },
});
