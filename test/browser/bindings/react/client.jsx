import { start } from 'ethogram';
import { hydrateRoot } from 'react-dom/client';
import { counted, definitions } from '../behaviour.js';
import { createApp } from './app.jsx';

const ethogram = counted(start({ definitions }));
const App = createApp(() => globalThis.late);
const head = document.querySelector('head script').textContent;
const root = hydrateRoot(document, <App ethogram={ethogram} head={head} />, {
  onRecoverableError: (error) => console.error(error),
});
Object.assign(window, { unmount: () => root.unmount(), ready: ethogram.ready });
