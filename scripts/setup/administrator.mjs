// @ts-check
// The few things that only root may do: said beforehand, done through sudo, and
// where nobody can be asked for a password, named in one line instead. What runs
// as root comes from the system's folders alone, and so does all that it starts.
import { findSystemProgram, systemPath } from './programs.mjs';
import { capture, foreground } from './run.mjs';
import { SetupError, say } from './say.mjs';

/**
 * Run a command as root.
 * @param {string[]} command its program by its whole path
 * @param {string} why what it is for, to complete "Administrator rights are needed …"
 * @param {string} byHand the same as a person would type it, without sudo
 * @returns {Promise<number>} exit status
 */
export async function asAdministrator(command, why, byHand) {
  const [program = '', ...args] = command;
  if (process.getuid?.() === 0) {
    const env = { ...process.env, PATH: systemPath, DEBIAN_FRONTEND: 'noninteractive' };
    const result = await capture(program, args, { env });
    if (result.status !== 0) say((result.stderr || result.stdout).trim());
    return result.status;
  }
  const sudo = findSystemProgram('sudo');
  if (!sudo) throw new SetupError(`Administrator rights are needed ${why}. As root, run: ${byHand}`);
  const withoutPassword = (await capture(sudo, ['-n', 'true'])).status === 0;
  if (!withoutPassword && !process.stdin.isTTY)
    throw new SetupError(`Administrator rights are needed ${why}. Run: sudo ${byHand}`);
  say(`Administrator rights are needed ${why}. This runs, and nothing else: ${command.join(' ')}`);
  // stdout belongs to the command that was asked for: what apt prints goes to stderr.
  return foreground(sudo, ['DEBIAN_FRONTEND=noninteractive', program, ...args], {
    stdio: ['inherit', 2, 2],
    env: { ...process.env, PATH: systemPath },
  });
}
