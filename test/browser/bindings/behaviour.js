/** What all three apps are about: whoever looks twice is keen, whoever comes twice is returning. */
export const definitions = {
  version: 1,
  metrics: { looks: { count: 'look' } },
  segments: [
    { id: 'keen', when: { metric: 'looks', gte: 2 } },
    { id: 'returning', when: { count: 'page_view', gte: 2 } },
  ],
};

/** The handle, which counts what still listens. */
export const counted = (handle) => {
  const count =
    (listen) =>
    (...how) => {
      const undo = listen(...how);
      globalThis.listening = (globalThis.listening ?? 0) + 1;
      return () => {
        globalThis.listening--;
        undo();
      };
    };
  return { ...handle, watch: count(handle.watch), on: count(handle.on) };
};
