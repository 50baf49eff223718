/** What can happen in this app, and who is who: typed events and typed segments. */
import { start } from 'ethogram';

declare module 'ethogram' {
  interface Events {
    view_item: { item_id: string; item_category: string };
    quiz_done: { score: number };
  }
  interface Segments {
    birder: true;
    'plover-friend': true;
    scholar: true;
  }
}

export const ethogram = start({
  name: 'shorebirds',
  definitions: {
    version: 1,
    segments: [
      { id: 'birder', when: { distinct: 'item_id', of: 'view_item', over: '7d', gte: 3 } },
      {
        id: 'plover-friend',
        when: { count: { event: 'view_item', where: { item_category: 'plovers' } }, gte: 2 },
      },
      { id: 'scholar', when: { count: { event: 'quiz_done', where: { score: { gte: 3 } } }, gte: 1 } },
    ],
  },
});
