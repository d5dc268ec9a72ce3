/**
 * Errors of PostgreSQL and of the way to it, in words. A refusal of the database never describes a row: it may be one
 * of another clinic.
 */

import { AppError, type ErrorRow, inWords } from '../../../src-shared/errors';
import { t, text } from '../../../src-shared/texts/translate';

type CodedRow = ErrorRow & { code: string };

const asError = ({ code, ...row }: CodedRow, cause: Error) => new AppError({ code, ...inWords(row) }, { cause });

const unreachable: CodedRow = {
  code: 'shared-vault.unreachable',
  message: text('The server of the shared vault does not answer.'),
  cause: text('It is down or restarting, or the network does not lead to it. No changes were saved.'),
  fix: text('Try again in a moment. If it stays so, ask whoever runs the database.'),
  retryable: true,
};

const loginRefused: CodedRow = {
  code: 'shared-vault.login-refused',
  message: text('The server of the shared vault does not let this computer in.'),
  cause: text(
    'Its login was removed or changed: this member was removed or invited again, whoever runs the database dropped the login or gave it another password, or the database was exchanged.',
  ),
  fix: text(
    'Ask a member who may admit others for a new invitation. If there is none, whoever runs the database can bring the login back from a backup of its roles.',
  ),
  retryable: false,
};

/** The connection ended after the last statement of a change, and before its answer. */
const inDoubt: CodedRow = {
  ...unreachable,
  cause: text('The connection ended while the change was being confirmed. It is saved whole, or not at all.'),
  fix: text('Look at the current state before you try again.'),
};

const bySqlState: readonly (readonly [prefix: string, CodedRow])[] = [
  ['28', loginRefused],
  // The role of a connection that was open is gone.
  ['42704', loginRefused],
  [
    '42501',
    {
      code: 'shared-vault.not-allowed',
      message: text('The shared vault does not allow this.'),
      cause: text('This member does not reach that clinic, or may not do this. No changes were saved.'),
      fix: text('Ask a member who may admit others.'),
      retryable: false,
    },
  ],
  [
    '23',
    {
      code: 'shared-vault.refused',
      message: text('The shared vault refused the change.'),
      cause: text('It does not fit what is stored there now. No changes were saved.'),
      fix: text('Look at the current state, then try again.'),
      retryable: true,
    },
  ],
  [
    '40',
    {
      code: 'shared-vault.refused',
      message: text('The shared vault refused the change.'),
      cause: text('Others changed the same things at the same moment. No changes were saved.'),
      fix: text('Look at the current state, then try again.'),
      retryable: true,
    },
  ],
  [
    '53100',
    {
      code: 'shared-vault.disk-full',
      message: text('The server of the shared vault has no room left.'),
      cause: text('Its disk is full. No changes were saved.'),
      fix: text('Ask whoever runs the database to make room.'),
      retryable: true,
    },
  ],
  ['53', { ...unreachable, cause: text('The server is out of connections or memory. No changes were saved.') }],
  [
    '25006',
    {
      code: 'shared-vault.server-reads-only',
      message: text('The server of the shared vault takes no changes at present.'),
      cause: text('It is a copy of another server, or was set to read only. No changes were saved.'),
      fix: text('Ask whoever runs the database: the address has to lead to the server that is written to.'),
      retryable: true,
    },
  ],
  ['57', unreachable],
  ['08', unreachable],
  [
    '3D000',
    {
      code: 'shared-vault.not-provisioned',
      message: text('There is no shared vault at this address.'),
      cause: text('The server does not have this database.'),
      fix: text('Check the address, or provision the vault first: “vault provision”.'),
      retryable: false,
    },
  ],
];

const notProvisionedRow: CodedRow = {
  code: 'shared-vault.not-provisioned',
  message: text('There is no shared vault in this database.'),
  cause: text('Its tables are not there.'),
  fix: text('Provision the vault first: “vault provision”.'),
  retryable: false,
};

const certificate: CodedRow = {
  code: 'shared-vault.certificate',
  message: text('The server of the shared vault could not prove who it is.'),
  cause: text(
    'Its certificate is expired, for another name, or not signed by the authority that the invitation names.',
  ),
  fix: text('Don’t go on without it. Ask whoever runs the database for the certificate of its authority.'),
  retryable: false,
};

/** By whose clock a certificate is valid is this computer's own. */
const certificateTime: CodedRow = {
  ...certificate,
  cause: text('Its certificate has expired, or is not valid yet, by the clock of this computer.'),
  fix: text('Look at the clock of this computer. If it is right, ask whoever runs the database for a new certificate.'),
};

export const serverTooOld = (version: string) =>
  new AppError({
    code: 'shared-vault.server-too-old',
    message: t('PostgreSQL {version} is too old for a shared vault.', { version }),
    cause: t('Before 15.14, 16.10 and 17.6, statistics told members about rows that they may not see (CVE-2025-8713).'),
    fix: t('Update the server to 15.14, 16.10, 17.6, 18 or newer.'),
    retryable: false,
  });

export const clientTooOld = () =>
  new AppError({
    code: 'shared-vault.client-too-old',
    message: t('The shared vault is of a newer version than this console.'),
    cause: t('Its owner migrated it, and this version must not write there any more. It still reads.'),
    fix: t('Update this console.'),
    retryable: false,
  });

export const schemaTooOld = () =>
  new AppError({
    code: 'shared-vault.schema-too-old',
    message: t('The shared vault is of an older version than this console needs.'),
    cause: t('It was not migrated yet, and no console migrates it by itself. It still reads what it can.'),
    fix: t('Ask whoever runs the database to migrate it: “vault migrate”.'),
    retryable: false,
  });

export const rowChangedOutside = () =>
  new AppError({
    code: 'shared-vault.row-changed',
    message: t('A connection of this clinic was changed outside the console.'),
    cause: t('Its row carries a code that only members of the clinic can make, and does not fit it.'),
    fix: t('Enter the credentials of this clinic again, and ask whoever runs the database what happened.'),
    retryable: false,
  });

export const rowRolledBack = () =>
  new AppError({
    code: 'shared-vault.row-rolled-back',
    message: t('A connection of this clinic is older than what this computer saw last.'),
    cause: t('The server was restored from an earlier time, or shows an earlier row. It may have been revoked since.'),
    fix: t('Enter the credentials again, or use what is there: “credentials confirm”. Ask whoever runs the database.'),
    retryable: false,
  });

export const noKeyOfClinic = () =>
  new AppError({
    code: 'shared-vault.no-key',
    message: t('This member has no key of this clinic yet.'),
    cause: t('The clinic was added, or this member admitted, and nobody has wrapped the clinic’s key for this member.'),
    fix: t('Ask a member of this clinic to open it once in their console.'),
    retryable: true,
  });

const networkCodes =
  /^(?:ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EHOST|ENET|EPIPE|ENOENT)|^connection terminated|^client (?:has encountered|was closed)|^timeout expired|^timeout exceeded/i;
const certificateCodes = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|HOSTNAME/;

/**
 * States of connections and servers that end. Also of one whose log finds no room or can’t be written: whoever asked it
 * to commit is told that before it ends, and what it had written until then is there when it starts again.
 */
const endsServer = /^(?:08|53|57|58|XX)/;

const textOf = (thrown: Error, name: 'code' | 'message') => {
  const value: unknown = Reflect.get(thrown, name);
  return typeof value === 'string' ? value : '';
};

export const sqlStateOf = (thrown: unknown): string =>
  thrown instanceof Error && /^[0-9A-Z]{5}$/.test(textOf(thrown, 'code')) ? textOf(thrown, 'code') : '';

export const notProvisioned = () => asError(notProvisionedRow, new Error('no schema'));

/**
 * Turns errors of the driver into ours and leaves every other as it is.
 * @param isComplete whether everything of a change was said, and its end was asked for
 */
export function sharedError(thrown: unknown, isComplete = false): unknown {
  if (!(thrown instanceof Error) || thrown instanceof AppError) return thrown;
  const [code, message] = [textOf(thrown, 'code'), thrown.message];
  if (/^CERT_(?:HAS_EXPIRED|NOT_YET_VALID)$/.test(code)) return asError(certificateTime, thrown);
  if (certificateCodes.test(code) || /does not support SSL/.test(message)) return asError(certificate, thrown);
  const lost = isComplete ? inDoubt : unreachable;
  if (networkCodes.test(code) || networkCodes.test(message)) return asError(lost, thrown);
  const state = sqlStateOf(thrown);
  if (isComplete && endsServer.test(state)) return asError(lost, thrown);
  if (state === '') return thrown;
  if (['42P01', '3F000', '42883'].includes(state)) return asError(notProvisionedRow, thrown);
  const known = bySqlState.find(([prefix]) => state.startsWith(prefix));
  return known ? asError(known[1], thrown) : thrown;
}
