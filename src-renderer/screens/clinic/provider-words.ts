/** What the actions on a connection are called: a pasted key is replaced, a sign-in is made again. Pure. */

import type { ProviderId } from '../../../src-shared/primitives';
import { providerDescriptors } from '../../../src-shared/providers';
import { t, text } from '../../../src-shared/texts/translate';

export type ProviderWords = {
  replace: string;
  /** What is picked, in a sentence: `number`, `calendar`. */
  choice: { one: string; many: string };
  change: string;
  /** What a change of it leaves alone. */
  unchanged: string;
};

export function providerWords(provider: ProviderId): ProviderWords {
  const { signIn, choice } = providerDescriptors[provider];
  const one = t(choice?.word.one ?? text('choice'));
  return {
    replace: signIn === undefined ? t('Replace credentials') : t('Reconnect'),
    choice: { one, many: t(choice?.word.many ?? text('choices')) },
    change: t('Change {one}', { one }),
    unchanged: signIn === undefined ? t('The credentials stay as they are.') : t('The sign-in stays as it is.'),
  };
}
