/** How the actions on a connection are called, which differs with what it is: a key that is pasted, or a sign-in. Pure. */
import type { Connection } from '../../../src-shared/credentials/connection';
import type { ProviderId } from '../../../src-shared/primitives';
import { providerDescriptors } from '../../../src-shared/providers';

export type ProviderWords = {
  replace: string;
  /** What is picked, in a sentence: `number`, `calendar`. */
  choice: string;
  change: string;
  /** True when what is picked is what the connection is known by, and can be typed. */
  typed: boolean;
  /** What a change of it leaves alone. */
  unchanged: string;
  revoke: string;
  revoking: string;
  revokes: (clinic: string, connection: Connection) => string;
  /** What other clinics have in common with a connection, after `Another clinic`, `2 other clinics`. */
  common: { one: string; many: string };
  atHand: string;
  afterRevoking: string;
};

export function providerWords(provider: ProviderId): ProviderWords {
  const { name, signIn, choiceLabel } = providerDescriptors[provider];
  if (signIn === undefined)
    return {
      replace: 'Replace credentials',
      choice: 'number',
      change: 'Change number',
      typed: true,
      unchanged: 'The credentials stay as they are.',
      revoke: 'Revoke',
      revoking: 'Revoking…',
      revokes: (clinic, { keyHint }) =>
        `${clinic} stops sending at once: its key (${keyHint}) is destroyed on this computer and cannot be brought back. At ${name} it stays valid until you withdraw it there.`,
      common: { one: 'uses the same account', many: 'use the same account' },
      atHand: 'Have its Account SID and a key at hand.',
      afterRevoking: `It may still be valid at ${name}: withdraw it in their console too.`,
    };
  const choice = choiceLabel?.toLowerCase() ?? 'choice';
  return {
    replace: 'Reconnect',
    choice,
    change: `Change ${choice}`,
    typed: false,
    unchanged: 'The sign-in stays as it is.',
    revoke: 'Disconnect',
    revoking: 'Disconnecting…',
    revokes: (clinic, { resource }) =>
      `The receptionist of ${clinic} can’t read or book on the calendar from then on. The access${resource === null ? '' : ` of ${resource}`} is revoked at Google, then its secret is destroyed on this computer. Appointments stay where they are. Without a network it is removed here at once, and Google is told later.`,
    common: { one: 'shares its account or client', many: 'share its account or client' },
    atHand: 'Have the OAuth client and the account’s owner at hand.',
    afterRevoking: `${name} was told.`,
  };
}
