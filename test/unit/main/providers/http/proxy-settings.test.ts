/** Settings as the systems print them, and the route that follows for a provider's host. */
import { describe, expect, test } from 'vitest';
import { type ProxySettings, routesOfSettings } from '../../../../../src-main/providers/http/proxy-settings';
import { parseMacSettings, parseWindowsSettings } from '../../../../../src-main/providers/http/proxy-settings-desktop';
import { parseGnomeSettings, parseKdeSettings } from '../../../../../src-main/providers/http/proxy-settings-linux';

const twilio = new URL('https://api.twilio.com/');
const way = (settings: ProxySettings | null, url = twilio) => {
  if (settings === null) return null;
  if (settings.script !== null) return `script ${settings.script}`;
  const [route] = routesOfSettings(url, settings);
  return route?.kind === 'proxy' ? `${route.protocol} ${route.host}:${route.port}` : route?.kind;
};

const gnome = (values: Record<string, string>) =>
  parseGnomeSettings(
    Object.entries({
      'org.gnome.system.proxy autoconfig-url': "''",
      'org.gnome.system.proxy ignore-hosts': "['localhost', '127.0.0.0/8', '::1']",
      'org.gnome.system.proxy mode': "'none'",
      'org.gnome.system.proxy.http host': "''",
      'org.gnome.system.proxy.http port': '8080',
      'org.gnome.system.proxy.https host': "''",
      'org.gnome.system.proxy.https port': '0',
      'org.gnome.system.proxy.socks host': "''",
      'org.gnome.system.proxy.socks port': '0',
      ...values,
    })
      .map((entry) => entry.join(' '))
      .join('\n'),
  );
const manual = { 'org.gnome.system.proxy mode': "'manual'" };
const https = { 'org.gnome.system.proxy.https host': "'proxy.clinic'", 'org.gnome.system.proxy.https port': '3128' };

describe('GNOME', () => {
  test('none, one for secure addresses, SOCKS, a script, and one that is looked for', () => {
    expect(way(gnome({}))).toBeNull();
    expect(way(parseGnomeSettings(''))).toBeNull();
    expect(way(gnome(https))).toBeNull();
    expect(way(gnome({ ...manual, ...https }))).toBe('http proxy.clinic:3128');
    expect(way(gnome(manual))).toBe('direct');
    const socks = { 'org.gnome.system.proxy.socks host': "'10.0.0.1'", 'org.gnome.system.proxy.socks port': '1080' };
    expect(way(gnome({ ...manual, ...socks }))).toBe('socks5 10.0.0.1:1080');
    expect(way(gnome({ ...manual, ...https, ...socks }))).toBe('http proxy.clinic:3128');
    const auto = { 'org.gnome.system.proxy mode': "'auto'" };
    expect(way(gnome({ ...auto, 'org.gnome.system.proxy autoconfig-url': "'http://wpad/x.pac'" }))).toBe(
      'script http://wpad/x.pac',
    );
    expect(gnome(auto)).toMatchObject({ detects: true });
    expect(way(gnome({ ...manual, ...https, 'org.gnome.system.proxy.https port': '0' }))).toBe('unusable');
  });

  test.each([
    ["['api.twilio.com']", 'direct'],
    ["['*.twilio.com']", 'direct'],
    ["['.twilio.com']", 'direct'],
    ["['twilio.com']", 'http proxy.clinic:3128'],
    ["['api.twilio.com:443']", 'direct'],
    ["['api.twilio.com:8443']", 'http proxy.clinic:3128'],
    ["['<local>', '10.0.0.0/8', '::1']", 'http proxy.clinic:3128'],
    ["['*']", 'direct'],
    ['@as []', 'http proxy.clinic:3128'],
  ])('leaves out %s: %s', (list, expected) => {
    expect(way(gnome({ ...manual, ...https, 'org.gnome.system.proxy ignore-hosts': list }))).toBe(expected);
  });
});

describe('KDE', () => {
  const kde = (...lines: string[]) =>
    parseKdeSettings(['[Other]', 'ProxyType=1', '[Proxy Settings]', ...lines].join('\n'));
  test('each kind', () => {
    expect(way(kde('ProxyType=0', 'httpsProxy=http://a 8080'))).toBeNull();
    expect(way(kde('ProxyType=1', 'httpsProxy=http://a 8080'))).toBe('http a:8080');
    expect(way(kde('ProxyType=1', 'httpsProxy=http://a:8080'))).toBe('http a:8080');
    expect(way(kde('ProxyType=1', 'socksProxy=socks://a 1080'))).toBe('socks4 a:1080');
    expect(way(kde('ProxyType=2', 'Proxy Config Script[$e]=http://wpad/x.pac'))).toBe('script http://wpad/x.pac');
    expect(kde('ProxyType=3')).toMatchObject({ detects: true });
    // The environment, which was asked before.
    expect(way(kde('ProxyType=4', 'httpsProxy=HTTPS_PROXY'))).toBeNull();
  });

  test('a name stands for all below it, and the list can be turned round', () => {
    const proxy = ['ProxyType=1', 'httpsProxy=http://a 8080'];
    expect(way(kde(...proxy, 'NoProxyFor=twilio.com,localhost'))).toBe('direct');
    expect(way(kde(...proxy, 'NoProxyFor=example.com'))).toBe('http a:8080');
    expect(way(kde(...proxy, 'NoProxyFor=twilio.com', 'ReversedException=true'))).toBe('http a:8080');
    expect(way(kde(...proxy, 'NoProxyFor=example.com', 'ReversedException=true'))).toBe('direct');
  });
});

describe('macOS', () => {
  const mac = (...lines: string[]) =>
    parseMacSettings(
      '<dictionary> {\n  ExceptionsList : <array> {\n    0 : *.local\n    1 : 169.254/16\n  }\n' +
        `${lines.map((line) => `  ${line}\n`).join('')}  FTPPassive : 1\n}\n`,
    );
  test('each kind', () => {
    expect(way(mac())).toBeNull();
    expect(way(mac('HTTPSEnable : 1', 'HTTPSPort : 8080', 'HTTPSProxy : proxy.clinic'))).toBe('http proxy.clinic:8080');
    expect(way(mac('HTTPSEnable : 0', 'HTTPSPort : 8080', 'HTTPSProxy : proxy.clinic'))).toBeNull();
    expect(way(mac('SOCKSEnable : 1', 'SOCKSPort : 1080', 'SOCKSProxy : 10.0.0.1'))).toBe('socks5 10.0.0.1:1080');
    expect(
      way(mac('ProxyAutoConfigEnable : 1', 'ProxyAutoConfigURLString : http://wpad/x.pac', 'HTTPSEnable : 1')),
    ).toBe('script http://wpad/x.pac');
    expect(mac('ProxyAutoDiscoveryEnable : 1')).toMatchObject({ detects: true, script: null });
  });
  test('exceptions', () => {
    const settings = mac('HTTPSEnable : 1', 'HTTPSPort : 8080', 'HTTPSProxy : a', 'ExcludeSimpleHostnames : 1');
    for (const host of ['printer.local', '169.254.7.7', 'intranet'])
      expect(way(settings, new URL(`https://${host}/`))).toBe('direct');
    for (const host of ['api.twilio.com', '10.1.1.1'])
      expect(way(settings, new URL(`https://${host}/`))).toBe('http a:8080');
  });
});

describe('Windows', () => {
  const windows = (...lines: string[]) =>
    parseWindowsSettings(
      [
        '',
        'HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings',
        ...lines.map((line) => `    ${line}`),
        '',
        'HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\Connections',
        '    DefaultConnectionSettings    REG_BINARY    460000000300000001000000',
        '',
      ].join('\r\n'),
    );
  const on = 'ProxyEnable    REG_DWORD    0x1';
  test.each([
    ['proxy.clinic:8080', 'http proxy.clinic:8080'],
    ['proxy.clinic', 'http proxy.clinic:80'],
    ['http://proxy.clinic:8080', 'http proxy.clinic:8080'],
    ['http=a:80;https=b:8443;socks=c:1080', 'http b:8443'],
    ['http=a:80', 'direct'],
    ['socks=c:1080', 'socks4 c:1080'],
  ])('%s', (server, expected) => {
    const settings = windows(on, `ProxyServer    REG_SZ    ${server}`, 'ProxyOverride    REG_SZ    *.local;<local>');
    expect(settings === null ? 'direct' : way(settings)).toBe(expected);
  });
  test('switched off, a script, one that is looked for', () => {
    expect(way(windows('ProxyEnable    REG_DWORD    0x0', 'ProxyServer    REG_SZ    a:1'))).toBeNull();
    expect(way(windows('AutoConfigURL    REG_SZ    http://wpad/x.pac'))).toBe('script http://wpad/x.pac');
    expect(
      parseWindowsSettings('    DefaultConnectionSettings    REG_BINARY    460000000300000009000000'),
    ).toMatchObject({ detects: true });
    const left = windows(on, 'ProxyServer    REG_SZ    a:1', 'ProxyOverride    REG_SZ    *.twilio.com;<local>');
    expect(way(left)).toBe('direct');
  });
});
