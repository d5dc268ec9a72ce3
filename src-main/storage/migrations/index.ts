/** The migrations in their order. A released one is never edited: the next change of the schema is the next file. */
import type { Database } from 'better-sqlite3';
import { up as initial } from './0001-initial';
import { up as signInsAndTests } from './0002-sign-ins-and-tests';
import { up as notNeeded } from './0003-not-needed';
import { up as testRuns } from './0004-test-runs';
import { up as pendingRungs } from './0005-pending-rungs';
import { up as unconfirmedRuns } from './0006-unconfirmed-runs';
import { up as auditFilters } from './0007-audit-filters';
import { up as attemptsAndNotices } from './0008-attempts-and-notices';
import { up as ownKeys } from './0009-own-keys';
import { up as keyedAudit } from './0010-keyed-audit';
import { up as contacts } from './0011-contacts';
import { up as cameBack } from './0012-came-back';
import { up as movedClinics } from './0013-moved-clinics';
import { up as sharedVaultPins } from './0014-shared-vault-pins';

export type Migration = {
  version: number;
  name: string;
  /** Brings a database from the version before to `version`, inside a transaction that the runner holds. */
  up: (database: Database) => void;
  /**
   * Checksum of the schema after it. For a new migration a test prints it; for a released one it shows an edit.
   */
  schema?: string;
};

export const migrations: readonly Migration[] = [
  {
    version: 1,
    name: 'initial',
    up: initial,
    schema: '79834226d9f692debd927bad0b633c0b91150c6a79908250dd6cd656470e0ad6',
  },
  {
    version: 2,
    name: 'sign-ins-and-tests',
    up: signInsAndTests,
    schema: 'f4cb431ff3b65c9e4cecfb055f14d5ddd393df08c986ea99c01573a84346b0f2',
  },
  {
    version: 3,
    name: 'not-needed',
    up: notNeeded,
    schema: '3d29e9c539cd277a1432c61402ac288959c8c4202dd71af9980bc2c9d67748c1',
  },
  {
    version: 4,
    name: 'test-runs',
    up: testRuns,
    schema: '99138815154c0954f0ea6fbc74f87130e8bcdfef2624dd48b01bcdb184fb169c',
  },
  {
    version: 5,
    name: 'pending-rungs',
    up: pendingRungs,
    schema: 'bf3f861bf0160d7f5c7b5d6874e9434a62e12058071cff0d118c42319235bf34',
  },
  {
    version: 6,
    name: 'unconfirmed-runs',
    up: unconfirmedRuns,
    schema: 'c04e488ef55d570cd315993a6c921d7a0cd4c8829cc9e865e2914f60fa594544',
  },
  {
    version: 7,
    name: 'audit-filters',
    up: auditFilters,
    schema: 'b7b91ee0eb8b18d6faab7ea2ba0dd85a979ec898b5febf8895ff9639d656ddba',
  },
  {
    version: 8,
    name: 'attempts-and-notices',
    up: attemptsAndNotices,
    schema: 'ceee47c6e1271d6ab87516564ddc87edb3d4a21faa52223dd162caf04063f5c8',
  },
  {
    version: 9,
    name: 'own-keys',
    up: ownKeys,
    schema: 'ce9a4c7ec506d02af9bc00cd1e4199c987a5ddbd908b7e7c173e729a487e2cdc',
  },
  {
    version: 10,
    name: 'keyed-audit',
    up: keyedAudit,
    schema: 'd5073e6490e55391f8baf0938eac7c1466f0007191557e8d46deb51786e21675',
  },
  {
    version: 11,
    name: 'contacts',
    up: contacts,
    schema: '587fc148694d38087655790038d440740ce3f6ff5dc1772af02fa7d1102d09fd',
  },
  {
    version: 12,
    name: 'came-back',
    up: cameBack,
    schema: '19f6a38026c2f3296ea24a0cbcc87f85e3446e408a47d6bcf5d8d772ec509cf3',
  },
  {
    version: 13,
    name: 'moved-clinics',
    up: movedClinics,
    schema: '817d6796bc6481a08c12ac73c12e67f64ac7ed15a558eebeff06c33c638131d6',
  },
  {
    version: 14,
    name: 'shared-vault-pins',
    up: sharedVaultPins,
    schema: 'cf57c02ba238f8ebddbb4bf0f86806e1fe3d85c9f995d6cc2ab7a6baf1684fa8',
  },
];
