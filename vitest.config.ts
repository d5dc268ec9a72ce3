/** Unit and integration tests. End-to-end tests are Playwright's (playwright.config.ts). */
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import packageJson from './package.json' with { type: 'json' };

export default defineConfig({
  define: { __APP_VERSION__: JSON.stringify(packageJson.version) },
  test: {
    include: ['test/unit/**/*.test.ts', 'test/integration/**/*.test.ts'],
    environment: 'node',
    // Processes, not threads: native modules and signals behave as in the real program.
    pool: 'forks',
    // Many tests wait for processes that they kill: even two cores have room for two.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 20_000,
    hookTimeout: 30_000,
    restoreMocks: true,
  },
});
