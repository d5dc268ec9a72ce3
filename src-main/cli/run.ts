/** Runs one command as a process: handles signals and closed output, and ends only after all output was written. */

import { languageOf, terminalLanguages } from '../../src-shared/texts/languages';
import { setLanguage } from '../../src-shared/texts/set-language';
import { t } from '../../src-shared/texts/translate';
import { watchOutput } from '../../src-shared/watch-output';
import { leaveMemoryOutOfDumps, switchOffCoreDumps } from '../core-dumps';
import type { Environment } from '../environment';
import { profileDirOf } from '../profile';
import { programVersion } from '../program-files';
import { logFault, type Surroundings } from './command';
import { type ExitCode, exitCodeOfSignal, exitCodes } from './exit-codes';
import { runProgram } from './program';
import { createTerminal } from './terminal';

/** What is said of an answer that was lost, by the system's code. */
const notWritten = (code: string) =>
  `${t('The answer could not be written to standard output.')} ${
    code === 'ENOSPC' ? t('The disk is full.') : t('The system says {code}.', { code })
  }`;

/** Writes a fault down, and says so without its own text, which may hold anything. */
async function tellFault(env: Environment, thrown: unknown): Promise<void> {
  try {
    await logFault(env, 'command line', thrown);
    const { createCrashReports } = await import('../logging/crash-reports');
    createCrashReports(profileDirOf(env), programVersion()).record('command-line', thrown);
  } catch {
    // There may be no folder to write to.
  }
  process.stderr.write(
    `${t('The command ended because of a fault in the program. The log file in the profile folder may say more.')}\n`,
  );
}

/**
 * @param args what follows the program's name
 * @param env what the program was started with
 * @returns the exit code, once all output has left
 */
export async function runCommandLine(
  args: readonly string[],
  env: Environment,
  surroundings: Surroundings = {},
): Promise<ExitCode> {
  leaveMemoryOutOfDumps();
  void switchOffCoreDumps();
  const stopping = new AbortController();
  let interrupts = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      interrupts += 1;
      // A second signal ends the process at once.
      if (interrupts > 1) process.exit(exitCodeOfSignal(signal));
      stopping.abort(signal);
    });
  }
  const output = watchOutput<ExitCode>(process, exitCodes.failed, notWritten);
  process.on('uncaughtException', (thrown) => {
    void tellFault(env, thrown).then(() => process.exit(exitCodes.failed));
  });
  const asked = terminalLanguages(env);
  // Windows has no such variables: the language of its formats is what it tells.
  await setLanguage(languageOf('system', asked.length > 0 ? asked : [Intl.DateTimeFormat().resolvedOptions().locale]));
  try {
    const terminal = createTerminal(process, stopping.signal);
    return await output.end(await runProgram(args, env, terminal, stopping.signal, surroundings));
  } catch (thrown) {
    await tellFault(env, thrown);
    return output.end(exitCodes.failed);
  }
}
