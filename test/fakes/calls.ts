import { appCalls } from '../../src-shared/ipc/app-calls';
import { connectionsCalls } from '../../src-shared/ipc/connections-calls';
import { networkCalls } from '../../src-shared/ipc/network-calls';
import { organizationsCalls } from '../../src-shared/ipc/organizations-calls';
import { practiceCalls } from '../../src-shared/ipc/practice-calls';
import { recordsCalls } from '../../src-shared/ipc/records-calls';
import { sharedVaultCalls } from '../../src-shared/ipc/shared-vault-calls';
import { testsCalls } from '../../src-shared/ipc/tests-calls';
import { updatesCalls } from '../../src-shared/ipc/updates-calls';
import { vaultCalls } from '../../src-shared/ipc/vault-calls';

/** The schemas of all calls, for tests that look at replies. */
export const calls = {
  ...appCalls,
  ...networkCalls,
  ...vaultCalls,
  ...sharedVaultCalls,
  ...practiceCalls,
  ...organizationsCalls,
  ...connectionsCalls,
  ...testsCalls,
  ...recordsCalls,
  ...updatesCalls,
};
