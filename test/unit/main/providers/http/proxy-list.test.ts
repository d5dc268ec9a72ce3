import { describe, expect, test } from 'vitest';
import { parseProxyList } from '../../../../../src-main/providers/http/proxy-list';

const words = (list: string) =>
  parseProxyList(list, 'system').map((route) =>
    route.kind === 'proxy' ? `${route.protocol} ${route.host}:${route.port}` : route.kind,
  );

describe('what a script or the browser answers', () => {
  test.each([
    ['DIRECT', ['direct']],
    ['PROXY a:8080', ['http a:8080']],
    ['PROXY a', ['http a:80']],
    ['HTTPS a', ['https a:443']],
    ['SOCKS a:1080', ['socks4 a:1080']],
    ['SOCKS4 a', ['socks4 a:1080']],
    ['SOCKS5 [::1]:9050', ['socks5 ::1:9050']],
    ['proxy a:1;direct', ['http a:1', 'direct']],
    ['PROXY a:1; HTTPS b:2 ; SOCKS5 c:3; DIRECT', ['http a:1', 'https b:2', 'socks5 c:3', 'direct']],
    ['QUIC a:1; PROXY b:2', ['http b:2']],
    ['PROXY ; PROXY b:2', ['http b:2']],
    ['', ['direct']],
    ['nonsense', ['direct']],
    ['<html>Sign in</html>', ['direct']],
  ])('%s', (list, expected) => expect(words(list)).toEqual(expected));

  test('SOCKS version 4 is told an address, version 5 a name, as in the browser', () => {
    expect(parseProxyList('SOCKS a; SOCKS5 b', 'pac')).toMatchObject([{ addressOnly: true }, { host: 'b' }]);
    expect(parseProxyList('SOCKS5 b', 'pac')[0]).not.toHaveProperty('addressOnly');
  });
});
