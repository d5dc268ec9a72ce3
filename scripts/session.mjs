// @ts-check
// npm run -s session -- COMMAND …
// Runs any command within the private desktop session that the tests use.

import { runInSession } from './setup/desktop-session.mjs';
import { SESSION_NEEDS, WINDOW_NEEDS } from './setup/package-names.mjs';
import { foreground } from './setup/run.mjs';
import { runMain, SetupError } from './setup/say.mjs';
import { ensureSystemPackages } from './setup/system-packages.mjs';

await runMain(async () => {
  const [command, ...args] = process.argv.slice(2).filter((argument, index) => !(index === 0 && argument === '--'));
  if (!command) throw new SetupError('Say which command to run: npm run -s session -- COMMAND …');
  if (process.platform !== 'linux') return foreground(command, args);
  await ensureSystemPackages([...WINDOW_NEEDS, ...SESSION_NEEDS]);
  return runInSession(command, args);
});
