import { Fragment } from 'react';

/**
 * A text that may contain an e-mail address. An address that does not fit on a line breaks at its punctuation, not
 * within a word.
 */
export function Breakable({ text }: { text: string }) {
  if (!text.includes('@')) return text;
  return text.split(/(?=@)|(?<=\S\.)(?=\S)/).map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text never change places
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {piece}
    </Fragment>
  ));
}
