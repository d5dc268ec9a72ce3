/** What is trusted, and who is told of: over real TLS on loopback, with certificates made that moment. */
import { X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import tls, { type DetailedPeerCertificate } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemCertificates } from '../../../../../src-main/providers/http/system-certificates';
import { createTrustStore, type Inspector } from '../../../../../src-main/providers/http/trust-store';
import { type Certificate, makeCertificate } from '../../../../../src-main/simulator/network/certificates';

const day = 24 * 3_600_000;
const valid = { notBefore: Date.now() - day, notAfter: Date.now() + day };
const host = 'api.twilio.com';

let folder: string;
let company: Certificate;
const closing: (() => void)[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'voxanne-trust-'));
  company = makeCertificate({ commonName: 'Clinic web filter', ...valid });
});
afterEach(() => {
  for (const close of closing.splice(0)) close();
  rmSync(folder, { recursive: true, force: true });
});
const fileOf = (name: string, text: string) => {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
};

/** Connects to a server with a certificate of this issuer, and hands the store the chain as a client does. */
async function connect(ca: readonly string[], issuer: Certificate): Promise<Buffer[] | string> {
  const leaf = makeCertificate({ commonName: host, names: [host], ...valid, issuer });
  const server = tls.createServer({ key: leaf.key, cert: leaf.cert });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve) => {
    const socket = tls.connect({ host: '127.0.0.1', port, servername: host, ca: [...ca] }, () => {
      const chain: Buffer[] = [];
      let certificate: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
      while (certificate !== undefined && !chain.some((der) => certificate?.raw.equals(der))) {
        chain.push(certificate.raw);
        certificate = certificate.issuerCertificate;
      }
      socket.destroy();
      resolve(chain);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'failed'));
  });
}

function storeOf({ env = {}, system = [] as string[], trustsSystem = () => true }) {
  const inspectors: Inspector[] = [];
  const store = createTrustStore({ env, trustsSystem, inspected: (one) => inspectors.push(one), system: () => system });
  return { store, inspectors };
}

describe('an inspecting company whose root this computer trusts', () => {
  test('connects, and its name is told once', async () => {
    const { store, inspectors } = storeOf({ system: [company.cert] });
    for (const _ of [1, 2]) {
      const chain = await connect(store.ca ?? [], company);
      expect(chain).toHaveLength(2);
      store.noticed(host, chain as Buffer[]);
    }
    expect(inspectors).toEqual([
      { name: 'Clinic web filter', host, fingerprint: expect.stringMatching(/^(?:[\dA-F]{2}:){31}[\dA-F]{2}$/) },
    ]);
  });

  test('is refused at once where the computer’s own certificates are switched off, also by the variable', async () => {
    let trusts = true;
    const extra = fileOf('extra.pem', company.cert);
    const { store } = storeOf({
      env: { NODE_EXTRA_CA_CERTS: extra },
      system: [company.cert],
      trustsSystem: () => trusts,
    });
    expect(await connect(store.ca ?? [], company)).toHaveLength(2);
    trusts = false;
    expect(await connect(store.ca ?? [], company)).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
  });

  test('is refused where nobody trusts it', async () => {
    const { store } = storeOf({});
    expect(await connect(store.ca ?? [], company)).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
  });
});

describe('NODE_EXTRA_CA_CERTS', () => {
  test('is read by the program itself, so that a package behaves as a checkout', async () => {
    const file = fileOf('extra.pem', `# a comment\n${company.cert}`);
    const { store } = storeOf({ env: { NODE_EXTRA_CA_CERTS: file } });
    expect(await connect(store.ca ?? [], company)).toHaveLength(2);
    expect(store.describe()).toMatchObject({ extra: { file, count: 1 } });
  });

  test('a missing file, and one that holds nonsense, change nothing and are told', () => {
    for (const [file, count] of [
      [path.join(folder, 'missing.pem'), null],
      [fileOf('empty.pem', 'nothing'), 0],
      [fileOf('broken.pem', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'), 1],
    ] as const) {
      const { store } = storeOf({ env: { NODE_EXTRA_CA_CERTS: file } });
      expect(store.ca).toEqual([...tls.rootCertificates]);
      expect(store.describe().extra).toEqual({ file, count });
    }
  });
});

test('a public authority is no inspector, also where the chain ends at another root', () => {
  const { store, inspectors } = storeOf({});
  const publicRoot = new X509Certificate(tls.rootCertificates[0] ?? '');
  store.noticed(host, [publicRoot.raw]);
  expect(inspectors).toEqual([]);
  store.noticed(host, []);
  store.noticed(host, [Buffer.from('nonsense')]);
  expect(inspectors).toEqual([]);
});

test('the list is one object as long as nothing changed, and is not read before it is needed', () => {
  let reads = 0;
  const store = createTrustStore({
    env: {},
    trustsSystem: () => true,
    inspected: () => undefined,
    system: () => {
      reads += 1;
      return [company.cert];
    },
  });
  expect(reads).toBe(0);
  expect(store.ca).toBe(store.ca);
  expect(reads).toBe(1);
});

describe('the files of Linux', () => {
  test('SSL_CERT_FILE and SSL_CERT_DIR take the place of the usual ones', () => {
    const file = fileOf('one.pem', company.cert);
    const other = makeCertificate({ commonName: 'Other', ...valid });
    const inFolder = path.join(folder, 'certs');
    mkdirSync(inFolder);
    writeFileSync(path.join(inFolder, 'other.pem'), other.cert);
    const trimmed = (list: string[] | null) => list?.map((pem) => pem.trim());
    expect(trimmed(systemCertificates({ SSL_CERT_FILE: file }, 'linux'))).toEqual([company.cert.trim()]);
    expect(trimmed(systemCertificates({ SSL_CERT_DIR: inFolder }, 'linux'))).toEqual([other.cert.trim()]);
    expect(trimmed(systemCertificates({ SSL_CERT_FILE: file, SSL_CERT_DIR: inFolder }, 'linux'))).toEqual([
      company.cert.trim(),
      other.cert.trim(),
    ]);
    expect(systemCertificates({ SSL_CERT_FILE: path.join(folder, 'missing') }, 'linux')).toEqual([]);
  });
  test.skipIf(process.platform !== 'linux')('this computer’s own', () => {
    expect(systemCertificates({})?.length).toBeGreaterThan(50);
  });
});
