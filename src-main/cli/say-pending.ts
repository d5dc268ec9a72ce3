import type { NetworkPending } from '../../src-shared/network/network';
import { askingWords } from '../../src-shared/network/network-words';
import type { Terminal } from './terminal';

/** Prints once which network notices need a person. */
export function sayPending(terminal: Pick<Terminal, 'tell'>): (pending: NetworkPending) => void {
  let told = '';
  return ({ asking }) => {
    const words = asking === null ? '' : askingWords(asking);
    if (words !== '' && words !== told) {
      terminal.tell(words);
      if (asking?.unsupported === null)
        terminal.tell(`Sign in to it with: voxanne-console network sign-in --proxy ${asking.host}:${asking.port}`);
    }
    told = words;
  };
}
