/** Leaves for another page, which goes back at once, so many times; counts how often it came back as it was. */
(() => {
  const times = Number(query.get('times'));
  const kept = sessionStorage;
  const count = (what, more = 0) => {
    kept[what] = Number(kept[what] ?? 0) + more;
    return Number(kept[what]);
  };

  addEventListener('pageshow', async ({ persisted }) => {
    const left = count('left');
    if (left && persisted) count('restored', 1);
    if (isWithEthogram) {
      beat(`0.${left}`);
      await ethogram.ready;
      // this page alone tells of beats: all of them must be in the metric by now
      if (ethogram.metric('beats') !== left + 1) count('behind', 1);
    }
    if (left < times) {
      count('left', 1);
      setTimeout(() => {
        location.href = '/away.html';
      }, 50);
      return;
    }
    post({ returned: { restored: count('restored'), behind: count('behind') } });
    if (isWithEthogram) go('/look.html');
  });
})();
