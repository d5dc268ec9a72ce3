/** `credentials confirm`: what came back is listed, and used again only when that is said, one or all. */
import { spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { openVault } from '../../../src-main/vault/open-vault';
import { FakeKeyStore } from '../../fakes/fake-key-store';
import { clinicWithCredential, newProfileDir, note, platformOf, storageOf } from '../../unit/main/vault/profile';

const program = path.resolve('dist/main/cli.cjs');
const passphrase = 'four words for a kit';

function run(profileDir: string, ...args: string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, 'credentials', 'confirm', ...args], {
    encoding: 'utf8',
    timeout: 60_000,
    env: {
      ...process.env,
      VOXANNE_PROFILE_DIR: profileDir,
      VOXANNE_PASSPHRASE: passphrase,
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/voxanne',
    },
  });
  return { stdout, stderr, status };
}

/** Two clinics whose credentials were revoked, and are back with the database of before. */
async function putBack(): Promise<string> {
  const dir = newProfileDir();
  const open = async () => {
    const keyStore = new FakeKeyStore();
    keyStore.failure = { state: 'unavailable' };
    const vault = await openVault({ platform: platformOf(dir), keyStore });
    if (vault.state().state === 'passphrase-needed') await vault.unlockWithPassphrase(passphrase);
    else await vault.createPassphrase(passphrase);
    return vault;
  };
  const first = await open();
  const clinics = [
    await clinicWithCredential(storageOf(first), 'Sunrise Dental'),
    await clinicWithCredential(storageOf(first), 'Harbour Dental'),
  ];
  await first.close();
  const aside = path.join(newProfileDir(), 'console.db');
  cpSync(path.join(dir, 'console.db'), aside);
  const later = await open();
  for (const { organizationId } of clinics)
    await storageOf(later).forOrganization(organizationId).credentials.revoke('twilio', note('credential.revoked'));
  await later.close();
  for (const suffix of ['', '-wal', '-shm']) rmSync(path.join(dir, `console.db${suffix}`), { force: true });
  cpSync(aside, path.join(dir, 'console.db'));
  return dir;
}

// Elsewhere the system's own keychain would be asked.
describe.skipIf(process.platform !== 'linux')('on the command line', { timeout: 120_000 }, () => {
  test('what came back is listed; one, and then all, are used again only with --yes', async () => {
    const dir = await putBack();
    const listed = run(dir);
    expect(listed).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Harbour.*\n.*Sunrise.*revoked on/) });
    const one = ['--organization', 'Sunrise Dental', '--provider', 'twilio'];
    expect(run(dir, ...one)).toMatchObject({ status: 2, stderr: expect.stringContaining('Nothing was confirmed.') });
    expect(run(dir, '--yes')).toMatchObject({ status: 2, stderr: expect.stringContaining('--all') });
    expect(run(dir, ...one, '--yes')).toMatchObject({ status: 0, stdout: '1 is used again.\n' });
    expect(run(dir, '--all').status).toBe(2);
    const all = run(dir, '--all', '--yes', '--json');
    expect(JSON.parse(all.stdout)).toMatchObject({
      confirmed: [{ clinic: 'Harbour Dental', cameBack: { how: 'revoked', by: { kind: 'rolled-back' } } }],
      waiting: [],
    });
    expect(run(dir)).toMatchObject({ status: 0, stdout: '', stderr: expect.stringContaining('Nothing waits') });
  });
});
