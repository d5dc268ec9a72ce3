/** The proxy settings of Linux desktops. */
import { t } from '../../../src-shared/texts/translate';
import { type ProxyAddress, parseProxyAddress } from './proxy-address';
import type { ProxySettings } from './proxy-settings';

const lineOf = /^(\S+) (\S+) (.*)$/;

/** `'text'`, with GVariant's escapes. */
const textOf = (value: string | undefined) => (value ?? '').replace(/^(['"])(.*)\1$/, '$2').replace(/\\(.)/g, '$1');
const listOf = (value: string | undefined) =>
  [...(value ?? '').matchAll(/'((?:[^'\\]|\\.)*)'/g)].map(([, text = '']) => text);

const hostAndPort = (host: string, port: string | undefined, scheme: string): ProxyAddress | 'unusable' | null =>
  host === '' ? null : (parseProxyAddress(`${scheme}://${host}:${Number(port)}`) ?? 'unusable');

/**
 * GNOME's, which Cinnamon, Unity, Pantheon and others use too.
 * @param output of `gsettings list-recursively org.gnome.system.proxy`
 * @returns null when nothing is set
 */
export function parseGnomeSettings(output: string): ProxySettings | null {
  const values = new Map<string, string>();
  for (const line of output.split('\n')) {
    const [, schema = '', key = '', value = ''] = lineOf.exec(line.trim()) ?? [];
    values.set(`${schema.replace('org.gnome.system.proxy', '')} ${key}`.trim(), value);
  }
  const get = (key: string) => textOf(values.get(key));
  const mode = get('mode');
  const base = { where: t('the desktop’s network settings'), leftOut: listOf(values.get('ignore-hosts')) };
  if (mode === 'auto') {
    const script = get('autoconfig-url');
    return { ...base, proxy: null, script: script === '' ? null : script, detects: script === '' };
  }
  if (mode !== 'manual') return null;
  const socks = hostAndPort(get('.socks host'), values.get('.socks port'), 'socks5h');
  // As Chromium does: a secure address goes through the proxy for secure addresses, else through SOCKS.
  return {
    ...base,
    proxy: hostAndPort(get('.https host'), values.get('.https port'), 'http') ?? socks,
    script: null,
    detects: false,
  };
}

/** KDE writes `http://host 8080` with a space; newer versions a colon. */
function kdeProxy(value: string | undefined, scheme: string): ProxyAddress | 'unusable' | null {
  const text = (value ?? '').trim().replace(/\s+(\d+)$/, ':$1');
  return text === '' ? null : (parseProxyAddress(text, scheme) ?? 'unusable');
}

/** KDE's. @param text of `kioslaverc`. @returns null when nothing is set, or when the environment is what it names */
export function parseKdeSettings(text: string): ProxySettings | null {
  const values = new Map<string, string>();
  let section = '';
  for (const line of text.split('\n')) {
    const heading = /^\[(.*)\]\s*$/.exec(line.trim());
    if (heading) section = heading[1] ?? '';
    else if (section === 'Proxy Settings') {
      const at = line.indexOf('=');
      if (at > 0)
        values.set(
          line
            .slice(0, at)
            .trim()
            .replace(/\[\$\w+\]$/, ''),
          line.slice(at + 1).trim(),
        );
    }
  }
  const leftOut = (values.get('NoProxyFor') ?? '').split(/[,\s]+/).filter((entry) => entry !== '');
  const base = { where: t('KDE’s network settings'), leftOut, includesBelow: true, proxy: null, script: null };
  switch (values.get('ProxyType')) {
    case '1':
      return {
        ...base,
        proxy: kdeProxy(values.get('httpsProxy'), 'http') ?? kdeProxy(values.get('socksProxy'), 'socks5h'),
        detects: false,
        reversed: values.get('ReversedException') === 'true',
      };
    case '2': {
      const script = values.get('Proxy Config Script') ?? '';
      return script === '' ? null : { ...base, script, detects: false };
    }
    case '3':
      return { ...base, detects: true };
    default:
      return null;
  }
}
