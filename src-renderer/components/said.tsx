import { Fragment, type ReactNode } from 'react';
import { formatOf, type Text, type TextValues, wordsOf } from '../../src-shared/texts/translate';

type Parts = Readonly<Record<string, (words: ReactNode) => ReactNode>>;

/**
 * A text of the catalogue with elements in it: `Read <guide>how to make one</guide>.`, each element by its name.
 * @param parts what becomes of each element's words
 */
export function Said({ text, values, parts }: { text: Text; values?: TextValues; parts: Parts }) {
  const said = formatOf(wordsOf(text)).format<ReactNode>({ ...values, ...parts });
  const pieces = Array.isArray(said) ? said : [said];
  // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one sentence do not move
  return pieces.map((piece, index) => <Fragment key={index}>{piece}</Fragment>);
}
