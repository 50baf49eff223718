export { EthogramError } from './base/errors.js';
export { compile, DefinitionError } from './engine/compile.js';
export { createEngine } from './engine/engine.js';
export { evaluate } from './engine/evaluate.js';
export type {
  ExplainedCondition,
  ExplainedGroup,
  ExplainedLeaf,
  ExplainedRules,
  Explanation,
} from './engine/explanation.js';
export { type FormatOptions, formatExplanation } from './engine/format-explanation.js';
export { longWindows } from './engine/long-windows.js';
export type { Engine, EngineOptions, Fault, Foreseen, Plan, Value } from './engine/types.js';
export type { Event, Traits } from './event/types.js';
export type { Definitions, SegmentChange } from './segment/types.js';
