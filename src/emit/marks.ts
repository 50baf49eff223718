/**
 * Puts segments on the root element, for styles such as `[data-segments~="returning"] .welcome-back`. Only where the
 * inline snippet, or the author, has put the attribute: nobody is to find an attribute that was not asked for. Answers
 * whether that is so.
 */
export const markSegments = (segments: Iterable<string>): boolean => {
  const { documentElement: root } = document;
  const before = root.getAttribute('data-segments');
  const words = [...segments].join(' ');
  if (before !== null && before !== words) root.setAttribute('data-segments', words);
  return before !== null;
};
