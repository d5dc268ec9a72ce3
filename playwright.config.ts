/** End-to-end tests: Playwright drives the real Electron through the real program. Run them with `npm test -- e2e`. */
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'test/e2e/specs',
  outputDir: 'test-results',
  // Limits end what hangs. None of them is a claim about speed, so they hold on a computer with other work to do.
  timeout: 240_000,
  expect: { timeout: 60_000 },
  // Each test has a profile and an Electron of its own; two fit on two cores.
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // A test that needs luck is a bug to be found, not to be tried again.
  retries: 0,
  // The file is asked for by `npm test`, which counts the results.
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE === undefined ? [['list']] : [['list'], ['json']],
});
