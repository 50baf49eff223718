declare const __VERSION__: string;

/** Of the package; the build puts it in. */
export const version: string = __VERSION__;
