/**
 * Moves the clinics of a profile and, where a number is given, kills itself at that point: before and after each
 * statement to the server, and before and after each step on this computer.
 */
import { composeChild } from './child-console';
import { createKillPoints } from './killed-at';

const [profileDir = '', keychain = '', killAt = '0'] = process.argv.slice(2);
const { watched, watchStatements, count } = createKillPoints(Number(killAt));

async function main() {
  const workspace = await composeChild(profileDir, keychain);
  const { moves } = workspace.vault.requireStorage();
  const move = workspace.clinicMove();
  if (move === null || moves === null) throw new Error('in no shared vault');
  watchStatements();
  for (const name of ['begin', 'finish', 'abandon'] as const) {
    const step = moves[name] as (...args: unknown[]) => Promise<unknown>;
    Object.assign(moves, { [name]: (...args: unknown[]) => watched(() => step(...args)) });
  }
  const clinics = await move.move({ organizationIds: null, signal: new AbortController().signal });
  await workspace.close();
  process.stdout.write(`${JSON.stringify({ points: count(), clinics })}\n`);
}

void main();
