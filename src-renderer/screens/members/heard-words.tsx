import { TextInput } from '@mantine/core';
import { t } from '../../../src-shared/texts/translate';
import { countWords } from './words';

type HeardWordsProps = {
  label: string;
  words: string;
  onWords: (words: string) => void;
  disabled: boolean;
  /** The dialog opens with the focus here. */
  isFirst?: boolean;
};

/** Six words that somebody read aloud, or that a program printed: typed, so that they are compared. */
export function HeardWords({ label, words, onWords, disabled, isFirst = false }: HeardWordsProps) {
  return (
    <TextInput
      label={label}
      description={t('{count} of 6 words', { count: countWords(words) })}
      value={words}
      disabled={disabled}
      autoComplete="off"
      spellCheck={false}
      lang="en"
      data-autofocus={isFirst || undefined}
      onChange={(event) => onWords(event.currentTarget.value)}
    />
  );
}
