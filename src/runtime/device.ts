import { isObject, type Json, textOf } from '../base/json.js';
import { isWanting, readDevice, userAgent } from '../capture/device.js';
import type { Load } from './chunks.js';
import type { Report } from './reports.js';

interface Parts {
  /** The trait paths that definitions read. */
  readonly wanted: readonly string[];
  readonly load: Load;
  readonly report: Report;
  /** The trait as it stands. */
  known(): Json | undefined;
  set(device: Json): void;
}

/**
 * Sets the trait `device`. What Client Hints do not answer is asked of the browser's features, and then read from the
 * user agent, if definitions ask for it; `device.agent` is what was read, so that the parser is fetched once for each user agent.
 */
export const captureDevice = async ({ wanted, load, report, known, set }: Parts): Promise<void> => {
  const hinted = readDevice();
  const agent = userAgent();
  const trait = known();
  const before = isObject(trait) ? trait : {};
  let read: object = hinted;
  try {
    if (isWanting(read, wanted)) read = { ...hinted, ...(await load('visit')).readContext() };
    if (isWanting(read, wanted) && before.agent !== agent)
      read = { ...(await load('device')).parseDevice(agent), agent, ...read };
  } catch (error) {
    report('device-unavailable', 'Device traits hold less detail', error);
  }
  const device: Record<string, unknown> = { ...before, ...read };
  if (textOf(device) !== textOf(before)) set(device as Json);
};
