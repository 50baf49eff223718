import { type App, type InjectionKey, inject } from 'vue';
import { EthogramError } from '../base/errors.js';
import type { Ethogram } from '../index.js';
import { segmentDirective } from './directive.js';

const KEY: InjectionKey<Ethogram> = Symbol('ethogram');

/**
 * Hands the handle to every component, and `v-segment` to every template. On a server the handle does nothing.
 *
 * @example createApp(App).use(ethogramPlugin, start({ definitions }))
 */
export const ethogramPlugin = {
  install(app: App, ethogram: Ethogram): void {
    app.provide(KEY, ethogram);
    app.directive('segment', segmentDirective(ethogram));
  },
};

/** The handle that the app was given. Throws `invalid-options` where it was given none. */
export const useEthogram = (): Ethogram => {
  const ethogram = inject(KEY, undefined);
  if (ethogram) return ethogram;
  throw new EthogramError(
    'invalid-options',
    'Vue: expected the plugin in this app, found none. Call app.use(ethogramPlugin, ethogram) before mount.',
  );
};
