/**
 * What a site pastes into its head: puts the visitor's segments, as they were known last and as time has changed them
 * since, on the root element before anything is painted. It is the only one that reads storage that early; the site
 * writes its own consent into it. The build makes `dist/snippet.js` of it.
 */

/** The expression that the site gives. */
declare const CONSENT: boolean;

{
  const { dataset } = document.documentElement;
  dataset.segments = '';
  try {
    if (CONSENT)
      for (const [from, segments] of JSON.parse(localStorage['ethogram:m']))
        if (from <= Date.now()) dataset.segments = segments;
  } catch {
    // nobody was here before, or nothing may be read
  }
}
