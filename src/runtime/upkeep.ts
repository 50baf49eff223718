/** The chunk for what is done with the log now and then, and can wait until it is there: tidying, and taking in a file. */
export { takeIn } from './portable.js';
export { tidy } from './tidying.js';
