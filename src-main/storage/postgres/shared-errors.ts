/**
 * Errors of PostgreSQL and of the way to it, in words. A refusal of the database never describes a row: it may be one
 * of another clinic.
 */
import { AppError, type AppErrorData } from '../../../src-shared/errors';

const nothingSaved = 'No changes were saved.';

const unreachable: AppErrorData = {
  code: 'shared-vault.unreachable',
  message: 'The server of the shared vault does not answer.',
  cause: `It is down or restarting, or the network does not lead to it. ${nothingSaved}`,
  fix: 'Try again in a moment. If it stays so, ask whoever runs the database.',
  retryable: true,
};

const bySqlState: readonly (readonly [prefix: string, AppErrorData])[] = [
  [
    '28',
    {
      code: 'shared-vault.login-refused',
      message: 'The server of the shared vault does not let this computer in.',
      cause: 'Its login was removed or changed: this member was removed, or the database was exchanged.',
      fix: 'Ask a member who may admit others for a new invitation.',
      retryable: false,
    },
  ],
  [
    '42501',
    {
      code: 'shared-vault.not-allowed',
      message: 'The shared vault does not allow this.',
      cause: `This member does not reach that clinic, or may not do this. ${nothingSaved}`,
      fix: 'Ask a member who may admit others.',
      retryable: false,
    },
  ],
  [
    '23',
    {
      code: 'shared-vault.refused',
      message: 'The shared vault refused the change.',
      cause: `It does not fit what is stored there now. ${nothingSaved}`,
      fix: 'Look at the current state, then try again.',
      retryable: true,
    },
  ],
  [
    '53100',
    {
      code: 'shared-vault.disk-full',
      message: 'The server of the shared vault has no room left.',
      cause: `Its disk is full. ${nothingSaved}`,
      fix: 'Ask whoever runs the database to make room.',
      retryable: true,
    },
  ],
  ['53', { ...unreachable, cause: `The server is out of connections or memory. ${nothingSaved}` }],
  ['57', unreachable],
  ['08', unreachable],
  [
    '3D000',
    {
      code: 'shared-vault.not-provisioned',
      message: 'There is no shared vault at this address.',
      cause: 'The server does not have this database.',
      fix: 'Check the address, or provision the vault first: “vault provision”.',
      retryable: false,
    },
  ],
];

const notProvisioned: AppErrorData = {
  code: 'shared-vault.not-provisioned',
  message: 'There is no shared vault in this database.',
  cause: 'Its tables are not there.',
  fix: 'Provision the vault first: “vault provision”.',
  retryable: false,
};

const certificate: AppErrorData = {
  code: 'shared-vault.certificate',
  message: 'The server of the shared vault could not prove who it is.',
  cause: 'Its certificate is expired, for another name, or not signed by the authority that the invitation names.',
  fix: 'Don’t go on without it. Ask whoever runs the database for the certificate of its authority.',
  retryable: false,
};

export const serverTooOld = (version: string) =>
  new AppError({
    code: 'shared-vault.server-too-old',
    message: `PostgreSQL ${version} is too old for a shared vault.`,
    cause: 'Before 15.14, 16.10 and 17.6, statistics told members about rows that they may not see (CVE-2025-8713).',
    fix: 'Update the server to 15.14, 16.10, 17.6, 18 or newer.',
    retryable: false,
  });

export const clientTooOld = () =>
  new AppError({
    code: 'shared-vault.client-too-old',
    message: 'The shared vault is of a newer version than this console.',
    cause: 'Its owner migrated it, and this version must not write there any more.',
    fix: 'Update this console.',
    retryable: false,
  });

export const schemaTooOld = () =>
  new AppError({
    code: 'shared-vault.schema-too-old',
    message: 'The shared vault is of an older version than this console needs.',
    cause: 'It was not migrated yet. No console migrates it by itself.',
    fix: 'Ask whoever runs the database to migrate it.',
    retryable: false,
  });

export const rowChangedOutside = () =>
  new AppError({
    code: 'shared-vault.row-changed',
    message: 'A connection of this clinic was changed outside the console.',
    cause: 'Its row carries a code that only members of the clinic can make, and does not fit it.',
    fix: 'Enter the credentials of this clinic again, and ask whoever runs the database what happened.',
    retryable: false,
  });

export const noKeyOfClinic = () =>
  new AppError({
    code: 'shared-vault.no-key',
    message: 'This member has no key of this clinic yet.',
    cause: 'The clinic was added, or this member admitted, and nobody has wrapped the clinic’s key for this member.',
    fix: 'Ask a member of this clinic to open it once in their console.',
    retryable: true,
  });

const networkCodes =
  /^(?:ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EHOST|ENET|EPIPE|ENOENT)|^connection terminated|^timeout expired|^timeout exceeded/i;
const certificateCodes = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|HOSTNAME/;

const textOf = (thrown: Error, name: 'code' | 'message') => {
  const value: unknown = Reflect.get(thrown, name);
  return typeof value === 'string' ? value : '';
};

export const sqlStateOf = (thrown: unknown): string =>
  thrown instanceof Error && /^[0-9A-Z]{5}$/.test(textOf(thrown, 'code')) ? textOf(thrown, 'code') : '';

/** Turns errors of the driver into ours and leaves every other as it is. */
export function sharedError(thrown: unknown): unknown {
  if (!(thrown instanceof Error) || thrown instanceof AppError) return thrown;
  const [code, message] = [textOf(thrown, 'code'), thrown.message];
  if (certificateCodes.test(code) || /does not support SSL/.test(message))
    return new AppError(certificate, { cause: thrown });
  if (networkCodes.test(code) || networkCodes.test(message)) return new AppError(unreachable, { cause: thrown });
  const state = sqlStateOf(thrown);
  if (state === '') return thrown;
  if (['42P01', '3F000', '42883'].includes(state)) return new AppError(notProvisioned, { cause: thrown });
  const known = bySqlState.find(([prefix]) => state.startsWith(prefix));
  return known ? new AppError(known[1], { cause: thrown }) : thrown;
}
