/** The side door `ethogram/svelte`: a visitor's segments as stores. */
export { metric, type SegmentStore, segment, segments } from './svelte/stores.js';
