import { Fragment } from 'react';

/**
 * A text that may hold an e-mail address: where it does not fit in a line, the address is broken at its signs and not
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
