import { attributeOf, closest } from '../element.js';
import type { Part, Scene } from './part.js';

/** `feature_use` for `data-feature="name"`: when it is clicked, a field when it is changed. */
export const captureFeatures = ({ send, hear }: Scene): Part => {
  hear('click change', (element, { type }) => {
    const isField = element.matches('input, select, textarea');
    // a click on a label is a change of its field
    if ((type === 'change') !== isField || (!isField && closest(element, 'label'))) return;
    const feature = closest(element, '[data-feature]');
    if (feature) send('feature_use', { feature_name: attributeOf(feature, 'data-feature') });
  });
  return {};
};
