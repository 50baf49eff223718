export { type ExpandedPlays, expandPlays } from './plays/expand.js';
export type { PlayFault } from './plays/faults.js';
export type { Definitions, Play, PlayContent, PlayLimit, PlayStep } from './segment/types.js';
