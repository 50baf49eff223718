/** Callbacks, for what markup cannot say. `on` is for what is done once something happens, `watch` for what is drawn. */
const READ = 8_000;

export function followMoments() {
  // a region that is there before its text is read out
  const note = document.createElement('p');
  note.className = 'moment';
  note.setAttribute('role', 'status');
  document.body.append(note);

  const say = (text) => {
    note.textContent = text;
    setTimeout(() => note.replaceChildren(), READ);
  };
  const thank = () =>
    say('You have read two of our pieces: the printed yearbook comes with your next parcel.');
  // once for a visitor, in whichever tab and on whichever page it happens first
  window.ethogram('on', 'enter', 'reader', thank, { once: 'visitor', key: 'yearbook' });
}
