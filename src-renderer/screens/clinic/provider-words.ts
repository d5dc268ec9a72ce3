/** What the actions on a connection are called: a pasted key is replaced, a sign-in is made again. Pure. */
import type { ProviderId } from '../../../src-shared/primitives';
import { providerDescriptors } from '../../../src-shared/providers';

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
  const word = choice?.word ?? { one: 'choice', many: 'choices' };
  return {
    replace: signIn === undefined ? 'Replace credentials' : 'Reconnect',
    choice: word,
    change: `Change ${word.one}`,
    unchanged: signIn === undefined ? 'The credentials stay as they are.' : 'The sign-in stays as it is.',
  };
}
