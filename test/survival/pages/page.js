/** What every page of the survival runs has: Ethogram started under the run's own name, and a way to tell the test. */
const query = new URLSearchParams(location.search);
const cell = query.get('cell');

/** Goes out even if the page does. */
const post = (letter) => navigator.sendBeacon('/mail', JSON.stringify({ cell, ...letter }));

addEventListener('error', ({ message }) => post({ fault: message }));
addEventListener('unhandledrejection', ({ reason }) => post({ fault: `unhandled: ${reason}` }));

ethogram('on', 'error', ({ code, message }) => post({ error: `${code}. ${message}` }));
ethogram('start', {
  name: cell,
  definitions: window.definitions ?? {
    version: 1,
    metrics: { beats: { count: 'beat' } },
    segments: [
      { id: 'alive', when: { metric: 'beats', gte: 1 } },
      { id: 'thousands', when: { metric: 'beats', gte: 4000 } },
      { id: 'strong', when: { sum: 'strength', of: 'beat', gte: 6000 } },
    ],
  },
});

const opened = performance.now();
window.isKnown = false;
ethogram.ready.then(() => {
  window.isKnown = true;
  post({ firstRead: Math.round(performance.now() - opened) });
});

/** An event that is like no other. Ethogram gives the id, as it does on any page. */
window.beat = (key) => ethogram.track('beat', { key, strength: 1 + (key.length % 2) });

window.go = (path, more = {}) => {
  const next = new URLSearchParams(query);
  for (const [key, value] of Object.entries(more)) next.set(key, value);
  location.href = `${path}?${next}`;
};
