import { createContext, createElement, type ReactElement, type ReactNode, useContext } from 'react';
import { EthogramError } from '../base/errors.js';
import type { Ethogram } from '../index.js';

export interface EthogramProviderProps {
  /** What `start` gave: on a server, where it does nothing, too. */
  readonly ethogram: Ethogram;
  readonly children?: ReactNode;
}

const Context = createContext<Ethogram | undefined>(undefined);

/**
 * Hands the handle to everything inside. It starts and stops nothing, so StrictMode may mount it twice.
 *
 * @example <EthogramProvider ethogram={ethogram}><App /></EthogramProvider>
 */
export const EthogramProvider = ({ ethogram, children }: EthogramProviderProps): ReactElement =>
  createElement(Context.Provider, { value: ethogram }, children);

/** The handle of the nearest provider. Throws `invalid-options` where there is none. */
export const useEthogram = (): Ethogram => {
  const ethogram = useContext(Context);
  if (ethogram) return ethogram;
  throw new EthogramError(
    'invalid-options',
    'React: expected an EthogramProvider above, found none. Put <EthogramProvider ethogram={…}> around the app.',
  );
};
