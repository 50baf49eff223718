import { isObject, type Json } from '../base/json.js';
import { isWanting, readDevice, userAgent } from '../capture/device.js';
import type { Report } from './reports.js';

/** The chunk that reads user agents. */
export type LoadDeviceParser = () => Promise<{
  parseDevice(userAgent: string): { readonly [detail: string]: string };
}>;

interface Parts {
  /** The trait paths that definitions read. */
  readonly wanted: readonly string[];
  readonly load: LoadDeviceParser;
  readonly report: Report;
  /** The trait as it stands. */
  known(): Json | undefined;
  set(device: Json): void;
}

/**
 * Sets the trait `device`. What Client Hints and feature tests do not answer is read from the user agent, if
 * definitions ask for it; `device.agent` is what was read, so that the parser is fetched once for each user agent.
 */
export const captureDevice = async ({ wanted, load, report, known, set }: Parts): Promise<void> => {
  const hinted = readDevice();
  const agent = userAgent();
  const trait = known();
  const before = isObject(trait) ? trait : {};
  let parsed = {};
  try {
    if (isWanting(hinted, wanted) && before.agent !== agent)
      parsed = { ...(await load()).parseDevice(agent), agent };
  } catch (error) {
    report('device-unavailable', 'Device traits hold less detail', error);
  }
  const device: Record<string, unknown> = { ...before, ...parsed, ...hinted };
  if (Object.keys(device).some((key) => device[key] !== before[key])) set(device as Json);
};
