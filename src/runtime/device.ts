import { EthogramError } from '../base/errors.js';
import { isObject, type Json } from '../base/json.js';
import { isWanting, readDevice, userAgent } from '../capture/device.js';
import type { Store } from '../store/types.js';

/** The chunk that reads user agents. */
export type LoadDeviceParser = () => Promise<{
  parseDevice(userAgent: string): { readonly [detail: string]: string };
}>;

interface Parts {
  /** The trait paths that definitions read. */
  readonly wanted: readonly string[];
  readonly store: Store | undefined;
  readonly load: LoadDeviceParser;
  /** The trait as it stands. */
  known(): Json | undefined;
  set(device: Json): void;
  fail(error: EthogramError): void;
}

/**
 * Sets the trait `device`. What Client Hints and feature tests do not answer is read from the user agent, if
 * definitions ask for it, and kept: the parser is fetched once for each user agent.
 */
export const captureDevice = async ({ wanted, store, load, known, set, fail }: Parts): Promise<void> => {
  const hinted = readDevice();
  const note = (device: { readonly [detail: string]: string | undefined }) => {
    const before = known();
    const kept = isObject(before) ? before : {};
    // details that only another page's definitions ask for stay
    if (Object.keys(device).some((key) => kept[key] !== device[key])) set({ ...kept, ...device } as Json);
  };
  if (!isWanting(hinted, wanted)) return note(hinted);
  try {
    const agent = userAgent();
    const kept = await store?.get('device');
    const parsed =
      isObject(kept) && kept.agent === agent && isObject(kept.parsed)
        ? (kept.parsed as { [detail: string]: string })
        : (await load()).parseDevice(agent);
    note({ ...parsed, ...hinted });
    if (!isObject(kept) || kept.agent !== agent)
      await store?.update('device', () => ({ v: 1, agent, parsed }));
  } catch (cause) {
    note(hinted);
    fail(
      new EthogramError(
        'device-unavailable',
        `The device parser cannot be had; device traits hold less detail: ${cause}`,
        {
          cause,
        },
      ),
    );
  }
};
