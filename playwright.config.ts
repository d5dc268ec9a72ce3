/** End-to-end tests: Playwright drives the real Electron through the real program. Run them with `npm test -- e2e`. */
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'test/e2e/specs',
  outputDir: 'test-results',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // Each test has a profile and an Electron of its own; two fit on two cores.
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // A test that needs luck is a bug to be found, not to be tried again.
  retries: 0,
  reporter: 'list',
});
