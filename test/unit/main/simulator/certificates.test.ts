/** Practice's certificates are what TLS clients take for certificates, and no two share a key. */
import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeCertificate } from '../../../../src-main/simulator/network/certificates';

const day = 24 * 3_600_000;
const now = Date.UTC(2026, 4, 4, 9, 30);
const issuer = makeCertificate({ commonName: 'Practice certificates', notBefore: now - day, notAfter: now + day });
const leaf = makeCertificate({
  commonName: 'practice',
  names: ['api.twilio.com', 'b.example'],
  notBefore: now - day,
  notAfter: Date.UTC(2051, 0, 2),
  issuer,
});

describe('a certificate', () => {
  test('names its issuer, who signed it, and the hosts that it is for', () => {
    const read = new X509Certificate(leaf.cert);
    const issuing = new X509Certificate(issuer.cert);
    expect([read.subject, read.issuer, issuing.issuer]).toEqual([
      'CN=practice',
      'CN=Practice certificates',
      'CN=Practice certificates',
    ]);
    expect(read.verify(issuing.publicKey)).toBe(true);
    expect(read.checkIssued(issuing)).toBe(true);
    expect([read.ca, issuing.ca]).toEqual([false, true]);
    expect(read.subjectAltName).toBe('DNS:api.twilio.com, DNS:b.example');
    expect(read.checkHost('api.twilio.com')).toBe('api.twilio.com');
    expect(read.checkHost('evil.example')).toBeUndefined();
    expect(read.checkPrivateKey(leaf.privateKey)).toBe(true);
  });

  test('is valid from and to the second that was asked for, also beyond 2049', () => {
    const { validFrom, validTo } = new X509Certificate(leaf.cert);
    expect([Date.parse(validFrom), Date.parse(validTo)]).toEqual([now - day, Date.UTC(2051, 0, 2)]);
  });

  test('has a key and a number of its own', () => {
    const other = makeCertificate({
      commonName: 'practice',
      names: ['api.twilio.com'],
      notBefore: now,
      notAfter: now + day,
      issuer,
    });
    expect(other.key).not.toBe(leaf.key);
    expect(new X509Certificate(other.cert).serialNumber).not.toBe(new X509Certificate(leaf.cert).serialNumber);
  });
});

test('no key is kept with the program', () => {
  const root = path.resolve(import.meta.dirname, '../../../..');
  const files = ['src-main', 'src-renderer', 'src-shared'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()),
  );
  const holding = files.filter(({ parentPath, name }) =>
    /BEGIN [A-Z ]*PRIVATE KEY-----\s*\S/.test(readFileSync(path.join(parentPath, name), 'latin1')),
  );
  expect(holding.map(({ name }) => name)).toEqual([]);
});
