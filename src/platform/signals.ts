/** What the browser says to every site of its visitor's wishes; undefined where it says nothing. */
export const signals = (): { readonly globalPrivacyControl?: unknown; readonly doNotTrack?: unknown } =>
  navigator;
