import { afterEach, describe, expect, test, vi } from 'vitest';
import type { AutoEvent } from '../../../src/capture/auto/part.js';
import { clear, click, put, type Stage, stage } from './stage.js';

let page: Stage;
afterEach(() => clear(page));

const actAll = () => {
  click(put('<a data-feature="x" href="https://other.example/a.pdf">Guide</a>'), {}, 'auxclick');
  const link = put('<a data-feature="x" href="https://other.example/a.pdf">Guide</a>');
  link.addEventListener('click', (event) => event.preventDefault());
  click(link);
  put('<form><input></form>').firstElementChild?.dispatchEvent(new Event('input', { bubbles: true }));
  page.pass(5000);
  page.hide(true);
};

describe('what is asked for', () => {
  test('everything', () => {
    page = stage();
    actAll();
    expect(new Set(page.names())).toEqual(
      new Set(['click', 'file_download', 'feature_use', 'form_start', 'form_abandon', 'user_engagement']),
    );
  });

  test('only what a list names', () => {
    page = stage({ wanted: ['form_start', 'click'] });
    actAll();
    expect(page.names()).toEqual(['click', 'form_start']);
  });

  test('all but what an object switches off', () => {
    page = stage({ wanted: { form_start: false, form_abandon: false, click: false, scroll: true } });
    actAll();
    expect(new Set(page.names())).toEqual(new Set(['file_download', 'feature_use', 'user_engagement']));
  });

  test.each([[['scrol']], [{ scrol: false }]])(
    '%j: what there is not is told, with what there is',
    (wanted) => {
      page = stage({ wanted: wanted as readonly AutoEvent[] });
      expect(page.faults).toEqual([
        [expect.stringMatching(/no event 'scrol'\. Use scroll, click, .*user_engagement$/), undefined],
      ]);
    },
  );

  test('what is not asked for is not listened to', () => {
    const added = vi.spyOn(document, 'addEventListener');
    page = stage({ wanted: ['user_engagement'] });
    expect(added).not.toHaveBeenCalled();
  });
});

describe("a guest's manners", () => {
  test('stopped, nothing is left: no listener, no timer', () => {
    const spies = [window, document].map((target) => [
      vi.spyOn(target, 'addEventListener'),
      vi.spyOn(target, 'removeEventListener'),
    ]);
    page = stage();
    click(put('<button>Buy</button>'));
    page.auto.stop();
    for (const [added, removed] of spies) {
      expect(added?.mock.calls.length).toBeGreaterThan(5);
      const left = added?.mock.calls.filter(
        ([type, run]) => !removed?.mock.calls.some((call) => call[0] === type && call[1] === run),
      );
      expect(left).toEqual([]);
    }
    expect(page.timers.size).toBe(0);
  });

  /** What is passive by itself, and where: dom.spec.whatwg.org/#default-passive-value */
  const WAITED_FOR = /^(touchstart|touchmove|wheel|mousewheel)$/;

  test('no listener makes the browser wait, and none is for the end of the page', () => {
    const added = [window, document].map((target) => vi.spyOn(target, 'addEventListener'));
    page = stage();
    click(put('<button>Buy</button>'));
    for (const [type, , how] of added.flatMap((spy) => spy.mock.calls)) {
      expect([type, how]).toEqual([type, expect.any(Boolean)]);
      expect(type).not.toMatch(/unload/);
    }
    const elsewhere = vi.spyOn(Element.prototype, 'addEventListener');
    page.auto.stop();
    page = stage();
    click(put('<button>Buy</button>'));
    expect(elsewhere.mock.calls.filter(([type]) => WAITED_FOR.test(type))).toEqual([]);
  });

  test('what throws in us is told to the site, not to the page', () => {
    page = stage();
    const thrown = vi.fn();
    window.addEventListener('error', thrown);
    const button = put('<button>Buy</button>');
    vi.spyOn(button, 'matches').mockImplementation(() => {
      throw new Error('a strange page');
    });
    click(button);
    window.removeEventListener('error', thrown);
    expect(thrown).not.toHaveBeenCalled();
    expect(page.faults[0]).toEqual(['Something was not captured', new Error('a strange page')]);
  });
});
