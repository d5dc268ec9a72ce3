/** What the window looks like: `npm test -- look`, and what is promised of it, which is part of `npm test`. */
import { defineConfig } from '@playwright/test';
import base from './playwright.config.ts';

export default defineConfig({
  ...base,
  testDir: 'test/look',
  outputDir: 'look-report',
});
