import { EthogramProvider } from 'ethogram/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ethogram } from '../books/behaviour.js';
import { App } from './app.js';

createRoot(document.getElementById('app') as HTMLElement).render(
  <StrictMode>
    <EthogramProvider ethogram={ethogram}>
      <App />
    </EthogramProvider>
  </StrictMode>,
);
