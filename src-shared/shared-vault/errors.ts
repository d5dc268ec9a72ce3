/** What a shared vault refuses because it was changed, cut or rolled back behind its members’ backs. */
import { refusal } from '../errors';

const ask =
  'Don’t enter secrets into this vault. Ask whoever runs the database what happened, and compare the six words of ' +
  'the vault with another member.';

export const logInvalid = (sequence: number) =>
  refusal(
    'shared-vault.log-invalid',
    'The list of members of the shared vault was changed outside the console.',
    `Entry ${sequence} of its signed log does not fit: it was edited, is missing, or its signer was not allowed to ` +
      'write it.',
    ask,
  );

export const logRolledBack = () =>
  refusal(
    'shared-vault.log-rolled-back',
    'The shared vault is older than what this computer saw last.',
    'Entries of its signed log are gone. The database was restored from an earlier time, or somebody cut the log.',
    ask,
  );

export const logForked = () =>
  refusal(
    'shared-vault.log-forked',
    'The shared vault tells another history than what this computer saw last.',
    'An entry of its signed log was exchanged for another one. This is another vault, or somebody made a second one.',
    ask,
  );

export const logOfNewerVersion = (sequence: number) =>
  refusal(
    'shared-vault.log-newer',
    'The shared vault has an entry that this version does not know.',
    `Entry ${sequence} of its signed log was written by a newer version.`,
    'Update this program.',
  );

export const keyNotTrusted = () =>
  refusal(
    'shared-vault.key-not-trusted',
    'The key of this clinic was changed outside the console.',
    'Its wrapped key is not signed by a member who was admitted to this clinic, or belongs to another place.',
    ask,
  );

export const deliveryNotTrusted = () =>
  refusal(
    'shared-vault.delivery-not-trusted',
    'A delivery was changed on its way.',
    'It is not signed by a member who was admitted to this clinic, belongs to another place, or does not open.',
    'Deliver it again from the console, and ask whoever runs the database what happened.',
  );

export const deliveryRolledBack = () =>
  refusal(
    'shared-vault.delivery-rolled-back',
    'A delivery is older than what this machine saw last.',
    'The database was restored from an earlier time, or somebody put an older delivery back.',
    'Deliver it again from the console, and ask whoever runs the database what happened.',
  );
