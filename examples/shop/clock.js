/** A clock that the demo can push forward. Its offset is the demo's own and the same in every tab. */
const KEY = 'plover-clock';
const LONGEST_TIMER = 2 ** 31 - 1;

let offset = Number(localStorage.getItem(KEY)) || 0;
const waiting = new Set();

const now = () => Date.now() + offset;

function arm(due) {
  clearTimeout(due.timer);
  due.timer = setTimeout(() => ring(due), Math.min(Math.max(due.at - now(), 0), LONGEST_TIMER));
}

function ring(due) {
  if (now() < due.at) {
    arm(due);
  } else if (waiting.delete(due)) {
    due.run();
  }
}

function shift(milliseconds) {
  offset = milliseconds;
  for (const due of [...waiting]) ring(due);
}

// another tab was pushed
addEventListener('storage', ({ key, newValue }) => {
  if (key === KEY) shift(Number(newValue));
});

/** What ethogram asks for: the time, and to be woken. */
export const clock = {
  now,
  wake(at, run) {
    const due = { at, run };
    waiting.add(due);
    arm(due);
    return () => {
      clearTimeout(due.timer);
      waiting.delete(due);
    };
  },
};

export const offsetOf = () => offset;

export function pushClock(milliseconds) {
  localStorage.setItem(KEY, String(offset + milliseconds));
  shift(offset + milliseconds);
}

/** Time cannot run backward for one visitor: this is for a new one. */
export const forgetClock = () => localStorage.removeItem(KEY);
