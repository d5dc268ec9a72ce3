/** Why somebody is not invited, admitted, changed or removed. Nothing was changed then. */
import { refusal } from '../../src-shared/errors';
import { t } from '../../src-shared/texts/translate';

export const nobodyAsks = (name: string) =>
  refusal(
    'shared-vault.nobody-asks',
    t('Nobody named “{name}” waits to be admitted.', { name }),
    t(
      'Nobody was invited under this name, the newcomer has not joined with the invitation yet, or was admitted already.',
    ),
    t('Let the newcomer run “vault join” first, and give the name of the invitation.'),
  );

export const otherWords = () =>
  refusal(
    'shared-vault.other-words',
    t('The six words are not those of the keys that were left in the vault.'),
    t('They were mistyped, or somebody exchanged the keys on their way. Nobody was admitted.'),
    t('Compare them again with the person, by voice. If they differ, don’t admit: somebody is in between.'),
  );

export const nameTaken = (name: string) =>
  refusal(
    'shared-vault.name-taken',
    t('There is a “{name}” in this vault already.', { name }),
    t('Names tell members and machines apart.'),
    t('Choose another name.'),
  );

export const admittedBefore = (name: string) =>
  refusal(
    'shared-vault.admitted-before',
    t('This receptionist is in the vault already, as “{name}”.', { name }),
    t('Its keys were admitted under that name, or with other clinics than those that were given now.'),
    t(
      'Give that name and the clinics that it has, and its file is written again. Its clinics are changed on their own.',
    ),
  );

export const usedBefore = () =>
  refusal(
    'shared-vault.used-before',
    t('This receptionist was removed from the vault.'),
    t('Keys that were removed do not come back: what they opened before may be known.'),
    t('Ask its engineer for new keys: “voxanne-receptionist init” with another key file.'),
  );

export const unknownName = (name: string) =>
  refusal(
    'shared-vault.unknown-name',
    t('There is no “{name}” in this vault.', { name }),
    t('Nobody was admitted under this name, or it was removed already.'),
    t('Look the name up: “vault members”, “machines list”.'),
  );

export const scopeChanged = (name: string) =>
  refusal(
    'shared-vault.scope-changed',
    t('The clinics of {name} were changed meanwhile.', { name }),
    t('Another member changed them since they were shown here. Nothing was changed.'),
    t('Look at them as they are now, then change them.'),
  );

export const notOneself = () =>
  refusal(
    'shared-vault.not-oneself',
    t('Nobody removes themselves.'),
    t('What was sealed has to be sealed again by somebody who stays.'),
    t('Ask another member who may admit others.'),
  );

export const otherMachine = (name: string) =>
  refusal(
    'shared-vault.other-machine',
    t('This file is not of “{name}”.', { name }),
    t('It holds the keys of another receptionist, or those that “{name}” has already.', { name }),
    t('Give the file that “voxanne-receptionist renew” wrote on that machine.'),
  );
