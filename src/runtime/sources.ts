import type { Host, Sources, Told, WantedSources } from '../capture/sources/source.js';
import type { Load } from './chunks.js';

/** Everything that is told passes here, so that the chunk, once it is there, counts one act once. */
export const createSources = (
  wanted: boolean | WantedSources | undefined,
  load: Load,
  host: Host,
): Sources & { begin(): void } => {
  let sources: Sources | undefined;
  /** What was told before the chunk is there; undefined where none is to come. */
  let before: Told[] | undefined = wanted ? [] : undefined;
  const stop = () => {
    before = undefined;
    sources?.stop();
  };
  return {
    begin() {
      if (wanted)
        load('sources')
          .then((chunk) => {
            sources = before && chunk.listenToSources(host, wanted, before);
          })
          .catch((cause) => {
            stop();
            host.report('capture-failed', 'No sources', cause);
          });
    },
    tell(told) {
      if (sources) return sources.tell(told);
      before?.push(told);
      told.admit();
    },
    settle: () => sources?.settle(),
    stop,
  };
};
