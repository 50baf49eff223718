/** Asks once whether the visitor may be remembered, keeps the answer, and hands it to Ethogram at every load. */
const KEY = 'plover-consent';

/** What was answered on an earlier page; until there is an answer nothing is stored. */
export const consent = () => localStorage.getItem(KEY) ?? 'pending';

export const forgetConsent = () => localStorage.removeItem(KEY);

function ask() {
  document.querySelector('.consent')?.remove();
  const box = document.createElement('section');
  box.className = 'consent';
  box.setAttribute('aria-label', 'Your consent');
  box.dataset.noTrack = '';
  box.innerHTML = `
    <p><strong>May we remember what you look at?</strong> It stays in this browser: nothing is sent to anybody. If not, the shop is the same for everybody.</p>
    <div>
      <button type="button" class="button is-quiet" value="denied">No</button>
      <button type="button" class="button is-quiet" value="granted">Yes, remember</button>
    </div>`;
  box.addEventListener('click', ({ target: { value } }) => {
    if (!value) return;
    localStorage.setItem(KEY, value);
    window.ethogram('setConsent', value);
    box.remove();
  });
  document.body.prepend(box);
}

export function askForConsent() {
  if (consent() === 'pending') ask();
  // taking it back is as easy as giving it
  document.querySelector('[data-ask]').addEventListener('click', () => {
    ask();
    document.querySelector('.consent button').focus();
  });
}
