import { start } from 'ethogram';
import { renderToPipeableStream } from 'react-dom/server';
import { definitions } from '../behaviour.js';
import { createApp } from './app.jsx';

/** Streams the page: what is there at once, and the rest after `wait`. */
export const render = (response, { head, wait }) => {
  const App = createApp(wait);
  const { pipe } = renderToPipeableStream(<App ethogram={start({ definitions })} head={head} />, {
    bootstrapModules: ['/react/client.js'],
    onShellReady: () => pipe(response),
  });
};
