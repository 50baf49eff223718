import { type MaybeRefOrGetter, onMounted, type ShallowRef, shallowRef, toValue, watchEffect } from 'vue';
import {
  NOWHERE,
  type Reading,
  readMetric,
  readSegment,
  readSegments,
  type SegmentId,
  type Value,
} from '../bindings/reading.js';
import { useEthogram } from './plugin.js';

/** `none` is what the server says, and the page until it is mounted, so that the two agree. */
const useReading = <T>(reading: () => Reading<T>, none: T): Readonly<ShallowRef<T>> => {
  const value = shallowRef(none);
  onMounted(() =>
    watchEffect((onCleanup) => {
      const { read, follow } = reading();
      const update = () => {
        value.value = read();
      };
      update();
      onCleanup(follow(update));
    }),
  );
  return value;
};

/** Whether the visitor is in the segment. False on a server, and until memberships are known. Use it in `setup`. */
export const useSegment = (id: MaybeRefOrGetter<SegmentId>): Readonly<ShallowRef<boolean>> => {
  const ethogram = useEthogram();
  return useReading(() => readSegment(ethogram, toValue(id)), false);
};

/** All segments the visitor is in; empty on a server. Use it in `setup`. */
export const useSegments = (): Readonly<ShallowRef<ReadonlySet<string>>> => {
  const ethogram = useEthogram();
  return useReading(() => readSegments(ethogram), NOWHERE);
};

/**
 * The value of a named metric; undefined on a server. It is read again with each event, of other tabs too, and each
 * change of a membership, not as time passes in between. Use it in `setup`.
 */
export const useMetric = (name: MaybeRefOrGetter<string>): Readonly<ShallowRef<Value>> => {
  const ethogram = useEthogram();
  return useReading(() => readMetric(ethogram, toValue(name)), undefined);
};
