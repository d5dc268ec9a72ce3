/** The acceptance suite: what a release has to do. Run it with `npm run qa`; docs/qa.md explains it. */
import { defineConfig } from '@playwright/test';
import base from './playwright.config.ts';

export default defineConfig({
  ...base,
  testDir: 'test/e2e',
  outputDir: 'qa-report/files',
  projects: [
    { name: 'acceptance', testDir: 'test/e2e/acceptance' },
    // The end-to-end tests that are about what people do; the others are about how the console is made.
    {
      name: 'e2e',
      testDir: 'test/e2e/specs',
      testMatch: [
        'a11y',
        'clinics',
        'error-gallery',
        'google',
        'google-clinic',
        'google-outcomes',
        'keyboard',
        'mistakes',
        'not-needed',
        'practice',
        'practice-network',
        'removal',
        'rescue',
        'resume',
        'stripe',
        'vault-states',
        'wizard',
      ].map((name) => `${name}.spec.ts`),
    },
  ],
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
  reporter: [...base.reporter, ['html', { outputFolder: 'qa-report/report', open: 'never' }]],
});
