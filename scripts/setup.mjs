// @ts-check
// npm run setup [-- --retry-electron] [-- --session]
// Does what `npm start` and `npm test` do first, and nothing else.
import { forgetRefusal } from './setup/electron-declared.mjs';
import { prepareWindow } from './setup/prepare.mjs';
import { runMain, SetupError, say } from './setup/say.mjs';

const KNOWN = ['--retry-electron', '--session'];

await runMain(async () => {
  const args = process.argv.slice(2);
  const unknown = args.find((argument) => !KNOWN.includes(argument));
  if (unknown) throw new SetupError(`Unknown option ${unknown}. Known: ${KNOWN.join(', ')}.`);
  const retry = args.includes('--retry-electron');
  if (retry) forgetRefusal();
  const { runtime } = await prepareWindow({ session: args.includes('--session'), freshRuntime: retry });
  say(
    `Ready: Electron ${runtime.version}${runtime.fallback ? ' (fallback, for development and tests only)' : ''} at ` +
      `${runtime.executablePath}`,
  );
  return 0;
});
