/** The side door `ethogram/react`: a visitor's segments in React components. */
export { useMetric, useSegment, useSegments } from './react/hooks.js';
export { EthogramProvider, type EthogramProviderProps, useEthogram } from './react/provider.js';
export { Segment, type SegmentProps } from './react/segment.js';
