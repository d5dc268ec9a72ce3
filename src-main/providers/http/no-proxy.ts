/**
 * Which hosts `NO_PROXY` leaves out, by curl's rules: names with all below them, addresses, and ranges of addresses.
 */
import { BlockList, isIP } from 'node:net';

/** The host as it is compared: without the brackets of an IPv6 address, without a trailing dot, in lower case. */
export const comparableHost = (hostname: string) =>
  hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();

const family = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** True when `address` is in `network/bits`, or is `network` itself where no bits are given. */
export function isInRange(address: string, range: string): boolean {
  const [network = '', bits, ...more] = range.replace(/^\[|\]$/g, '').split('/');
  const version = isIP(network);
  if (more.length > 0 || version === 0 || version !== isIP(address)) return false;
  const longest = version === 6 ? 128 : 32;
  if (bits !== undefined && (!/^\d{1,3}$/.test(bits) || Number(bits) > longest)) return false;
  const list = new BlockList();
  list.addSubnet(network, bits === undefined ? longest : Number(bits), family(network));
  return list.check(address, family(address));
}

const isNameOrBelow = (host: string, entry: string) => {
  const name = entry.replace(/^\./, '').replace(/\.$/, '').toLowerCase();
  return name !== '' && (host === name || host.endsWith(`.${name}`));
};

/**
 * curl's: `*` alone means every host, entries are separated by commas or spaces, and a leading dot changes nothing.
 * An entry with a port matches nothing, because names alone are compared; see {@link entriesWithPort}.
 */
export function isLeftOut(hostname: string, list: string): boolean {
  if (list === '*') return true;
  const host = comparableHost(hostname);
  const entries = list.split(/[,\s]+/).filter((entry) => entry !== '');
  return entries.some((entry) => (isIP(host) === 0 ? isNameOrBelow(host, entry) : isInRange(host, entry)));
}

/** Entries such as `example.com:443`, which look as if they did something. */
export const entriesWithPort = (list: string): string[] =>
  list.split(/[,\s]+/).filter((entry) => /^(?:[^:[\]]+|\[.*\]):\d+$/.test(entry));
