/** `npm run screenshots`: every page of the demo at 1280 and 390 pixels, into test/browser/screenshots/. */
