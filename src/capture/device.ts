/** The trait `device`, as far as it is known. */
export interface Device {
  readonly type: 'desktop' | 'mobile' | 'tablet' | (string & {});
  /** `Windows`, `macOS`, `iOS`, `Android`, `ChromeOS`, `Linux`, … */
  readonly system?: string;
  /** `Chrome`, `Edge`, `Safari`, `Firefox`, … */
  readonly browser?: string;
  readonly [detail: string]: string | undefined;
}

interface ClientHints {
  readonly mobile: boolean;
  readonly platform: string;
  readonly brands: readonly { readonly brand: string }[];
}

/** The narrowest side of a screen, in CSS pixels, from which it is a tablet's. */
const TABLET = 600;

const SYSTEMS = [
  [/^Win/, 'Windows'],
  [/^iP/, 'iOS'],
  [/^mac/i, 'macOS'],
  [/^Chrom/, 'ChromeOS'],
  [/^Android/, 'Android'],
  [/^Linux/, 'Linux'],
] as const;

export const userAgent = (): string => navigator.userAgent;

/** The device by Client Hints where the browser has them, else by what it can do. */
export const readDevice = (): Device => {
  const hints = (navigator as { userAgentData?: ClientHints }).userAgentData;
  const { platform, maxTouchPoints } = navigator;
  // Firefox on Android says that it runs on some Linux
  const told = hints?.platform || (userAgent().includes('Android') ? 'Android' : platform);
  const named = SYSTEMS.find(([pattern]) => pattern.test(told))?.[1];
  // an iPad says it is a Mac; no Mac has a touch screen
  const system = named === 'macOS' && maxTouchPoints > 1 ? 'iOS' : named;
  const isHandheld = system === 'iOS' || system === 'Android';
  const isSmall = hints?.mobile ?? Math.min(screen.width, screen.height) < TABLET;
  const brand = hints?.brands.find(({ brand }) => !/not.?a.?brand|chromium/i.test(brand))?.brand;
  return {
    type: isHandheld ? (isSmall ? 'mobile' : 'tablet') : 'desktop',
    ...(system && { system }),
    ...(brand && { browser: brand.replace(/^(Google|Microsoft) /, '') }),
  };
};

/** Whether `device.…` traits are asked for that are not known. */
export const isWanting = (device: object, traits: readonly string[]): boolean =>
  traits.some((path) => path.startsWith('device.') && !Object.hasOwn(device, path.slice(7)));
