// @ts-check
// npm test [-- check | unit | component | integration | e2e | look | package [more arguments]]
// Sets up what is missing, then runs the stages in order and names at the end all
// that failed. On Linux everything runs on a private desktop with its own
// keychain; elsewhere the tests' keys have a name of their own in the user's.
import { ensureBrowser } from './setup/browser.mjs';
import { DATABASE_NEEDS, DEBIAN_NEEDS, PACKAGE_NEEDS } from './setup/package-names.mjs';
import { prepareWindow } from './setup/prepare.mjs';
import { duration, runMain, SetupError, say } from './setup/say.mjs';
import { ensureProgramsOfServers, ensureSystemPackages } from './setup/system-packages.mjs';
import { planStages, STAGE_NAMES } from './setup/test-plan.mjs';
import { runTests } from './setup/test-run.mjs';

/** @typedef {import('./setup/package-names.mjs').Need} Need */

const isRoot = process.getuid?.() === 0;

/**
 * What is still missing then, the tests that need it skip and name.
 * @param {readonly Need[]} needs
 * @param {(needs: readonly Need[]) => Promise<void>} [ensure]
 */
async function installForSome(needs, ensure = ensureSystemPackages) {
  try {
    await ensure(needs);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
  }
}

await runMain(async () => {
  const started = Date.now();
  const stages = planStages(process.argv.slice(2));
  if (stages.length === 0)
    throw new SetupError(`There is no stage called ${process.argv[2]}. Stages: ${STAGE_NAMES.join(', ')}.`);
  const { node, runtime } = await prepareWindow({ session: true });
  if (stages.some((stage) => stage.browser)) await ensureBrowser();
  if (stages.some((stage) => stage.name === 'package'))
    await installForSome(isRoot ? [...PACKAGE_NEEDS, ...DEBIAN_NEEDS] : PACKAGE_NEEDS);
  if (isRoot && stages.some((stage) => stage.args.includes('test/integration')))
    await installForSome(DATABASE_NEEDS, ensureProgramsOfServers);
  say(
    `Set-up took ${duration(Date.now() - started)}. Testing with Electron ` +
      `${runtime.version}${runtime.fallback ? ' (fallback)' : ''}.`,
  );

  return runTests(stages, { node, env: runtime.env, started });
});
