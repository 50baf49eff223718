import { createElement, type ElementType, Fragment, type ReactElement, type ReactNode, useMemo } from 'react';
import type { Reading, SegmentId } from '../bindings/reading.js';
import type { Ethogram } from '../index.js';
import { useReading, useSegment } from './hooks.js';
import { useEthogram } from './provider.js';

export interface SegmentProps {
  readonly id: SegmentId;
  /** For who is in it. */
  readonly children?: ReactNode;
  /** For who is not, and until that is known. */
  readonly fallback?: ReactNode;
  /**
   * Renders both, and lets CSS choose by `data-segments` of `<html>`, which the inline snippet sets before the first
   * paint, until memberships are known. So a server can render and stream the page for everyone, and nobody sees
   * the wrong one flash. Both are mounted meanwhile: effects in them run though one of them is not seen.
   *
   * @default false
   */
  readonly css?: boolean;
  /** With `css`: the element around each of the two. @default 'div' */
  readonly as?: ElementType;
  /** With `css`: of a policy that allows inline styles by nonce. */
  readonly nonce?: string;
}

/** Shows its children to who is in the segment, the fallback to others. */
export const Segment = (props: SegmentProps): ReactElement =>
  createElement(props.css ? ByStyle : ByState, props);

const ByState = ({ id, children, fallback }: SegmentProps): ReactElement =>
  createElement(Fragment, null, useSegment(id) ? children : fallback);

const ByStyle = ({ id, children, fallback, as = 'div', nonce }: SegmentProps): ReactElement => {
  const ethogram = useEthogram();
  const isIn = useReading(
    useMemo(() => readKnown(ethogram, id), [ethogram, id]),
    undefined,
  );
  const side = (name: 'in' | 'out', content: ReactNode) =>
    createElement(as, isIn === undefined ? { className: `segment-${name}-${id}` } : null, content);
  return createElement(
    Fragment,
    null,
    isIn === undefined &&
      createElement('style', {
        nonce,
        // a browser hides the nonce from scripts, and React takes that for another one
        suppressHydrationWarning: true,
        dangerouslySetInnerHTML: { __html: styleOf(id) },
      }),
    isIn !== false && side('in', children),
    isIn !== true && side('out', fallback),
  );
};

/** Undefined until it is known. */
const readKnown = (ethogram: Ethogram, id: SegmentId): Reading<boolean | undefined> => {
  let told: boolean | undefined;
  return {
    read: () => told ?? (ethogram.has(id) || undefined),
    follow: (changed) =>
      ethogram.watch(id, (isIn) => {
        told = isIn;
        changed();
      }),
  };
};

/** Nothing but an id may stand between the tags of a style. */
const styleOf = (id: string): string =>
  /^[\w-]+$/.test(id)
    ? `html:not([data-segments~="${id}"]) .segment-in-${id},html[data-segments~="${id}"] .segment-out-${id}{display:none}`
    : '';
