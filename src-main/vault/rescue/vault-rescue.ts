/** The ways out of a database that is damaged, as turns of the vault. */
import { AppError } from '../../../src-shared/errors';
import { whenNobodyIsPresent } from '../../storage/presence';
import { withProfileLock } from '../../storage/profile-lock';
import type { VaultRescue } from '../vault';
import type { VaultCore } from '../vault-core';
import { rescueOptions, restoreSound, saveReadable } from './rescue';
import { rescueError } from './rescue-errors';

export function createRescue({ platform, machine, inTurn, open }: VaultCore): VaultRescue {
  function requireDamaged() {
    const now = machine();
    if (now.at !== 'blocked' || now.state.state !== 'database-damaged') throw rescueError('rescue.not-needed');
    return now.state;
  }

  return {
    rescueOptions: () =>
      inTurn(async () => {
        requireDamaged();
        return rescueOptions(platform);
      }),

    restoreSound: (id) =>
      inTurn(async () => {
        requireDamaged();
        await withProfileLock(platform, async () => {
          if (!(await whenNobodyIsPresent(platform, () => restoreSound(platform, id))))
            throw rescueError('rescue.profile-in-use');
        }).catch((thrown) => {
          throw thrown instanceof AppError ? thrown : rescueError('rescue.profile-unusable');
        });
        return open();
      }),

    saveReadable: (toFile) =>
      inTurn(async () => {
        const { file } = requireDamaged();
        return saveReadable(platform, file, toFile);
      }),
  };
}
