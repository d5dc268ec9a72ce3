/**
 * The checks of `doctor` and of the support bundle: this computer, the profile, the keychain, the database. Asks no
 * provider.
 */

import { access, constants, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AuditVerification } from '../../src-shared/audit/audit-entry';
import { isUnverified, verificationWords } from '../../src-shared/audit/verification-words';
import { AppError } from '../../src-shared/errors';
import type { NetworkStatus } from '../../src-shared/network/network';
import { t } from '../../src-shared/texts/translate';
import type { VaultState } from '../../src-shared/vault/vault-state';
import { kitState, kitSubject } from '../background/kit';
import type { Platform } from '../platform';
import { findBrokenLink, ProfileFolderRefused, unusableFolder } from '../profile';
import { profileFolderError } from '../profile-errors';
import type { Endpoints } from '../providers/endpoints';
import { listBackups } from '../storage/backup-files';
import { isOpenToOthers } from '../storage/profile-files';
import { listPutAside } from '../storage/put-aside';
import type { Storage } from '../storage/repositories';
import type { Vault } from '../vault/vault';
import { vaultError } from '../vault/vault-errors';
import type { Finding } from './finding';
import { environmentFindings, networkFindings } from './network-findings';

/** @param ownPlace the default place of profiles */
export async function examineProfile(profileDir: string, ownPlace: string | null): Promise<Finding> {
  try {
    const broken = findBrokenLink(profileDir);
    if (broken)
      throw profileFolderError(new ProfileFolderRefused({ why: 'broken-link', folder: profileDir, ...broken }));
    await mkdir(profileDir, { recursive: true, mode: 0o700 });
    await access(profileDir, constants.W_OK | constants.X_OK);
  } catch (thrown) {
    const refused = profileFolderError(thrown instanceof AppError ? thrown : unusableFolder(profileDir, thrown));
    const { data } = refused as AppError;
    return { id: 'profile', outcome: 'failed', detail: `${data.message} ${data.cause}`, fix: data.fix };
  }
  return isOpenToOthers(profileDir) && profileDir !== ownPlace
    ? {
        id: 'profile',
        outcome: 'warning',
        detail: t(
          '{folder} may be entered by other users of this machine. The console’s own files in it are closed to them.',
          { folder: profileDir },
        ),
        fix: t('Close the folder to them as well, unless it is shared on purpose: chmod 700.'),
      }
    : { id: 'profile', outcome: 'passed', detail: t('The profile folder is {folder}.', { folder: profileDir }) };
}

export function examineEndpoints(endpoints: Endpoints): Finding {
  const redirected = Object.entries(endpoints).flatMap(([provider, { origin }]) =>
    origin === null ? [] : [`${provider} → ${origin}`],
  );
  return redirected.length > 0
    ? {
        id: 'endpoints',
        outcome: 'warning',
        detail: t('Requests are simulated: {addresses}.', { addresses: redirected.join(', ') }),
        fix: t('Unset the VOXANNE_…_URL variables to reach the real providers.'),
      }
    : { id: 'endpoints', outcome: 'passed', detail: t('Requests go to the providers’ own hosts.') };
}

type Protection = Extract<VaultState, { state: 'ready' }>['protection'];

/** Where the master key is, by what protects it. */
const keyPlaces: Record<Protection, (keychainName: string) => string> = {
  keychain: (keychainName) =>
    t('The key to this profile is in the {keychain}, which gave it out.', { keychain: keychainName }),
  passphrase: () =>
    t('The key to this profile is in the profile itself, locked with a passphrase. No keychain has it.'),
  memory: () => t('The key to this profile is in memory alone, and is gone when the console closes.'),
};

/** What could not be verified is no failure, and nothing that passed. */
function auditFinding(audit: AuditVerification): Finding {
  const { title, detail, advice } = verificationWords(audit, (at) => at);
  const outcome = audit.intact ? 'passed' : isUnverified(audit) ? 'warning' : 'failed';
  return { id: 'audit', outcome, detail: `${title}. ${detail}`, ...(advice === null ? {} : { fix: advice }) };
}

/** When a kit was saved last; how old that is, checks know by the providers' clocks. */
async function kitFinding({ watch }: Storage): Promise<Finding> {
  const kit = await watch.kit();
  const { savedAt, warning } = kitState((await watch.marks()).get(kitSubject), kit);
  const saved =
    savedAt === null
      ? t('No recovery kit was saved yet.')
      : t('A recovery kit was saved at {time}.', { time: savedAt });
  return warning === null
    ? { id: 'kit', outcome: 'passed', detail: saved }
    : { id: 'kit', outcome: 'warning', detail: `${warning.title}. ${saved}`, fix: warning.text };
}

export type Opened = {
  platform: Pick<Platform, 'profileDir'>;
  vault: Pick<Vault, 'state' | 'storage'>;
  keychainName: string;
};

/** What restores kept may still hold what was removed since. */
function examinePutAside(profileDir: string): Finding {
  const files = listPutAside(profileDir);
  if (files.length === 0)
    return { id: 'kept', outcome: 'passed', detail: t('No restore left a database that was put aside.') };
  const places = files.map(({ name }) => join(profileDir, name)).join(', ');
  return {
    id: 'kept',
    outcome: 'warning',
    detail: t('A restore put aside: {places}. What is removed here is removed there too, as far as it reads.', {
      places,
    }),
    fix: t('Delete what is not needed any more, in Settings or with “recovery kept --delete NAME --yes”.'),
  };
}

/** Keychain, backups, database, activity. @param protectedBy the passphrase of the environment, where there is one */
export async function examineVault(
  { platform, vault, keychainName }: Opened,
  protectedBy: string | undefined,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const state = vault.state();
  if (state.state === 'unavailable' && !state.hasCredentials && protectedBy !== undefined) {
    findings.push({
      id: 'keychain',
      outcome: 'passed',
      detail: t('No keychain answers. VOXANNE_PASSPHRASE protects what will be stored.'),
    });
  } else if (state.state === 'ready') {
    findings.push({
      id: 'keychain',
      outcome: 'passed',
      detail: keyPlaces[state.protection](keychainName),
    });
  } else {
    const { data } = vaultError(state);
    findings.push({
      id: state.state.startsWith('database') ? 'database' : 'keychain',
      outcome: 'failed',
      detail: data.message,
      fix: data.fix,
    });
  }
  const [newest] = listBackups(platform.profileDir);
  findings.push({
    id: 'backups',
    outcome: 'passed',
    detail: newest
      ? t('The newest backup was made at {time}.', { time: newest.madeAt })
      : t('There is no backup yet. An open console makes one a day.'),
  });
  findings.push(examinePutAside(platform.profileDir));
  const { storage } = vault;
  if (storage === null) return findings;
  const audit = await storage.audit.verify();
  findings.push(
    {
      id: 'database',
      outcome: 'passed',
      detail: t('The database can be read and holds {count, plural, =1 {one clinic} other {# clinics}}.', {
        count: await readableClinics(storage),
      }),
    },
    auditFinding(audit),
    await kitFinding(storage),
  );
  return findings;
}

/** How many clinics are read in one go. */
const clinicsAtOnce = 100;

/** Counts the clinics by reading each, in slices. @throws AppError `storage.damaged` for one that does not read */
async function readableClinics({ organizations }: Storage): Promise<number> {
  let [read, after] = [0, ''];
  for (;;) {
    const slice = await organizations.overviewsAfter(after, clinicsAtOnce);
    read += slice.length;
    const last = slice.at(-1);
    if (last === undefined || slice.length < clinicsAtOnce) return read;
    after = last.organization.id;
    await nextTurn();
  }
}

/** The same for a console whose workspace is open already. */
export async function examineOpened(
  opened: Opened & { endpoints: Endpoints },
  surroundings: { ownPlace: string | null; passphrase: string | undefined; weakening: readonly string[]; now: Date },
  network: NetworkStatus | null,
): Promise<Finding[]> {
  return [
    await examineProfile(opened.platform.profileDir, surroundings.ownPlace),
    examineEndpoints(opened.endpoints),
    ...(network === null ? [] : networkFindings(network, surroundings.now)),
    ...environmentFindings(surroundings.weakening),
    ...(await examineVault(opened, surroundings.passphrase)),
  ];
}
