import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clear, click, put, type Stage, stage } from './stage.js';

let page: Stage;
beforeEach(() => {
  page = stage();
  // jsdom goes nowhere, and says so
  document.body.addEventListener('click', (event) => event.preventDefault(), { once: true });
});
afterEach(() => clear(page));

const told = (html: string, init?: MouseEventInit, type?: string) => {
  const element = put(html);
  click(element.querySelector('[data-here]') ?? element, init, type);
  return page.told;
};
const to = (link_url: string) => ({
  page_path: '/',
  link_url,
  link_domain: new URL(link_url).hostname,
});

describe('click', () => {
  test('on a link that leads away', () => {
    expect(told('<a id="partner" href="https://other.example/a?session=1&utm_source=us#x">Go</a>')).toEqual([
      [
        'click',
        { ...to('https://other.example/a?session=1&utm_source=us#x'), link_id: 'partner', outbound: true },
      ],
    ]);
  });

  test.each<[string, MouseEventInit, string]>([
    ['middle button', { button: 1 }, 'auxclick'],
    ['Ctrl', { ctrlKey: true }, 'click'],
    ['Cmd', { metaKey: true }, 'click'],
    ['keyboard', { detail: 0 }, 'click'],
  ])('with the %s too', (_, init, type) => {
    expect(told('<a href="https://other.example/">Go</a>', init, type)).toHaveLength(1);
  });

  test('not with the right button', () => {
    expect(told('<a href="https://other.example/">Go</a>', { button: 2 }, 'auxclick')).toEqual([]);
  });

  test.each([
    ['to a mailbox', 'mailto:somebody@shop.example?subject=Hello', 'mailto:'],
    ['to a telephone', 'tel:+48123456789', 'tel:'],
  ])('%s, without saying which', (_, href, link_url) => {
    expect(told(`<a href="${href}">Write</a>`)).toEqual([
      ['click', { page_path: '/', link_url, outbound: false }],
    ]);
  });

  test.each([
    '/shoes',
    '#reviews',
    'http://localhost:3000/a',
    'http://www.localhost:3000/a',
    'javascript:void 0',
    'http://[',
  ])('says nothing of %s', (href) => {
    expect(told(`<a href="${href}">Go</a>`)).toEqual([]);
    expect(page.faults).toEqual([]);
  });

  test('on what lies in the link, in a drawing, and inside a component', () => {
    told('<a href="https://other.example/1"><b data-here>Go</b></a>');
    told(
      '<svg><a xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="https://other.example/2"><g data-here></g></a></svg>',
    );
    const host = put('<x-link></x-link>');
    const shadow = host.attachShadow({ mode: 'open' });
    shadow.innerHTML = '<a href="https://other.example/3"><b>Go</b></a>';
    click(shadow.querySelector('b') as Element);
    const around = put('<a href="https://other.example/4"><x-face></x-face></a>')
      .firstElementChild as Element;
    around.attachShadow({ mode: 'open' }).innerHTML = '<b>Go</b>';
    click(around.shadowRoot?.firstElementChild as Element);
    expect(page.of('click').map((props) => String(props.link_url).slice(-1))).toEqual(['1', '2', '3', '4']);
  });

  test('that the page stops is heard, and nothing is stopped by us', () => {
    const link = put('<a href="https://other.example/">Go</a>');
    link.addEventListener('click', (event) => {
      event.stopImmediatePropagation();
      expect(event.defaultPrevented).toBe(false);
      event.preventDefault();
    });
    click(link);
    expect(page.names()).toEqual(['click']);
  });
});

describe('file_download', () => {
  test.each(['pdf', 'XLSX', 'docx', 'pptx', 'ppt', 'zip', 'mp4', 'mpeg', 'csv'])('of a %s', (extension) => {
    expect(told(`<a href="/files/guide.${extension}?v=2">Guide</a>`)).toEqual([
      [
        'file_download',
        {
          ...to(`${location.origin}/files/guide.${extension}?v=2`),
          file_name: `/files/guide.${extension}`,
          file_extension: extension.toLowerCase(),
        },
      ],
    ]);
  });

  test('of what the page says is one', () => {
    expect(told('<a download href="/report">Report</a>')[0]?.[0]).toBe('file_download');
  });

  test('elsewhere is a click that leads away as well', () => {
    told('<a href="https://other.example/a.pdf">Guide</a>');
    expect(page.names()).toEqual(['file_download', 'click']);
  });

  test.each(['/pdf', '/a.pdf/b', '/a.html', '/apdf'])('not of %s', (href) => {
    expect(told(`<a href="${href}">Page</a>`)).toEqual([]);
  });
});

describe('feature_use', () => {
  test('when it is clicked, also inside', () => {
    told('<button data-feature="compare"><i data-here></i></button>');
    expect(page.of('feature_use')).toEqual([{ page_path: '/', feature_name: 'compare' }]);
  });

  test('of a field when it is changed, and not when it is clicked', () => {
    const label = put('<label data-feature="dark"><input type="checkbox"> Dark</label>');
    click(label);
    const field = label.firstElementChild as Element;
    click(field);
    expect(page.of('feature_use').length).toBeLessThanOrEqual(2);
    page.told.length = 0;
    field.dispatchEvent(new Event('change', { bubbles: true }));
    expect(page.of('feature_use')).toHaveLength(1);
  });
});

describe('data-no-track', () => {
  test.each([
    '<a data-no-track href="https://other.example/">Go</a>',
    '<p data-no-track><a data-here href="https://other.example/a.pdf">Go</a></p>',
    '<p data-no-track><button data-here data-feature="x">Go</button></p>',
  ])('%s: nothing of it is captured', (html) => {
    expect(told(html)).toEqual([]);
  });

  test('holds around a component, too', () => {
    const host = put('<div data-no-track><x-link></x-link></div>').firstElementChild as Element;
    const shadow = host.attachShadow({ mode: 'open' });
    shadow.innerHTML = '<a href="https://other.example/">Go</a>';
    click(shadow.firstElementChild as Element);
    expect(page.told).toEqual([]);
  });
});
