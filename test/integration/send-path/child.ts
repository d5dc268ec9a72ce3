/**
 * One start of the program, for a test that kills it: looks after what earlier starts left, then runs SMS tests of
 * every clinic, one after the other, until it is killed. Arguments: the profile folder, the keychain folder, Twilio's
 * origin. Each line on stdout is something that happened.
 */
import { randomInt } from 'node:crypto';
import { writeSync } from 'node:fs';
import { pace } from '../../fakes/pace';
import { createFileKeyStore } from '../storage/file-key-store';
import { openProfile, patientReconcile } from './profile';

const [profileDir = '', keychainDir = '', origin = ''] = process.argv.slice(2);
// Written synchronously: the line is out before this process can be killed.
const say = (line: unknown) => writeSync(1, `${JSON.stringify(line)}\n`);

/**
 * Another recipient each time: with the same one, two texts that happen to have the same four digits could not be told
 * apart.
 */
const anyone = () => `+1312${randomInt(2_000_000, 10_000_000)}`;

async function main(): Promise<never> {
  const profile = await openProfile(createFileKeyStore(keychainDir), profileDir);
  const service = profile.start(origin, { reconcile: patientReconcile });
  say({ opened: true });
  await service.recoverInterrupted();
  say({ recovered: true });
  const clinics = (await profile.storage.organizations.overviews()).map(({ organization }) => organization.id);
  const testing = clinics.map(async (id): Promise<never> => {
    for (;;) {
      const run = await service.start(id, anyone(), null, 250 * pace);
      say({ started: run.id });
      await service.waitFor(id, run.id);
    }
  });
  return Promise.race(testing);
}

main().catch((thrown) => {
  process.stderr.write(`${thrown instanceof Error ? thrown.stack : thrown}\n`);
  process.exit(1);
});
