/** What a browser says to every site of its visitor's wishes; undefined where it says nothing. */
export const signals = (): { readonly gpc: unknown; readonly dnt: unknown } => {
  const { globalPrivacyControl, doNotTrack } = navigator as Navigator & {
    globalPrivacyControl?: unknown;
    doNotTrack?: unknown;
  };
  return { gpc: globalPrivacyControl, dnt: doNotTrack };
};
