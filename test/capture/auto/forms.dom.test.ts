import { afterEach, beforeEach, expect, test } from 'vitest';
import { clear, put, type Stage, stage } from './stage.js';

const FORM = `<form id="letter" name="letter-form" action="/subscribe">
    <input name="email" value="somebody@shop.example"><textarea name="id">my secret</textarea>
    <input name="action" value="elsewhere">
  </form>`;

let page: Stage;
let form: HTMLElement;
const change = (element: Element | null | undefined, type = 'input') =>
  element?.dispatchEvent(new Event(type, { bubbles: true }));
const about = {
  page_path: '/',
  form_id: 'letter',
  form_name: 'letter-form',
  form_destination: `${location.origin}/subscribe`,
};

beforeEach(() => {
  page = stage({ wanted: ['form_start', 'form_submit', 'form_abandon'] });
  form = put(FORM);
});
afterEach(() => clear(page));

test('form_start comes with the first change, once', () => {
  change(form.querySelector('input'));
  change(form.querySelector('input'));
  change(form.querySelector('textarea'), 'change');
  expect(page.told).toEqual([['form_start', about]]);
});

test('no value of any field is in what is told, nor what a field is called', () => {
  change(form.querySelector('textarea'));
  change(form, 'submit');
  page.hide(true);
  expect(JSON.stringify(page.told)).not.toMatch(/somebody|secret|email|elsewhere/);
});

test('form_submit, and no form_abandon after it', () => {
  change(form.querySelector('input'));
  change(form, 'submit');
  page.hide(true);
  expect(page.names()).toEqual(['form_start', 'form_submit']);
});

test('form_abandon comes when the view ends, and belongs to it', () => {
  change(form.querySelector('input'));
  page.go('/next');
  page.hide(true);
  expect(page.told.slice(1)).toEqual([['form_abandon', about]]);
});

test('looking away is not leaving', () => {
  change(form.querySelector('input'));
  page.hide();
  page.show();
  expect(page.names()).toEqual(['form_start']);
  page.hide(true);
  expect(page.names()).toEqual(['form_start', 'form_abandon']);
});

test('what a script reads with FormData is not abandoned', () => {
  change(form.querySelector('input'));
  change(form, 'formdata');
  page.hide(true);
  expect(page.names()).toEqual(['form_start']);
});

test('a form that nobody touched is not abandoned', () => {
  page.hide(true);
  expect(page.told).toEqual([]);
});

test('a field may stand outside its form', () => {
  put('<form id="letter"></form><input form="letter">');
  change(document.querySelector('input'));
  expect(page.of('form_start')).toEqual([
    { page_path: '/', form_id: 'letter', form_destination: `${location.origin}/` },
  ]);
});

test('data-no-track: on the form, around it, or on a field', () => {
  form.setAttribute('data-no-track', '');
  change(form.querySelector('input'));
  change(form, 'submit');
  put(`<div data-no-track>${FORM}</div>`);
  change(document.querySelector('input'));
  put('<form><input data-no-track></form>');
  change(document.querySelector('input'));
  page.hide(true);
  expect(page.told).toEqual([]);
});
