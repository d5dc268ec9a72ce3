/** Routes in words. */

import { placeWords } from '../../src-shared/network/network-words';
import { t } from '../../src-shared/texts/translate';
import type { Route } from '../providers/http/route';

const names = { http: '', https: 'HTTPS ', socks4: 'SOCKS 4 ', socks5: 'SOCKS 5 ' } as const;

/** `direct`, `proxy.clinic:3128`, `SOCKS 5 proxy.clinic:1080`. Never a name or a password. */
export function routeWords(route: Route): string {
  if (route.kind === 'direct') return 'direct';
  if (route.kind === 'unusable') return t('no way: the setting can’t be read');
  return t('{kind}proxy {place}', { kind: names[route.protocol], place: placeWords(route) }).slice(0, 400);
}
