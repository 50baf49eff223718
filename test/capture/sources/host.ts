import type { Host } from '../../../src/capture/sources/source.js';

export type Heard = [name: string, props: unknown];

/** A runtime that writes down what it hears. */
export const createHost = (views = true) => {
  const heard: Heard[] = [];
  const traits: unknown[] = [];
  const reports: string[] = [];
  const host: Host = {
    hear: (name, props) => heard.push([name, structuredClone(props)]),
    draft: (props) => ({ props }),
    setTraits: (given, userId) => traits.push([userId, given]),
    identify: (given, userId) => traits.push([userId, given]),
    report: (code, what, cause) => reports.push(`${code}: ${what}${cause ? `: ${cause}` : ''}`),
    clock: { now: () => 0 },
    delay: () => () => undefined,
    options: { debug: true },
    captures: () => views,
  };
  return { host, heard, traits, reports };
};
