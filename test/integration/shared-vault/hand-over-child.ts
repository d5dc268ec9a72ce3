/** Admits a receptionist, or invites a person, and writes the file; may kill itself at one of its statements. */
import { admitMachine, inviteInto } from '../../../src-main/shared-vault/hand-over';
import { machineFileSchema } from '../../../src-shared/shared-vault/machine-files';
import { composeChild } from './child-console';
import { createKillPoints } from './killed-at';

const [profileDir = '', keychain = '', killAt = '0', out = '', name = '', file = '', words = '', clinic = ''] =
  process.argv.slice(2);

async function main() {
  const workspace = await composeChild(profileDir, keychain);
  const { sharedVault } = workspace;
  if (sharedVault === null) throw new Error('in no shared vault');
  const admission = sharedVault.admission(workspace.vault.requireStorage());
  const by = { admission, membership: sharedVault.membership() };
  const points = createKillPoints(Number(killAt));
  points.watchStatements();
  let code = '';
  if (file === '') code = (await inviteInto(out, by, { name, scope: 'all' }, { N: 2 ** 10, r: 8, p: 1 })).code;
  else {
    const machineFile = machineFileSchema.parse(JSON.parse(file));
    await admitMachine(out, by, { name, file: machineFile, words, clinics: [clinic] });
  }
  const count = points.count();
  await workspace.close();
  process.stdout.write(`${JSON.stringify({ points: count, code })}\n`);
}

void main();
