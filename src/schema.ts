import * as z from 'zod/mini';
import { check } from './engine/check.js';
import { partsOf } from './plays/parts.js';
import { schemaOf } from './segment/schema.js';
import type {
  Classifier,
  Condition,
  Definitions,
  Metric,
  Model,
  Segment,
  Selector,
} from './segment/types.js';
import { type Explained, explain, pathOf } from './segment/wording.js';

/** One thing that is wrong. */
export interface Issue {
  readonly message: string;
  /** Where: keys and indexes. */
  readonly path?: readonly PropertyKey[] | undefined;
}

/** A zod schema by what it keeps to: it reads JSON, and stands wherever a Standard Schema may. */
export interface Schema<Form> {
  /** Throws what is wrong. */
  parse(json: unknown): Form;
  safeParse(
    json: unknown,
  ): { success: true; data: Form } | { success: false; error: { readonly issues: readonly Issue[] } };
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly types?: { readonly input: Form; readonly output: Form } | undefined;
    validate(
      json: unknown,
    ):
      | { readonly value: Form; readonly issues?: undefined }
      | { readonly issues: readonly Issue[] }
      | Promise<
          { readonly value: Form; readonly issues?: undefined } | { readonly issues: readonly Issue[] }
        >;
  };
}

/** A definition file that runs, or everything that is wrong with it. */
export type Parsed =
  | { readonly definitions: Definitions; readonly faults?: undefined }
  | { readonly definitions?: undefined; readonly faults: readonly Explained[] };

/**
 * Checks a definition file as `compile` does, its plays as a page does, and says of each fault what is wrong and what to do.
 *
 * @example
 * const { definitions, faults } = parseDefinitions(JSON.parse(text));
 * for (const { place, found, expected, hint } of faults ?? []) console.log(place, found, expected, hint);
 */
export const parseDefinitions = (json: unknown): Parsed => {
  const { file, faults: ofPlays, placeOf } = partsOf(json);
  const faults = check(file).faults.map((fault) => ({ ...fault, place: placeOf(fault.place) }));
  return faults.length + ofPlays.length
    ? { faults: [...faults, ...ofPlays].map((fault) => explain(json, fault)) }
    : { definitions: json as Definitions };
};

const file = () =>
  z.unknown().check(({ value, issues }) => {
    for (const { place, found, expected, hint } of parseDefinitions(value).faults ?? []) {
      const message = `Expected ${expected}, found ${found}. ${hint}`;
      issues.push({ code: 'custom', input: value, path: pathOf(value, place), message });
    }
  });

const schema = <Form>(made: unknown): Schema<Form> => made as Schema<Form>;

/** A definition file: accepts what `compile` accepts, and plays that a page runs. */
export const definitionsSchema = /* @__PURE__ */ schema<Definitions>(/* @__PURE__ */ file());

// Parts of a file by themselves: whether the names in them are there is not known.
export const segmentSchema = /* @__PURE__ */ schema<Segment>(/* @__PURE__ */ schemaOf('Segment'));
export const conditionSchema = /* @__PURE__ */ schema<Condition>(/* @__PURE__ */ schemaOf('Condition'));
export const metricSchema = /* @__PURE__ */ schema<Metric>(/* @__PURE__ */ schemaOf('Metric'));
export const selectorSchema = /* @__PURE__ */ schema<Selector>(/* @__PURE__ */ schemaOf('Selector'));
export const classifierSchema = /* @__PURE__ */ schema<Classifier>(/* @__PURE__ */ schemaOf('Classifier'));
export const modelSchema = /* @__PURE__ */ schema<Model>(/* @__PURE__ */ schemaOf('Model'));

export { jsonSchema } from './segment/json-schema.js';
export type {
  Classifier,
  Condition,
  Definitions,
  Metric,
  Model,
  Segment,
  Selector,
} from './segment/types.js';
export type { Explained as ExplainedFault } from './segment/wording.js';
