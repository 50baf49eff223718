import { ethogram } from './behaviour.js';
import { BIRDS, type Bird } from './birds.js';
import { route } from './router.js';

const place = (id: string) => document.getElementById(id) as HTMLElement;

const BILLS = { short: 10, medium: 22, long: 46 };

const drawing = ({ colour, bill, name }: Bird) => `
  <svg viewBox="0 0 160 110" role="img" aria-label="${name}">
    <path d="M76 76v24m-6 0h14m6-24v24m-6 0h14" fill="none" stroke="#3b3a35" stroke-width="3" stroke-linecap="round"/>
    <path d="M18 66c10-26 34-34 58-30 4-16 30-18 34 2 2 26-14 42-44 42-18 0-34-4-48-14z" fill="${colour}"/>
    <path d="M40 62c14-10 30-12 46-6-10 14-28 18-46 6z" fill="#1f2421" opacity=".2"/>
    <path d="M107 35q${BILLS[bill] * 0.7} -2 ${BILLS[bill]} ${BILLS[bill] / 3}" fill="none" stroke="#3b3a35" stroke-width="4" stroke-linecap="round"/>
    <circle cx="99" cy="33" r="3" fill="#1f2421"/>
  </svg>`;

function list() {
  document.title = 'Shorebirds';
  place('view').innerHTML = `<h1>The birds</h1><div class="grid">${BIRDS.map(
    (bird) => `<a class="card" href="birds/${bird.id}">${drawing(bird)}<strong>${bird.name}</strong></a>`,
  ).join('')}</div>`;
}

function detail(bird: Bird) {
  document.title = bird.name;
  place('view').innerHTML = `
    <article>${drawing(bird)}
      <div><small>${bird.group}</small><h1>${bird.name}</h1><p>${bird.about}</p><p><a href="./">All six</a></p></div>
    </article>`;
  ethogram.track('view_item', { item_id: bird.id, item_category: bird.group });
}

function quiz() {
  document.title = 'Quiz';
  const asked = BIRDS.filter((_, index) => index % 2 === 1);
  place('view').innerHTML = `
    <form>
      <h1>Whose bill is it?</h1>
      ${asked
        .map(
          ({ id, name }) =>
            `<fieldset><legend>${name}</legend>${Object.keys(BILLS)
              .map(
                (bill) => `<label><input type="radio" name="${id}" value="${bill}" required> ${bill}</label>`,
              )
              .join('')}</fieldset>`,
        )
        .join('')}
      <button>Done</button> <output></output>
    </form>`;
  place('view').addEventListener(
    'submit',
    (event) => {
      event.preventDefault();
      const answers = new FormData(event.target as HTMLFormElement);
      const score = asked.filter(({ id, bill }) => answers.get(id) === bill).length;
      (document.querySelector('output') as HTMLOutputElement).textContent = `${score} of ${asked.length}`;
      ethogram.track('quiz_done', { score });
    },
    { once: true },
  );
}

route((path) => {
  const bird = BIRDS.find(({ id }) => path === `birds/${id}`);
  if (bird) detail(bird);
  else if (path === 'quiz') quiz();
  else list();
});

ethogram.watch('birder', (isIn) => {
  if (isIn) place('greeting').textContent = 'You are getting an eye for them. The quiz is waiting.';
});
const showSegments = () => {
  place('segments').textContent = [...ethogram.segments()].join(', ') || 'nothing yet';
};
ethogram.on('change', showSegments);
ethogram.ready.then(showSegments);
