/** What a recovery kit, a rescue and a backup mean for a computer that belongs to a shared vault. */
import { text } from '../texts/translate';

export const kitOfMember = text(
  'It also holds this computer’s keys for the shared vault: restored elsewhere, that computer is the same member. The clinics themselves stay on the vault’s server.',
);

export const sameMemberTwice = text(
  'Do not go on with the computer that the kit was saved on. If it was stolen, have another member invite this one again instead: the keys in the kit are shut out then.',
);

export const outsideDatabase = text(
  'The clinics of the shared vault are on its server, and this computer’s keys for it in a file of their own. What is restored from a backup keeps both; a new database does not open those keys, and needs the recovery kit or a new invitation.',
);
