/** The Chromium in which tests run: for components, and for the pages on which a person signs in. */
import { existsSync } from 'node:fs';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

export const browserPath = (): string | undefined =>
  process.env.VOXANNE_TEST_BROWSER ?? places.find((place) => existsSync(place));
