import { attributeOf, isPrivate } from '../element.js';
import { named, webAddress } from './element.js';
import type { Part, Scene } from './part.js';

/** The form of a field, which may stand elsewhere on the page. */
const formOf = (field: Element) => (field as { form?: unknown }).form;

/**
 * `form_start` at the first change of a form in a view, `form_submit`, and `form_abandon` when a view ends with a form
 * that was begun and not sent.
 */
export const captureForms = ({ send, hear }: Scene): Part => {
  /** Never what stands in it. */
  const about = (form: Element) => ({
    ...named('form', form, 'id', 'name'),
    form_destination: webAddress(attributeOf(form, 'action') ?? ''),
  });
  const started = new Set<Element>();
  /** Begun, and since then neither sent nor read by a script that sends it. */
  const open = new Set<Element>();

  hear('input change', (field) => {
    const form = formOf(field);
    if (!(form instanceof HTMLFormElement) || isPrivate(form)) return;
    open.add(form);
    if (started.has(form)) return;
    started.add(form);
    send('form_start', about(form));
  });
  hear('submit', (form) => {
    open.delete(form);
    send('form_submit', about(form));
  });
  // `form.submit()` is no `submit` event, and apps send what they read by `new FormData(form)`
  hear('formdata', (form) => void open.delete(form));

  return {
    settle(isOver) {
      if (!isOver) return;
      for (const form of open) send('form_abandon', about(form));
      open.clear();
    },
    enter: () => started.clear(),
  };
};
