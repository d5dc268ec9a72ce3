/**
 * Whether a stored credential is the one that the audit trail left there. A row of an earlier time, one of a clinic
 * that was removed, and one that has come back with a restored database are not used before a person confirms them.
 */
import { AppError } from '../../src-shared/errors';
import { credentialName, everyCredential } from './audit-subjects';
import type { AuditTrail } from './audit-trail';
import type { CredentialTable } from './schema';

type Row = Pick<CredentialTable, 'organization_id' | 'provider' | 'sealed_revision'>;

const cameBack = (message: string) =>
  new AppError({
    code: 'credentials.came-back',
    message,
    cause:
      'The database, or a row of it, is of an earlier time: a backup or recovery kit was restored, or somebody ' +
      'changed it outside the console. The activity says more.',
    fix:
      'Enter new credentials or revoke these. If they are still meant to be used, confirm them: ' +
      '“credentials confirm” on the command line.',
    retryable: false,
  });

/** @throws AppError `credentials.came-back` */
export function requireStanding(trail: Pick<AuditTrail, 'walk'>, row: Row): void {
  const walk = trail.walk();
  const known = walk.known.get(credentialName(row.organization_id, row.provider));
  const removed = walk.known.get(credentialName(row.organization_id, everyCredential));
  if (removed && removed.entry > (known?.entry ?? 0))
    throw cameBack(`The clinic of these credentials was removed on ${removed.at}, and is back.`);
  if (known?.mark === 'ended') throw cameBack(`These credentials were revoked on ${known.at}, and are back.`);
  if (known?.mark === 'asked') throw cameBack('These credentials were revoked or replaced, and are back.');
  if (known && known.sealedRevision !== row.sealed_revision)
    throw cameBack(`These credentials are not the ones that were saved on ${known.at}.`);
  const askedFrom = Math.max(walk.known.get(everyCredential)?.entry ?? 0, walk.lastBreak);
  if ((known?.entry ?? 0) < askedFrom) throw cameBack('Whether these credentials were revoked since can’t be said.');
}
