import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { captureDeclared } from '../../src/capture/declarative.js';

let told: [string, unknown][];
let undo: () => void;

const put = (html: string) => {
  document.body.innerHTML = html;
  return document.body.firstElementChild as HTMLElement;
};

beforeEach(() => {
  told = [];
  undo = captureDeclared((name, props) => told.push([name, props]));
});
afterEach(() => undo());

describe('data-track', () => {
  test('tells of a click, with its attributes', () => {
    put('<button data-track="add_to_cart" data-track-item_id="curlew">Add</button>').click();
    expect(told).toEqual([['add_to_cart', { item_id: 'curlew' }]]);
  });

  test.each([
    ['3', 3],
    ['-1.5', -1.5],
    ['0', 0],
    ['007', '007'],
    ['1.50', '1.50'],
    ['+1', '+1'],
    ['', ''],
    [' 3', ' 3'],
    ['NaN', 'NaN'],
    ['Infinity', 'Infinity'],
    ['true', true],
    ['false', false],
    ['True', 'True'],
  ])('reads %j as %j', (text, value) => {
    const button = put('<button data-track="a"></button>');
    button.setAttribute('data-track-x', text);
    button.click();
    expect(told).toEqual([['a', { x: value }]]);
  });

  test('merges JSON, under the attributes', () => {
    put(
      `<a data-track="a" data-track-props='{"value":1,"items":[{"item_id":"x"}]}' data-track-value="2"></a>`,
    ).click();
    expect(told).toEqual([['a', { value: 2, items: [{ item_id: 'x' }] }]]);
  });

  test('hands on what is no JSON, to be refused', () => {
    put(`<a data-track="a" data-track-props="{oops"></a>`).click();
    expect(told).toEqual([['a', '{oops']]);
  });

  test('hears a click on what lies inside, even if the page stops it', () => {
    const button = put('<button data-track="a"><b>Add</b></button>');
    button.addEventListener('click', (event) => event.stopPropagation());
    (button.firstElementChild as HTMLElement).click();
    expect(told).toHaveLength(1);
  });

  test('on a form tells when it is sent, not when it is clicked', () => {
    const form = put('<form data-track="sign_up" data-track-method="letter"><input><i></i></form>');
    (form.lastElementChild as HTMLElement).click();
    expect(told).toEqual([]);
    form.dispatchEvent(new Event('submit', { bubbles: true }));
    expect(told).toEqual([['sign_up', { method: 'letter' }]]);
  });

  test('inside a component', () => {
    const shadow = put('<x-card></x-card>').attachShadow({ mode: 'open' });
    shadow.innerHTML = '<button data-track="a"><b>Add</b></button>';
    (shadow.querySelector('b') as HTMLElement).dispatchEvent(
      new MouseEvent('click', { bubbles: true, composed: true }),
    );
    expect(told).toEqual([['a', {}]]);
  });

  test('in data-no-track tells nothing', () => {
    (put('<p data-no-track><button data-track="a"></button></p>').firstElementChild as HTMLElement).click();
    put('<button data-track="a" data-no-track></button>').click();
    expect(told).toEqual([]);
  });

  test('says nothing elsewhere, nor after the end', () => {
    put('<p>Nothing</p>').click();
    const button = put('<button data-track="a"></button>');
    undo();
    button.click();
    expect(told).toEqual([]);
  });
});
