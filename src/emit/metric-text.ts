import type { Scalar } from '../base/json.js';
import type { Undo } from '../base/listen.js';

/** Words in these are code. */
const CODE = /^(script|style)$/i;

export interface MetricTexts {
  update(): void;
  stop: Undo;
}

/**
 * `<b data-metric-text="spend_90d" data-metric-format='{ "style": "currency", "currency": "EUR" }'>`: the value of a named
 * metric, as `Intl.NumberFormat` writes it in the language of the element; what the author wrote there where it has none.
 * `bad` hears, once, of a format that is none.
 */
export const bindMetricTexts = (
  metric: (name: string) => Scalar | undefined,
  bad: (format: string, why: unknown) => void,
): MetricTexts => {
  const authors = new Map<HTMLElement, string>();
  const formats = new Map<string, Intl.NumberFormat>();

  const formatOf = (language: string | undefined, text: string): Intl.NumberFormat => {
    const key = `${language} ${text}`;
    let format = formats.get(key);
    if (format) return format;
    try {
      format = new Intl.NumberFormat(language, JSON.parse(text));
    } catch (error) {
      bad(text, error);
      format = new Intl.NumberFormat();
    }
    formats.set(key, format);
    return format;
  };

  return {
    update() {
      for (const element of document.querySelectorAll<HTMLElement>('[data-metric-text]')) {
        if (CODE.test(element.localName)) continue;
        const { metricText = '', metricFormat = '{}' } = element.dataset;
        const value = metric(metricText);
        const before = element.textContent ?? '';
        if (!authors.has(element)) authors.set(element, before);
        const language = element.closest<HTMLElement>('[lang]')?.lang || undefined;
        const text =
          value === undefined
            ? (authors.get(element) as string)
            : typeof value === 'number'
              ? formatOf(language, metricFormat).format(value)
              : String(value);
        if (text !== before) element.textContent = text;
      }
      for (const element of authors.keys()) if (!element.isConnected) authors.delete(element);
    },
    stop() {
      for (const [element, text] of authors) element.textContent = text;
    },
  };
};
