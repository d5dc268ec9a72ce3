/** What a shared vault refuses because it was changed, cut or rolled back behind its members’ backs. */

import { refusal } from '../errors';
import { t, text } from '../texts/translate';

const ask = text(
  'Don’t enter secrets into this vault. Ask whoever runs the database what happened, and compare the six words of the vault with another member.',
);

export const logInvalid = (sequence: number) =>
  refusal(
    'shared-vault.log-invalid',
    t('The list of members of the shared vault was changed outside the console.'),
    t(
      'Entry {sequence} of its signed log does not fit: it was edited, is missing, or its signer was not allowed to write it.',
      { sequence: String(sequence) },
    ),
    t(ask),
  );

export const logRolledBack = () =>
  refusal(
    'shared-vault.log-rolled-back',
    t('The shared vault is older than what this computer saw last.'),
    t('Entries of its signed log are gone. The database was restored from an earlier time, or somebody cut the log.'),
    t(ask),
  );

export const logForked = () =>
  refusal(
    'shared-vault.log-forked',
    t('The shared vault tells another history than what this computer saw last.'),
    t(
      'An entry of its signed log was exchanged for another one. This is another vault, or somebody made a second one.',
    ),
    t(ask),
  );

export const logOfNewerVersion = (sequence: number) =>
  refusal(
    'shared-vault.log-newer',
    t('The shared vault has an entry that this version does not know.'),
    t('Entry {sequence} of its signed log was written by a newer version.', { sequence: String(sequence) }),
    t('Update this program.'),
  );

export const keyNotTrusted = () =>
  refusal(
    'shared-vault.key-not-trusted',
    t('The key of this clinic was changed outside the console.'),
    t('Its wrapped key is not signed by a member who was admitted to this clinic, or belongs to another place.'),
    t(ask),
  );

export const deliveryNotTrusted = () =>
  refusal(
    'shared-vault.delivery-not-trusted',
    t('A delivery was changed on its way.'),
    t('It is not signed by a member who was admitted to this clinic, belongs to another place, or does not open.'),
    t('Deliver it again from the console, and ask whoever runs the database what happened.'),
  );

export const deliveryRolledBack = () =>
  refusal(
    'shared-vault.delivery-rolled-back',
    t('A delivery is older than what this machine saw last.'),
    t('The database was restored from an earlier time, or somebody put an older delivery back.'),
    t('Deliver it again from the console, and ask whoever runs the database what happened.'),
  );
