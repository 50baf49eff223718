import { useMemo, useSyncExternalStore } from 'react';
import {
  NOWHERE,
  type Reading,
  readMetric,
  readSegment,
  readSegments,
  type SegmentId,
  type Value,
} from '../bindings/reading.js';
import { useEthogram } from './provider.js';

/** `none` is what the server says, and the page in its first render, so that the two agree. */
export const useReading = <T>({ follow, read }: Reading<T>, none: T): T =>
  useSyncExternalStore(follow, read, () => none);

/** Whether the visitor is in the segment. False on a server, and until memberships are known. */
export const useSegment = (id: SegmentId): boolean => {
  const ethogram = useEthogram();
  return useReading(
    useMemo(() => readSegment(ethogram, id), [ethogram, id]),
    false,
  );
};

/** All segments the visitor is in. The same set as long as none is entered or left; empty on a server. */
export const useSegments = (): ReadonlySet<string> => {
  const ethogram = useEthogram();
  return useReading(
    useMemo(() => readSegments(ethogram), [ethogram]),
    NOWHERE,
  );
};

/**
 * The value of a named metric; undefined on a server. It is read again with each event, of other tabs too, and each
 * change of a membership, not as time passes in between.
 */
export const useMetric = (name: string): Value => {
  const ethogram = useEthogram();
  return useReading(
    useMemo(() => readMetric(ethogram, name), [ethogram, name]),
    undefined,
  );
};
