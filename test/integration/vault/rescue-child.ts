/**
 * A rescue in a process of its own, for tests that kill it. Arguments: what, the profile folder, the keychain folder,
 * the step at which it kills itself (0: never), and the file that is read or written. Each line on stdout is something
 * that happened.
 */
import { writeSync } from 'node:fs';
import { backUp } from '../../../src-main/storage/backup';
import { openDatabase } from '../../../src-main/storage/open-database';
import { openVault } from '../../../src-main/vault/open-vault';
import { countSteps } from '../storage/counted-steps';
import { createFileKeyStore } from '../storage/file-key-store';
import { storageWorker } from '../storage/storage-worker';

const [what = '', profileDir = '', keychainDir = '', killAt = '0', file = ''] = process.argv.slice(2);
// Written synchronously: the line is out before this process can be killed.
const say = (line: unknown) => writeSync(1, `${JSON.stringify(line)}\n`);

const counted = countSteps(Number(killAt));

const platform = {
  profileDir,
  actor: 'child',
  version: '0',
  sqliteBinding: undefined,
  storageWorker,
  now: () => new Date(),
};

async function backUpHere() {
  const opened = await openDatabase(platform);
  if (opened.state !== 'open') throw new Error(opened.state);
  await backUp(opened.connection, platform, { kind: 'daily' });
  opened.connection.database.close();
}

async function main() {
  const vault = await openVault({
    platform,
    keyStore: createFileKeyStore(keychainDir),
    kdf: { N: 16, r: 8, p: 1 },
  });
  const id = what === 'restore' ? ((await vault.rescueOptions()).restorable?.id ?? '') : '';
  say({ begun: vault.state().state });
  counted.count(true);
  if (what === 'restore') await vault.restoreSound(id);
  else if (what === 'save') await vault.saveReadable(file);
  else if (what === 'export') await vault.exportKit('four words for a kit', file);
  else if (what === 'backup') await backUpHere();
  else if (what === 'kit') await vault.restoreKit(file, 'four words for a kit');
  else throw new Error(`unknown: ${what}`);
  // The last step: all is done, and nobody was told.
  counted.step();
  counted.count(false);
  say({ done: vault.state().state, steps: counted.steps(), moves: counted.moves });
  await vault.close();
}

main().then(
  () => process.exit(0),
  (thrown) => {
    process.stderr.write(`${thrown instanceof Error ? thrown.stack : thrown}\n`);
    process.exit(1);
  },
);
