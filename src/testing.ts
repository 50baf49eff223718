/** The side door `ethogram/testing`: what a test of a page needs to say "thirty minutes later". */
export { createMemoryStore } from './store/memory.js';
export { createClock, type PushedClock } from './testing/clock.js';
