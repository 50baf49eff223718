/** The side door `ethogram/vue`: a visitor's segments in Vue components. */
export { useMetric, useSegment, useSegments } from './vue/composables.js';
export { ethogramPlugin, useEthogram } from './vue/plugin.js';
