/** The corner panel: who the visitor is taken for, what was heard, and a clock to push. */
import { forgetVisitor } from './cart.js';
import { clock, forgetClock, offsetOf, pushClock } from './clock.js';

const EVENTS = 'plover-events';
const KEPT = 8;
const OPEN = 'plover-panel';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const MARKUP = `
  <button type="button" class="panel-head" aria-expanded="false" aria-controls="panel-body">
    <span class="panel-dot"></span> Ethogram <b data-in>0</b>
  </button>
  <div id="panel-body" class="panel-body" hidden>
    <h2>Segments</h2>
    <ul class="panel-segments"></ul>
    <pre class="panel-why" tabindex="0" hidden></pre>
    <h2>Latest events</h2>
    <ol class="panel-events"></ol>
    <h2>Clock <time></time></h2>
    <div class="panel-clock">
      <button type="button" data-push="${30 * MINUTE}">+30 min</button>
      <button type="button" data-push="${DAY}">+1 day</button>
      <button type="button" data-reset>Start over</button>
    </div>
    <div class="panel-inspect">
      <button type="button" data-inspect>Open the inspector</button>
    </div>
  </div>`;

const time = (at) =>
  new Date(at).toLocaleString('en-GB', { weekday: 'short', hour: '2-digit', minute: '2-digit' });
const seconds = (milliseconds) => milliseconds && `${Math.round(milliseconds / 1000)} s`;
const subject = ({ props }) =>
  seconds(props.engagement_time_msec ?? props.time_away_msec) ??
  (props.percent_scrolled && `${props.percent_scrolled} %`) ??
  props.link_url ??
  props.feature_name ??
  props.element_id ??
  props.error_message ??
  props.item_id ??
  props.article_id ??
  props.transaction_id ??
  props.page_path?.split('/').pop() ??
  (props.items ? `${props.items.length} items` : '');

export function openPanel() {
  const panel = document.createElement('aside');
  panel.className = 'panel';
  // a visitor's doings in it are not the shop's
  panel.dataset.noTrack = '';
  panel.setAttribute('aria-label', 'What Ethogram knows');
  panel.innerHTML = MARKUP;
  document.body.append(panel);
  const head = panel.querySelector('.panel-head');
  const body = panel.querySelector('.panel-body');

  const unfold = (open) => {
    body.hidden = !open;
    head.setAttribute('aria-expanded', String(open));
    sessionStorage.setItem(OPEN, open ? 'yes' : 'no');
  };
  head.addEventListener('click', () => unfold(body.hidden));
  unfold((sessionStorage.getItem(OPEN) ?? (innerWidth > 1500 ? 'yes' : 'no')) === 'yes');

  const showClock = () => {
    panel.querySelector('h2 time').textContent = `${time(clock.now())}${offsetOf() ? ' · pushed' : ''}`;
  };
  showClock();
  setInterval(showClock, 15_000);

  let events = JSON.parse(sessionStorage.getItem(EVENTS) ?? '[]');
  const showEvents = () => {
    panel.querySelector('.panel-events').replaceChildren(
      ...events.map(({ name, about, at }) => {
        const row = document.createElement('li');
        row.innerHTML = '<b></b><span></span><time></time>';
        row.children[0].textContent = name;
        row.children[1].textContent = about;
        row.children[2].textContent = time(at).slice(-5);
        return row;
      }),
    );
  };
  showEvents();

  const file = import('./definitions.js').then((module) => module.definitions);
  window.ethogram((ethogram) => {
    const showSegments = async () => {
      const { segments } = await file;
      const inside = ethogram.segments();
      panel.querySelector('[data-in]').textContent = inside.size;
      panel.querySelector('.panel-segments').replaceChildren(
        // what recipes give has no name, and is shown while it holds
        ...segments
          .filter(({ id, name }) => name || inside.has(id))
          .map(({ id, name = id, description }) => {
            const chip = document.createElement('li');
            chip.dataset.segment = id;
            chip.dataset.state = inside.has(id) ? 'in' : 'out';
            chip.title = description ?? '';
            chip.innerHTML = '<button type="button"></button>';
            chip.firstChild.textContent = name;
            chip.firstChild.dataset.why = id;
            return chip;
          }),
      );
    };
    ethogram.on('ready', showSegments);
    ethogram.on('change', showSegments);
    ethogram.on('event', (event) => {
      events = [{ name: event.name, about: subject(event), at: event.time }, ...events].slice(0, KEPT);
      sessionStorage.setItem(EVENTS, JSON.stringify(events));
      showEvents();
    });

    const why = panel.querySelector('.panel-why');
    const explain = async (id) => {
      const { formatExplanation } = await import('../../dist/engine.js');
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
      const explanation = ethogram.explain(id);
      why.hidden = !explanation || why.dataset.of === id;
      why.dataset.of = why.hidden ? '' : id;
      if (explanation) why.textContent = formatExplanation(explanation, { timeZone });
    };

    panel.addEventListener('click', async ({ target }) => {
      if (target.dataset.why) await explain(target.dataset.why);
      if ('inspect' in target.dataset) {
        const { inspect } = await import('../../dist/inspect.js');
        inspect(ethogram);
        unfold(false);
      }
      if (target.dataset.push) {
        pushClock(Number(target.dataset.push));
        showClock();
      }
      if ('reset' in target.dataset) {
        await ethogram.erase();
        forgetVisitor();
        forgetClock();
        sessionStorage.removeItem(EVENTS);
        location.assign('index.html');
      }
    });
  });
}
