import type { NetworkPending } from '../../src-shared/network/network';
import { askingWords } from '../../src-shared/network/network-words';
import { t } from '../../src-shared/texts/translate';
import type { Terminal } from './terminal';

/** Prints once which network notices need a person. */
export function sayPending(terminal: Pick<Terminal, 'tell'>): (pending: NetworkPending) => void {
  let told = '';
  return ({ asking }) => {
    const words = asking === null ? '' : askingWords(asking);
    if (words !== '' && words !== told) {
      terminal.tell(words);
      if (asking?.unsupported === null)
        terminal.tell(
          t('Sign in to it with: voxanne-console network sign-in --proxy {host}:{port}', {
            host: asking.host,
            port: asking.port,
          }),
        );
    }
    told = words;
  };
}
