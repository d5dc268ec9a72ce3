/** Exchanges keys of a vault and, where a number is given, kills itself before or after one of its statements. */
import { machineFileSchema } from '../../../src-shared/shared-vault/machine-files';
import { composeChild } from './child-console';
import { createKillPoints } from './killed-at';

const [profileDir = '', keychain = '', killAt = '0', kind = '', name = '', file = '', words = ''] =
  process.argv.slice(2);

async function main() {
  const workspace = await composeChild(profileDir, keychain);
  const admission = workspace.sharedVault?.admission(workspace.vault.requireStorage());
  if (!admission) throw new Error('in no shared vault');
  const points = createKillPoints(Number(killAt));
  points.watchStatements();
  if (kind === 'clinic') await admission.renewClinicKey(name);
  else if (kind === 'member') await admission.inviteAgain(name);
  else await admission.renewMachine(name, machineFileSchema.parse(JSON.parse(file)), words);
  const count = points.count();
  await workspace.close();
  process.stdout.write(`${JSON.stringify({ points: count })}\n`);
}

void main();
