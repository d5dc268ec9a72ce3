/** Rescue of a damaged or missing database, as operations of the vault: each inside one of its turns. */

import type Database from 'better-sqlite3';
import { AppError } from '../../../src-shared/errors';
import { t } from '../../../src-shared/texts/translate';
import { putLostDatabaseAside } from '../../storage/lost-database';
import { whenNobodyIsPresent } from '../../storage/presence';
import { withProfileLock } from '../../storage/profile-lock';
import { deletePutAside } from '../../storage/put-aside';
import { announceRescue } from '../announce-return';
import type { VaultRescue } from '../vault';
import type { VaultCore } from '../vault-core';
import { rescueOptions, restoreSound, saveReadable } from './rescue';
import { type RescueErrorCode, rescueError } from './rescue-errors';

export function createRescue(core: VaultCore): Omit<VaultRescue, 'putAside'> {
  const { platform, machine, open, putBack } = core;

  function requireTrouble() {
    const { at, state } = { state: null, ...machine() };
    if (at !== 'blocked' || (state?.state !== 'database-damaged' && state?.state !== 'database-missing'))
      throw rescueError('rescue.not-needed');
    return state;
  }

  /** Replaces files of the profile while nobody else has it open, then opens what is there. */
  async function replaceFiles(work: () => void | Promise<void>, failure: RescueErrorCode) {
    await withProfileLock(platform, async () => {
      if (!(await whenNobodyIsPresent(platform, work))) throw rescueError('rescue.profile-in-use');
    }).catch((thrown) => {
      throw thrown instanceof AppError ? thrown : rescueError(failure);
    });
    return open();
  }

  return {
    rescueOptions: async () => rescueOptions(platform, requireTrouble().state),

    async restoreSound(id) {
      const { state } = requireTrouble();
      return replaceFiles(async () => {
        const announce = (what: string, database: Database.Database) => announceRescue(core, what, database);
        putBack({ what: await restoreSound(platform, state, id, announce), part: 'database' });
      }, 'rescue.profile-unusable');
    },

    async startAnew() {
      if (requireTrouble().state !== 'database-missing') throw rescueError('rescue.not-missing');
      return replaceFiles(() => putLostDatabaseAside(platform), 'rescue.not-put-aside');
    },

    async saveReadable(toFile) {
      const { state, file } = requireTrouble();
      if (state !== 'database-damaged') throw rescueError('rescue.nothing-readable');
      return saveReadable(platform, file, toFile);
    },

    async deletePutAside(name) {
      // A catch-up may have it open.
      await machine().profile?.backups?.underWay();
      let isDeleted: boolean;
      try {
        isDeleted = deletePutAside(platform.profileDir, name);
      } catch {
        throw rescueError('rescue.not-deleted');
      }
      if (!isDeleted) throw rescueError('rescue.aside-unknown');
      await machine().profile?.storage.audit.append({
        organizationId: null,
        action: 'rescue.deleted',
        outcome: 'succeeded',
        detail: t('Deleted {name}, which had been put aside', { name }),
        simulated: false,
      });
    },
  };
}
