/** Where a shared vault is. Apart from the driver, which is read only where one is used. */

import { z } from 'zod';
import { refusal } from '../errors';
import { t } from '../texts/translate';
import { parseUrl } from './platform-crypto';

export const serverAddressSchema = z.strictObject({
  /** A host name, an address, or the folder of a Unix socket. */
  host: z.string().min(1),
  port: z.number().int().min(1).max(65_535),
  database: z.string().min(1),
  /** Certificates of the server's authority, as PEM; null for those that this computer trusts anyway. */
  ca: z.string().nullable(),
});
export type ServerAddress = z.infer<typeof serverAddressSchema>;
export type Login = { user: string; password: string };

const isLocal = ({ host }: Pick<ServerAddress, 'host'>): boolean =>
  host.startsWith('/') || ['localhost', '127.0.0.1', '::1'].includes(host);

const notAnAddress = (cause: string) =>
  refusal(
    'usage.database-url',
    t('The address of the database can’t be used.'),
    cause,
    t(
      'Write one line like postgres://user:password@host:5432/database. Name the server’s authority with --ca-file; TLS is always verified, and never switched off by an address.',
    ),
  );

/**
 * The parts of `postgres://user:password@host:port/database`. Nothing behind a question mark is obeyed but the folder
 * of a Unix socket (`?host=/run/postgresql`): a pasted address never weakens the connection.
 * @throws AppError `usage.database-url`
 */
export function parseDatabaseUrl(text: string, ca: string | null): { address: ServerAddress; login: Login } {
  const url = parseUrl(text.trim());
  if (url === null) throw notAnAddress(t('It is not an address.'));
  if (!['postgres:', 'postgresql:'].includes(url.protocol))
    throw notAnAddress(t('It does not begin with postgres://.'));
  const asked = [...url.searchParams.keys()].find((name) => name !== 'host');
  if (asked !== undefined)
    throw notAnAddress(t('It asks for {parameter}, which is decided elsewhere.', { parameter: asked }));
  const address = serverAddressSchema.safeParse({
    host: url.searchParams.get('host') ?? url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || 5432),
    database: decodeURIComponent(url.pathname.slice(1)),
    ca,
  });
  if (!address.success) throw notAnAddress(t('It lacks a host or the name of the database.'));
  if (url.username === '') throw notAnAddress(t('It lacks the name of a user.'));
  return {
    address: address.data,
    login: { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) },
  };
}

/** The same without a password. */
export function databaseUrlOf({ host, port, database }: ServerAddress, user: string): string {
  const place = host.startsWith('/') ? '' : host.includes(':') ? `[${host}]` : host;
  const socket = host.startsWith('/') ? `?host=${encodeURIComponent(host)}` : '';
  return `postgres://${user}@${place}:${port}/${encodeURIComponent(database)}${socket}`;
}

/** True for an address of IPv4 or IPv6, which TLS does not take as a name. */
const isAddress = (host: string) => /^[\d.]+$|:/.test(host);

/** Never a mode out of an address: a certificate is verified, or the server is on this computer. */
export const tlsOf = (address: ServerAddress) =>
  address.ca === null && isLocal(address)
    ? false
    : {
        rejectUnauthorized: true,
        minVersion: 'TLSv1.2' as const,
        ...(address.ca === null ? {} : { ca: address.ca }),
        // Whom the certificate has to name.
        host: address.host,
        ...(isAddress(address.host) ? {} : { servername: address.host }),
      };

/** The address as people write it. */
export const serverName = ({ host, port, database }: ServerAddress): string => `${host}:${port}/${database}`;
