/** What the package refuses, with cause and fix. */
import { AppError, refusal } from '../src-shared/errors';

export const optionInvalid = (option: string, given: unknown, wanted: string) =>
  refusal(
    'receptionist.option-invalid',
    `${option} is ${String(given)}, which is not ${wanted}.`,
    'A variable that it is read from may be missing or hold a word.',
    `Give ${wanted}, or leave ${option} out.`,
  );

export const notDelivered = (clinicId: string, provider: string) =>
  refusal(
    'receptionist.not-delivered',
    `Nothing was delivered to this machine for ${provider} of clinic ${clinicId}.`,
    'The clinic has not connected it in the console, or this machine was not admitted to the clinic.',
    'Connect it in the console, and look at “machines list”.',
  );

export const revoked = (clinicId: string, provider: string) =>
  refusal(
    'receptionist.revoked',
    `The ${provider} credentials of clinic ${clinicId} were revoked.`,
    'A person revoked them in the console.',
    'Connect new ones in the console. They arrive here by themselves.',
  );

export const otherEndpoint = (provider: string, isSimulated: boolean) =>
  refusal(
    'receptionist.other-endpoint',
    `The ${provider} credentials are ${isSimulated ? 'simulated' : 'real'}, and were not used for the other kind.`,
    isSimulated
      ? 'They were made with a simulator; the provider itself does not know them.'
      : 'Requests are redirected by a VOXANNE_…_URL variable to this computer, where any program may listen.',
    isSimulated ? 'Connect real credentials in the console.' : 'Unset the VOXANNE_…_URL variables.',
  );

export const unverified = () =>
  refusal(
    'receptionist.unverified',
    'Real credentials are not used: this process does not verify certificates.',
    'NODE_TLS_REJECT_UNAUTHORIZED=0 is set, with which anybody on the way could take them.',
    'Unset it. A certificate of your own is named by NODE_EXTRA_CA_CERTS.',
  );

export const incomplete = (clinicId: string, provider: string) =>
  refusal(
    'receptionist.incomplete',
    `The ${provider} connection of clinic ${clinicId} is not finished.`,
    'Its sign-in is missing, or no number or calendar was chosen yet.',
    'Finish it in the console.',
  );

/** Why, where the system or the server says more than that nothing was heard. */
const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nothing listens at its address: the server is down or restarting, or the address names another port.',
  ENOTFOUND: 'The name in its address is not known to this machine’s name server.',
  ECONNRESET: 'The server, or a device on the way, ended the connection.',
  CERT_HAS_EXPIRED: 'Its certificate has expired, or the clock of this machine is ahead.',
  CERT_NOT_YET_VALID: 'Its certificate is not valid yet: the clock of this machine is behind.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'Its certificate names another host than the address.',
  SELF_SIGNED_CERT_IN_CHAIN: 'Its certificate is of an authority that this machine does not trust.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'Its certificate is of an authority that this machine does not trust.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'Its certificate is of an authority that this machine does not trust.',
  // States of PostgreSQL.
  '57P03': 'The server is starting, or shutting down.',
  '53300': 'The server has no connection left.',
  '3D000': 'There is no database of that name on the server.',
};

export const databaseOutOfReach = (thrown: unknown) => {
  const code: unknown = thrown instanceof Error ? Reflect.get(thrown, 'code') : undefined;
  return new AppError(
    {
      code: 'receptionist.database-out-of-reach',
      message: 'The database of the shared vault does not answer.',
      cause:
        (typeof code === 'string' ? reasons[code] : undefined) ??
        'It is down or restarting, the network does not lead to it, or its certificate could not be verified.',
      fix: 'It is tried again by itself. If it stays so, look at the server and at “npx voxanne-receptionist check”.',
      retryable: true,
    },
    { cause: thrown },
  );
};

/** Each process takes three at most. */
export const tooManyConnections = (thrown: unknown) =>
  new AppError(
    {
      code: 'receptionist.too-many-connections',
      message: 'This machine has no connection to the database left.',
      cause:
        'Many processes share its key file, or a reload opened it again and again without closing it. Each takes up to ' +
        'three connections, and a login has twenty.',
      fix: 'Call close() before the module is loaded anew, or give other machines keys of their own.',
      retryable: true,
    },
    { cause: thrown },
  );

export const closed = () =>
  refusal(
    'receptionist.closed',
    'This receptionist was closed.',
    'After close() it hears of no revocation any more, so it hands nothing out.',
    'Open it again, or close it after the last request.',
  );

export const cacheFileUnusable = (file: string, why: string, thrown?: unknown) =>
  new AppError(
    {
      code: 'receptionist.cache-file',
      message: `The cache file ${file} can’t be used.`,
      cause: why,
      fix: 'Name a file in a folder in which this user may write, on a disk with room. It is made by itself.',
      retryable: true,
    },
    { cause: thrown },
  );

export const databaseFull = (thrown: unknown) =>
  new AppError(
    {
      code: 'receptionist.database-full',
      message: 'The database of the shared vault has no room left.',
      cause: 'Its disk is full. What was delivered is used on; reports wait, and no sign-in is renewed meanwhile.',
      fix: 'Make room on the server’s disk. What waits is then done by itself.',
      retryable: true,
    },
    { cause: thrown },
  );

export const loginRefused = (thrown: unknown) =>
  new AppError(
    {
      code: 'receptionist.login-refused',
      message: 'The database does not let this machine in.',
      cause:
        'It was removed in the console, its login was dropped or changed on the server, or the address names another.',
      fix:
        'If the console still lists it (“machines list”), renew its keys: “npx voxanne-receptionist renew”. Else make ' +
        'new ones with “init”, and have them admitted: “machines add”.',
      retryable: false,
    },
    { cause: thrown },
  );

const inWords = (ms: number): string =>
  ms < 2 * 24 * 3_600_000 ? `${Math.round(ms / 3_600_000)} hours` : `${Math.floor(ms / (24 * 3_600_000))} days`;

/** Also told before it is so long that nothing may be used any more. */
export const unvouched = (ageMs: number, aloneMs: number) =>
  new AppError({
    code: 'receptionist.unvouched',
    message:
      ageMs > aloneMs
        ? `No member’s console has vouched for ${inWords(ageMs)} for what this machine holds. It is not used any more.`
        : `No member’s console has vouched for ${inWords(ageMs)} for what this machine holds. It is used for up to ` +
          `${inWords(aloneMs)}.`,
    cause:
      'All consoles of the clinic were off, or do not reach the vault’s server; this machine’s clock is wrong; or the ' +
      'server holds something back, such as a revocation.',
    fix:
      'Open a console that reaches the clinic, and look at this machine’s clock. If that changes nothing, replace ' +
      'the credentials at their providers, and ask whoever runs the database.',
    retryable: true,
  });

export const clockIsWrong = (aheadMs: number) =>
  new AppError({
    code: 'receptionist.clock',
    message: `A member’s console is ${inWords(aheadMs)} ahead of this machine.`,
    cause:
      'The clock of this machine is slow, or that of the console is fast. What it vouches for does not count here.',
    fix: 'Set both by the network (NTP).',
    retryable: true,
  });

export const refreshIsBusy = (provider: string, clinicId: string) =>
  new AppError({
    code: 'receptionist.refresh-busy',
    message: `The ${provider} sign-in of clinic ${clinicId} is being renewed elsewhere, and that does not end.`,
    cause: 'Another machine or a console holds the turn for it. Two at once could end the sign-in.',
    fix: 'Try again in a minute.',
    retryable: true,
  });

export const keysReplaced = () =>
  refusal(
    'receptionist.keys-replaced',
    'The vault’s signed log names other keys for this machine.',
    'They were exchanged in the console, and this key file does not hold the new ones.',
    'Start with the key file in which “npx voxanne-receptionist renew” made them.',
  );

export const notAdmitted = () =>
  refusal(
    'receptionist.not-admitted',
    'This machine is not in the vault’s signed log.',
    'It was not admitted, or was removed.',
    'Admit it in the console: “machines add”.',
  );

const lostKeys =
  'Name another with --key-file (keyFile), or restore it with mode 0600. Lost keys can’t be made again: remove the ' +
  'machine in the console (“machines remove”), make new keys with “npx voxanne-receptionist init”, and admit it anew.';

/** @param fix where it is neither lost nor damaged */
export const keyFileUnusable = (file: string, why: string, fix: string = lostKeys) =>
  refusal('receptionist.key-file', `The key file ${file} can’t be used.`, why, fix);

export const keyFileReadable = (file: string, mode: string) =>
  keyFileUnusable(
    file,
    `Others may read it: its mode is ${mode}.`,
    `Run “chmod 600 ${file}”. If somebody else may have read it, exchange its keys after that: “npx ` +
      'voxanne-receptionist renew”.',
  );

export const keyFileNotForThisUser = (file: string, why: string) =>
  keyFileUnusable(file, why, 'Run this as the user whose file it is, or name another file with --key-file (keyFile).');

export const keyFileExists = (file: string) =>
  keyFileUnusable(
    file,
    'It exists already, and was left as it is.',
    'Go on with it: “npx voxanne-receptionist words” prints its six words again. Name another with --key-file for ' +
      'another machine. “npx voxanne-receptionist renew” makes other keys for this one.',
  );

/** Where it is to be written. */
const placeToWrite = 'Name a file in a folder that exists and in which this user may write, on a disk with room.';

export const keyFileNotWritten = (file: string, why: string) =>
  refusal('receptionist.key-file', `The key file ${file} can’t be written.`, why, placeToWrite);

export const publicFileNotWritten = (file: string, why: string) =>
  refusal('receptionist.public-file', `The file for the console, ${file}, can’t be written.`, why, placeToWrite);

export const vaultNotPinned = () =>
  refusal(
    'receptionist.vault-not-known',
    'This machine does not know yet which vault it belongs to.',
    'The key file holds no entry of the vault’s signed log.',
    'Run “npx voxanne-receptionist check --vault FILE” with the file that “machines add” wrote.',
  );

export const vaultFileUnusable = (file: string) =>
  refusal(
    'receptionist.vault-file',
    `${file} does not say which vault this machine belongs to.`,
    'It is missing, can’t be read, is cut short, or of another kind.',
    'Give the file that "machines add" wrote.',
  );

export const authorityFileUnreadable = (file: string | undefined) =>
  refusal(
    'receptionist.ca-file',
    file === undefined ? 'No certificate was given.' : `The certificate ${file} can’t be read.`,
    file === undefined ? 'Neither --ca-file nor --only-ca-file names a file.' : 'It is missing, or not for this user.',
    'Give the file with the certificate of the server’s authority, as PEM.',
  );
