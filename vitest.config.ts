/** Unit, component and integration tests. End-to-end tests are Playwright's (playwright.config.ts). */
import { availableParallelism } from 'node:os';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { browserPath } from './scripts/setup/browser.mjs';

const executablePath = browserPath();

/** Tests of functions, which leave nothing behind: their files share a process and what they import. */
const pure = ['test/unit/{shared,renderer,texts,look}/**/*.test.ts'];

export default defineConfig({
  test: {
    // Many tests wait for processes that they kill: even two cores have room for two.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Limits end what hangs. None of them is a claim about speed, so they hold on a computer with other work to do.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    restoreMocks: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['test/unit/**/*.test.ts', 'test/integration/**/*.test.ts'],
          exclude: pure,
          environment: 'node',
          // Processes, not threads: native modules and signals behave as in the real program.
          pool: 'forks',
          globalSetup: ['test/fakes/pace.ts', 'test/fakes/storage-worker-once.ts'],
          // No keychain can be reached, neither a person's nor that of the private desktop session: who tests one
          // starts one.
          // English, whatever the terminal speaks.
          env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent', LC_ALL: '', LC_MESSAGES: 'C' },
        },
      },
      {
        extends: true,
        test: {
          name: 'pure',
          include: pure,
          environment: 'node',
          pool: 'forks',
          isolate: false,
          env: { LC_ALL: '', LC_MESSAGES: 'C' },
        },
      },
      {
        extends: true,
        test: {
          name: 'package',
          include: ['test/package/**/*.test.ts'],
          globalSetup: ['test/package/package-once.ts'],
          environment: 'node',
          pool: 'forks',
        },
      },
      {
        extends: true,
        plugins: [react()],
        // Found before the first test: a package that Vite meets later makes it reload the page under a running test.
        optimizeDeps: { entries: ['src-renderer/main.tsx', 'test/component/**/*.{ts,tsx}'] },
        test: {
          name: 'component',
          include: ['test/component/**/*.test.tsx'],
          setupFiles: ['test/component/setup/setup.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            connectTimeout: 300_000,
            viewport: { width: 1024, height: 700 },
            provider: playwright({
              launchOptions: { ...(executablePath === undefined ? {} : { executablePath }), args: ['--no-sandbox'] },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
