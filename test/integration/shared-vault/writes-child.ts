/** Changes something of a shared vault and, where a number is given, kills itself before or after a statement of it. */
import { composeChild } from './child-console';
import { createKillPoints } from './killed-at';

const [profileDir = '', keychain = '', killAt = '0', kind = '', clinic = '', told = ''] = process.argv.slice(2);

const note = (action: 'credential.added' | 'credential.revoked') =>
  ({ action, outcome: 'succeeded', detail: action, simulated: false }) as const;

async function main() {
  const workspace = await composeChild(profileDir, keychain);
  const admission = workspace.sharedVault?.admission(workspace.vault.requireStorage());
  if (!admission) throw new Error('in no shared vault');
  const { credentials } = workspace.services().storage.forOrganization(clinic);
  const points = createKillPoints(Number(killAt));
  points.watchStatements();
  if (kind === 'save')
    await credentials.save(
      {
        provider: 'twilio',
        methodId: 'auth-token',
        choice: '+14155550100',
        metadata: {},
        accountKey: 'AC1',
        keyHint: 'x',
        simulated: false,
        verifiedAt: null,
        expiresAt: null,
      },
      { accountSid: 'AC1', authToken: told },
      [],
      note('credential.added'),
    );
  else if (kind === 'revoke') await credentials.revoke('twilio', note('credential.revoked'));
  else if (kind === 'rotate') await admission.renewClinicKey(clinic);
  else await admission.removeMember(told);
  const count = points.count();
  await workspace.close();
  process.stdout.write(`${JSON.stringify({ points: count })}\n`);
}

void main();
