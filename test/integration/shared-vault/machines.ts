/** Receptionists of a shared vault: their key files, and their admission. */
import { makeKeyFile, publicFileOf, writeKeyFile } from '../../../src-receptionist/key-file';
import { machineLogin } from '../../../src-shared/shared-vault/machine-files';
import { databaseUrlOf } from '../../../src-shared/shared-vault/server-address';
import { identityWords } from '../../../src-shared/shared-vault/words';
import type { startSharedVault } from './consoles';

/** @param port of a proxy or a pooler; by default the server’s own */
export async function admitMachine(
  vault: Pick<Awaited<ReturnType<typeof startSharedVault>>, 'address' | 'anna' | 'at'>,
  name: string,
  clinics: readonly string[],
  port = vault.address.port,
) {
  const [keyFile, cacheFile] = [vault.at(`${name}.key`), vault.at(`${name}.cache`)];
  const keys = await makeKeyFile(keyFile);
  const file = await publicFileOf(keys);
  const words = await identityWords(file.keys, machineLogin(file));
  const admission = await vault.anna.admission();
  const { user, head, vaultId, vouched } = await admission.addMachine(name, file, words, [...clinics]);
  const databaseUrl = databaseUrlOf({ ...vault.address, port }, user);
  const about = {
    version: 1,
    kind: 'voxanne vault',
    vaultId,
    databaseUrl,
    ca: null,
    pinned: head,
    ...(vouched && { vouched }),
  } as const;
  writeKeyFile(keyFile, { ...keys, vault: about });
  return { keyFile, cacheFile, databaseUrl };
}
