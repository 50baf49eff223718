/** What is fetched where definitions have plays. */
export { expandPlays as expand } from './plays/expand.js';
export { perform } from './stage/perform.js';
