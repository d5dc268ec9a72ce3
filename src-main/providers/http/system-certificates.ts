/** The certificates that this computer trusts: on Linux its files, on macOS and Windows their stores. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import tls from 'node:tls';
import type { Environment } from '../../environment';

/**
 * Where the distributions keep one file with all of them; the first that is there counts. The list is that of Go's
 * crypto/x509.
 */
const linuxFiles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
];
const linuxFolders = ['/etc/ssl/certs', '/etc/pki/tls/certs'];

const pemBlock = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]+?-----END (?:TRUSTED )?CERTIFICATE-----/g;

/** The certificates of a file, without the text between them; null when the file can't be read. */
export function certificatesOfFile(file: string): string[] | null {
  try {
    return [...readFileSync(file, 'latin1').matchAll(pemBlock)].map(([block]) => block);
  } catch {
    return null;
  }
}

function certificatesOfFolder(folder: string): string[] {
  try {
    return readdirSync(folder).flatMap((name) => certificatesOfFile(path.join(folder, name)) ?? []);
  } catch {
    return [];
  }
}

/** `SSL_CERT_FILE` and `SSL_CERT_DIR` take the place of the usual ones, as for OpenSSL. */
function ofLinux(env: Environment, files: readonly string[], folders: readonly string[]): string[] {
  const { SSL_CERT_FILE: file, SSL_CERT_DIR: folder } = env;
  const ofFiles = file ? [file] : folder ? [] : files;
  for (const one of ofFiles) {
    const found = certificatesOfFile(one);
    if (found !== null && found.length > 0 && !folder) return found;
    if (found !== null && folder) return [...found, ...folder.split(':').flatMap(certificatesOfFolder)];
  }
  return (folder ? folder.split(':') : file ? [] : folders).flatMap(certificatesOfFolder);
}

/**
 * Everything that the operating system trusts, as PEM. Takes up to a second where a store has to be asked.
 * @returns null where this runtime can't tell: it then trusts the public authorities alone
 */
export function systemCertificates(env: Environment, platform: NodeJS.Platform = process.platform): string[] | null {
  if (platform !== 'darwin' && platform !== 'win32') return ofLinux(env, linuxFiles, linuxFolders);
  // Node 22.15 and newer.
  if (typeof tls.getCACertificates !== 'function') return null;
  return tls.getCACertificates('system');
}
