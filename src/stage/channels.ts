import type { Channel } from '../plays/channel.js';
import { banner } from './banner.js';
import { dialog } from './dialog.js';
import { slot } from './slot.js';

/** What a page has by itself; a channel of its own of the same name stands in the place of one of these. */
export const CHANNELS: { readonly [name: string]: Channel } = { banner, dialog, slot };
