// @ts-check
// npm run -s session -- COMMAND …
// Runs any command within the private session that the tests use. `node` is the Node that set-up chose.
import { toolsNode } from './setup/node24.mjs';
import { SESSION_NEEDS, WINDOW_NEEDS } from './setup/package-names.mjs';
import { runInPrivateSession } from './setup/private-session.mjs';
import { runMain, SetupError } from './setup/say.mjs';
import { ensureSystemPackages } from './setup/system-packages.mjs';

await runMain(async () => {
  const [command, ...args] = process.argv.slice(2).filter((argument, index) => !(index === 0 && argument === '--'));
  if (!command) throw new SetupError('Say which command to run: npm run -s session -- COMMAND …');
  await ensureSystemPackages([...WINDOW_NEEDS, ...SESSION_NEEDS]);
  return runInPrivateSession(command === 'node' ? (toolsNode() ?? process.execPath) : command, args);
});
