/** The standard events as schemas: for whoever writes, reads or imports events. */
import type { StandardEvents } from './event/catalogue.js';
import { propsSchemaOf } from './event/schema.js';
import type { Schema } from './schema.js';

/**
 * The props of a standard event, as the catalogue has them: a zod schema, to be made once. Properties beside them may be
 * there, unless one of them seems to be meant. Undefined for events that are not in the catalogue.
 *
 * @example eventSchema('purchase').parse(JSON.parse(text)).transaction_id
 */
export const eventSchema = <Name extends string>(
  name: Name,
): Name extends keyof StandardEvents ? Schema<StandardEvents[Name]> : undefined =>
  propsSchemaOf(name) as never;

export { CATALOGUE, type StandardEvents } from './event/catalogue.js';
export { type Misfit, misfitsOf } from './event/schema.js';
export type { Issue, Schema } from './schema.js';
