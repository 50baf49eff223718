import type { Host, Sources, Told, WantedSources } from '../capture/sources/source.js';

/** The chunk that listens to what a page says already. */
export type LoadSources = () => Promise<{
  listenToSources(host: Host, wanted: boolean | WantedSources, before: readonly Told[]): Sources;
}>;

/** Everything that is told passes here, so that the chunk, once it is there, counts one act once. */
export const createSources = (
  wanted: boolean | WantedSources | undefined,
  load: LoadSources,
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
        load()
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
