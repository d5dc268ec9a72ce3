/**
 * curl's rules for the proxy variables. `curl -v` of version 7.88 says the same of every row, but where a row says
 * otherwise.
 */
import { describe, expect, test } from 'vitest';
import { entriesWithPort, isLeftOut } from '../../../../../src-main/providers/http/no-proxy';
import { parseProxyAddress } from '../../../../../src-main/providers/http/proxy-address';
import { routeFromEnvironment } from '../../../../../src-main/providers/http/proxy-variables';

const twilio = new URL('https://api.twilio.com/2010-04-01/Accounts.json');
const proxyOf = (env: Record<string, string>, url = twilio) => {
  const found = routeFromEnvironment(url, env);
  if (found === null) return null;
  const { route } = found;
  if (route.kind !== 'proxy') return `${found.variable}: ${route.kind}`;
  return `${found.variable}: ${route.protocol} ${route.host}:${route.port}`;
};

describe('which variable decides', () => {
  test.each([
    [{}, null],
    [{ HTTPS_PROXY: 'http://a:1' }, 'HTTPS_PROXY: http a:1'],
    [{ https_proxy: 'http://a:1', HTTPS_PROXY: 'http://b:2' }, 'https_proxy: http a:1'],
    [{ https_proxy: '', HTTPS_PROXY: 'http://b:2' }, 'HTTPS_PROXY: http b:2'],
    [{ ALL_PROXY: 'http://a:1' }, 'ALL_PROXY: http a:1'],
    [{ all_proxy: 'http://a:1', ALL_PROXY: 'http://b:2' }, 'all_proxy: http a:1'],
    [{ https_proxy: '', ALL_PROXY: 'http://a:1' }, 'ALL_PROXY: http a:1'],
    [{ HTTPS_PROXY: 'http://a:1', all_proxy: 'http://b:2' }, 'HTTPS_PROXY: http a:1'],
    // For http:// addresses alone, and never for ours.
    [{ http_proxy: 'http://a:1', HTTP_PROXY: 'http://b:2' }, null],
  ])('%j', (env, expected) => expect(proxyOf(env as Record<string, string>)).toBe(expected));

  test('of an http:// address: http_proxy, in lower case only', () => {
    const url = new URL('http://example.com/');
    expect(proxyOf({ http_proxy: 'a:1' }, url)).toBe('http_proxy: http a:1');
    expect(proxyOf({ HTTP_PROXY: 'a:1' }, url)).toBeNull();
    expect(proxyOf({ HTTPS_PROXY: 'a:1' }, url)).toBeNull();
    expect(proxyOf({ ALL_PROXY: 'a:1' }, url)).toBe('ALL_PROXY: http a:1');
  });

  test('a list of hosts to leave out decides, also where it is all that is set', () => {
    expect(proxyOf({ HTTPS_PROXY: 'a:1', NO_PROXY: 'twilio.com' })).toBe('NO_PROXY: direct');
    expect(proxyOf({ no_proxy: 'twilio.com' })).toBe('no_proxy: direct');
    expect(proxyOf({ HTTPS_PROXY: 'a:1', no_proxy: 'example.com', NO_PROXY: 'twilio.com' })).toBe(
      'HTTPS_PROXY: http a:1',
    );
    expect(proxyOf({ HTTPS_PROXY: 'a:1', no_proxy: '', NO_PROXY: '*' })).toBe('NO_PROXY: direct');
  });

  test('an address that can’t be read stops the request instead of sending it another way', () => {
    expect(proxyOf({ HTTPS_PROXY: 'no address at all' })).toBe('HTTPS_PROXY: unusable');
    expect(proxyOf({ HTTPS_PROXY: 'ftp://a:1' })).toBe('HTTPS_PROXY: unusable');
  });
});

describe('addresses of proxies', () => {
  test.each([
    ['a', 'http', 'a', 1080],
    ['a:8080', 'http', 'a', 8080],
    ['http://a', 'http', 'a', 1080],
    ['HTTP://a:8080/', 'http', 'a', 8080],
    ['https://a', 'https', 'a', 443],
    ['socks://a', 'socks4', 'a', 1080],
    ['socks4a://a:9050', 'socks4', 'a', 9050],
    ['socks5://a', 'socks5', 'a', 1080],
    ['socks5h://a', 'socks5', 'a', 1080],
    ['http://[::1]:8080', 'http', '::1', 8080],
    ['[fe80::1]', 'http', 'fe80::1', 1080],
    ['http://10.0.0.1:3128/path?query', 'http', '10.0.0.1', 3128],
    // curl refuses the spaces around it.
    [' http://a:8080 ', 'http', 'a', 8080],
  ])('%s', (text, protocol, host, port) =>
    expect(parseProxyAddress(text)).toMatchObject({ protocol, host, port, credentials: null }),
  );

  test('a name is looked up here or by the proxy, as the scheme says', () => {
    for (const scheme of ['socks', 'socks4', 'socks5'])
      expect(parseProxyAddress(`${scheme}://a`)?.addressOnly).toBe(true);
    for (const scheme of ['socks4a', 'socks5h', 'http', 'https'])
      expect(parseProxyAddress(`${scheme}://a`)?.addressOnly).toBeUndefined();
  });

  test.each([
    ['http://u:p@a:1', 'u', 'p'],
    ['http://u%40x:p%3Aq@a:1/path', 'u@x', 'p:q'],
    ['u:p@a:1', 'u', 'p'],
    ['http://u@a:1', 'u', ''],
    ['http://DOMAIN%5Cu:a@b@a:1', 'DOMAIN\\u', 'a@b'],
    ['http://u:p%zz@a:1', 'u', 'p%zz'],
    ['http://u:p/q@a:1', 'u', 'p/q'],
  ])('with a sign-in: %s', (text, username, password) =>
    expect(parseProxyAddress(text)).toMatchObject({ host: 'a', port: 1, credentials: { username, password } }),
  );

  test.each(['', 'http://', 'a b', 'a:abc', 'a:0', 'a:70000', 'ftp://a', 'http://:8080', '::1', 'javascript:alert(1)'])(
    'none: %s',
    (text) => expect(parseProxyAddress(text)).toBeNull(),
  );
});

describe('hosts that are left out', () => {
  test.each([
    ['twilio.com', true],
    ['.twilio.com', true],
    ['.api.twilio.com', true],
    ['api.twilio.com.', true],
    ['foo API.TWILIO.COM', true],
    ['foo,,api.twilio.com', true],
    ['*', true],
    ['..twilio.com', false],
    ['pi.twilio.com', false],
    ['*,foo', false],
    ['foo,*', false],
    ['*.twilio.com', false],
    ['api.twilio.com:443', false],
    ['', false],
  ])('%j leaves api.twilio.com out: %s', (list, expected) => expect(isLeftOut('api.twilio.com', list)).toBe(expected));

  test.each([
    ['127.0.0.0/8', '127.0.0.2', true],
    ['127.0.0.3/31', '127.0.0.2', true],
    ['127.0.0.2/0', '127.0.0.2', true],
    ['127.0.0.2', '127.0.0.2', true],
    ['127.0.0.2/33', '127.0.0.2', false],
    ['127.0.0.2:443', '127.0.0.2', false],
    ['0.0.2', '127.0.0.2', false],
    ['10.0.0.0/8', '127.0.0.2', false],
    ['::1', '[::1]', true],
    // As documented; version 7.88 did not do these two.
    ['::1/128', '[::1]', true],
    ['fe80::/10', '[fe80::1]', true],
    ['fe80::/10', '10.0.0.1', false],
  ])('%s and %s: %s', (list, host, expected) => expect(isLeftOut(host, list)).toBe(expected));

  test('entries with a port are found, because they leave nothing out', () => {
    expect(entriesWithPort('api.twilio.com:443, 10.0.0.1:80 [::1]:443 ::1 example.com')).toEqual([
      'api.twilio.com:443',
      '10.0.0.1:80',
      '[::1]:443',
    ]);
  });
});
