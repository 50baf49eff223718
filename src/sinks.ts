/** The side door `ethogram/sinks`: where changes go beside the page, each once for all tabs. */

export { type DataLayerOptions, toDataLayer } from './sinks/data-layer.js';
export { type Analytics, type AnalyticsOptions, toAnalytics } from './sinks/identify.js';
export { type SendOptions, sendTo } from './sinks/send-to.js';
export { type Deliver, type SinkOptions, sink } from './sinks/sink.js';
