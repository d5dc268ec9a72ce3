// @ts-check
// npm run bench [-- NAME …]
// Measures the console beside things of the same kind; prints one table of
// ratios. Never part of the tests: these figures move with the machine.
import path from 'node:path';
import { ROOT, STATE_DIR } from './setup/paths.mjs';
import { prepareWindow } from './setup/prepare.mjs';
import { runInPrivateSession } from './setup/private-session.mjs';
import { runMain } from './setup/say.mjs';

await runMain(async () => {
  const { node, runtime } = await prepareWindow({ session: true });
  // The sources import each other without endings, as the bundler allows; so the benchmarks are bundled too.
  const { build } = await import('rolldown');
  const file = path.join(STATE_DIR, 'bench.mjs');
  await build({
    input: path.join(ROOT, 'test', 'bench', 'main.ts'),
    platform: 'node',
    external: [
      'better-sqlite3',
      'keytar',
      'twilio',
      '@googleapis/calendar',
      'electron-log/node',
      '@playwright/test',
      'pg',
      '@hpke/core',
    ],
    logLevel: 'silent',
    output: { file, format: 'es', codeSplitting: false },
  });
  const args = [file, ...process.argv.slice(2)];
  return runInPrivateSession(node, args, { cwd: ROOT, env: { BENCH_RUNTIME: JSON.stringify(runtime) } });
});
