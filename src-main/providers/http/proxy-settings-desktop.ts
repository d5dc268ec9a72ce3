/** The proxy settings of macOS and Windows. */
import { t } from '../../../src-shared/texts/translate';
import { type ProxyAddress, parseProxyAddress } from './proxy-address';
import type { ProxySettings } from './proxy-settings';

/** macOS'. @param output of `scutil --proxy`. @returns null when nothing is set */
export function parseMacSettings(output: string): ProxySettings | null {
  const values = new Map<string, string>();
  const leftOut: string[] = [];
  let inExceptions = false;
  for (const line of output.split('\n')) {
    const [, key = '', value = ''] = /^\s*(\S+) : (.*)$/.exec(line) ?? [];
    if (key === 'ExceptionsList') inExceptions = true;
    else if (line.trim() === '}') inExceptions = false;
    else if (inExceptions && key !== '') leftOut.push(value.trim());
    else if (key !== '') values.set(key, value.trim());
  }
  const isOn = (key: string) => values.get(key) === '1';
  const at = (kind: string, scheme: string): ProxyAddress | 'unusable' | null => {
    const host = values.get(`${kind}Proxy`) ?? '';
    if (!isOn(`${kind}Enable`) || host === '') return null;
    return parseProxyAddress(`${scheme}://${host}:${values.get(`${kind}Port`) ?? ''}`.replace(/:$/, '')) ?? 'unusable';
  };
  if (isOn('ExcludeSimpleHostnames')) leftOut.push('<local>');
  const proxy = at('HTTPS', 'http') ?? at('SOCKS', 'socks5h');
  const address = values.get('ProxyAutoConfigURLString') ?? '';
  const script = isOn('ProxyAutoConfigEnable') && address !== '' ? address : null;
  const detects = isOn('ProxyAutoDiscoveryEnable');
  if (proxy === null && script === null && !detects) return null;
  return { where: t('macOS’ network settings'), proxy, script, detects, leftOut };
}

/** `proxy:8080`, or one for each kind: `http=a:80;https=b:443;socks=c:1080`. */
function windowsProxy(server: string): ProxyAddress | 'unusable' | null {
  const entries = server.split(';').flatMap((entry) => {
    const [, kind = '', address = ''] = /^\s*(?:(\w+)=)?(\S+)\s*$/.exec(entry) ?? [];
    return address === '' ? [] : [{ kind: kind.toLowerCase(), address }];
  });
  const of = (kind: string) => entries.find((entry) => entry.kind === kind)?.address;
  const one = of('https') ?? of('');
  const withPort = (address: string, port: number) =>
    /:\d+$/.test(address.replace(/^\w+:\/\//, '')) ? address : `${address}:${port}`;
  if (one !== undefined) return parseProxyAddress(withPort(one, 80)) ?? 'unusable';
  const socks = of('socks');
  return socks === undefined ? null : (parseProxyAddress(socks, 'socks4') ?? 'unusable');
}

/**
 * Windows'.
 * @param output of `reg query` on Internet Settings, with the connections' own settings below it
 * @returns null when nothing is set
 */
export function parseWindowsSettings(output: string): ProxySettings | null {
  const values = new Map<string, string>();
  for (const line of output.split(/\r?\n/)) {
    const [, name = '', , value = ''] = /^\s{2,}(\S+)\s+(REG_\w+)\s*(.*)$/.exec(line) ?? [];
    if (name !== '' && !values.has(name)) values.set(name, value.trim());
  }
  const server = values.get('ProxyServer') ?? '';
  const isOn = Number(values.get('ProxyEnable') ?? 0) === 1;
  const address = values.get('AutoConfigURL') ?? '';
  const script = address === '' ? null : address;
  const proxy = isOn && server !== '' ? windowsProxy(server) : null;
  // Byte 8 of this value is a set of switches; 8 stands for “Automatically detect settings”.
  const switches = Number.parseInt((values.get('DefaultConnectionSettings') ?? '').slice(16, 18), 16);
  const detects = (switches & 8) === 8;
  if (proxy === null && script === null && !detects) return null;
  const leftOut = (values.get('ProxyOverride') ?? '').split(/[;\s]+/).filter((entry) => entry !== '');
  return { where: t('Windows’ network settings'), proxy, script, detects, leftOut };
}
