/** Proxy settings of the operating system, in one shape for all systems. */
import { isIP } from 'node:net';
import { comparableHost, isInRange } from './no-proxy';
import type { ProxyAddress } from './proxy-address';
import { direct, type Route } from './route';

export type ProxySettings = {
  /** Where the settings were read, for people: `GNOME’s settings`. */
  where: string;
  /** The proxy for https:// addresses; null for none, `unusable` for one that can't be read. */
  proxy: ProxyAddress | 'unusable' | null;
  /** Address of the script (PAC) that is asked for each host; it comes before `proxy`. */
  script: string | null;
  /** Proxy auto-discovery (WPAD) is on. */
  detects: boolean;
  /** Hosts that no proxy is used for, as the system spells them. */
  leftOut: readonly string[];
  /** KDE: the proxy is used for `leftOut` alone. */
  reversed?: boolean;
  /** A name in `leftOut` stands for everything below it too. */
  includesBelow?: boolean;
};

const globOf = (pattern: string) =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );

/** macOS writes `169.254/16` for `169.254.0.0/16`. */
function wholeRange(entry: string): string {
  const [network = '', bits] = entry.split('/');
  if (bits === undefined || !/^\d+(?:\.\d+){0,2}$/.test(network)) return entry;
  return `${[...network.split('.'), '0', '0', '0'].slice(0, 4).join('.')}/${bits}`;
}

function matches(host: string, port: number, entry: string, includesBelow: boolean): boolean {
  const plain = entry
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '');
  if (plain === '<local>') return !host.includes('.') && isIP(host) === 0;
  const withPort = /^(.+?):(\d+|\*)$/.exec(isIP(plain) === 6 ? '' : plain);
  if (withPort?.[2] !== undefined && withPort[2] !== '*' && Number(withPort[2]) !== port) return false;
  const name = comparableHost(withPort?.[1] ?? plain);
  if (name === '') return false;
  if (isIP(host) !== 0 && isInRange(host, wholeRange(name))) return true;
  if (name.startsWith('.')) return host.endsWith(name) || host === name.slice(1);
  return globOf(name).test(host) || (includesBelow && host.endsWith(`.${name}`));
}

/** True when the settings send this address through no proxy. */
function isLeftOutBySettings(url: URL, { leftOut, reversed, includesBelow }: ProxySettings): boolean {
  const host = comparableHost(url.hostname);
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  const isListed = leftOut.some((entry) => matches(host, port, entry, includesBelow ?? false));
  return reversed === true ? !isListed : isListed;
}

/** The routes of settings without a script. */
export function routesOfSettings(url: URL, settings: ProxySettings): readonly Route[] {
  if (settings.proxy === null || isLeftOutBySettings(url, settings)) return [direct];
  return [
    settings.proxy === 'unusable' ? { kind: 'unusable' } : { kind: 'proxy', ...settings.proxy, source: 'system' },
  ];
}
