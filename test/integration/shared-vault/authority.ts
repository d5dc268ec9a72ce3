/** A certificate authority of tests, by the openssl program. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export function createAuthority(folder: string) {
  mkdirSync(folder);
  const at = (name: string) => path.join(folder, name);
  const openssl = (...args: string[]) => void execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const newKey = (file: string) => openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', at(file));
  newKey('authority.key');
  openssl(
    ...['req', '-x509', '-new', '-key', 'authority.key', '-days', '2', '-out', 'authority.crt'],
    ...['-subj', `/CN=Authority ${path.basename(folder)}`],
  );
  let count = 0;
  return {
    certificate: readFileSync(at('authority.crt'), 'utf8'),
    /** @param names as in `subjectAltName` @param days until it ends; negative for one that has ended */
    issue(names: string, days: number): { key: string; certificate: string } {
      count += 1;
      const [key, request, certificate] = [`${count}.key`, `${count}.csr`, `${count}.crt`];
      newKey(key);
      openssl('req', '-new', '-key', key, '-out', request, '-subj', '/CN=server');
      writeFileSync(at('names.cnf'), `subjectAltName=${names}\n`);
      openssl(
        ...['x509', '-req', '-in', request, '-CA', 'authority.crt', '-CAkey', 'authority.key', '-CAcreateserial'],
        ...['-days', String(days), '-extfile', 'names.cnf', '-out', certificate],
      );
      return { key: readFileSync(at(key), 'utf8'), certificate: readFileSync(at(certificate), 'utf8') };
    },
  };
}
