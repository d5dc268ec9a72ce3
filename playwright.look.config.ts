/** What the window looks like: `npm test -- look`. */
import { defineConfig } from '@playwright/test';
import base from './playwright.config.ts';

export default defineConfig({
  ...base,
  testDir: 'test/look',
  outputDir: 'look-report',
  workers: 1,
  fullyParallel: false,
});
