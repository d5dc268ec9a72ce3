/**
 * Certificates for practice's bad networks, made anew each time: no key is stored, and only practice mode trusts them.
 * A minimal X.509 version 3 (RFC 5280), signed with ECDSA on P-256.
 */
import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

export type CertificateRequest = {
  commonName: string;
  /** DNS names that it is good for; none for an issuer. */
  names?: readonly string[];
  /** Milliseconds since 1970. */
  notBefore: number;
  notAfter: number;
  /** Who signs it; itself when left out. */
  issuer?: Certificate;
};

/** `key` and `cert` are PEM, as Node's TLS takes them. */
export type Certificate = { commonName: string; cert: string; key: string; privateKey: KeyObject };

/** One element of DER: a tag, a length, the contents. */
function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const lengthBytes = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...lengthBytes]), content]);
}
const sequence = (...contents: readonly Buffer[]) => der(0x30, ...contents);
const set = (...contents: readonly Buffer[]) => der(0x31, ...contents);
const integer = (value: Buffer) => der(0x02, value);
const bits = (value: Buffer, unused = 0) => der(0x03, Buffer.from([unused]), value);
const octets = (value: Buffer) => der(0x04, value);
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const yes = der(0x01, Buffer.from([0xff]));
const tagged = (number: number, content: Buffer) => der(0xa0 + number, content);

/** `260105093000Z`, and from 2050 on with the century. */
function time(at: number): Buffer {
  const digits = new Date(at)
    .toISOString()
    .replace(/\.\d+Z$/, '')
    .replace(/\D/g, '');
  const year = Number(digits.slice(0, 4));
  return year < 2050 ? der(0x17, Buffer.from(`${digits.slice(2)}Z`)) : der(0x18, Buffer.from(`${digits}Z`));
}

const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
const name = (commonName: string) => sequence(set(sequence(oid('550403'), der(0x0c, Buffer.from(commonName)))));
/** Key identifier, which differs for two issuers of the same name. */
const keyId = (publicKey: KeyObject) =>
  createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest()
    .subarray(0, 20);

function extensions(names: readonly string[] | undefined, key: KeyObject, issuerKey: KeyObject): Buffer {
  const extension = (id: string, critical: boolean, value: Buffer) =>
    sequence(oid(id), ...(critical ? [yes] : []), octets(value));
  const isIssuer = names === undefined;
  return tagged(
    3,
    sequence(
      extension('551d13', true, isIssuer ? sequence(yes) : sequence()),
      // An issuer signs certificates; a server signs the handshake.
      extension('551d0f', true, isIssuer ? bits(Buffer.from([0x06]), 1) : bits(Buffer.from([0x80]), 7)),
      extension('551d0e', false, octets(keyId(key))),
      extension('551d23', false, sequence(der(0x80, keyId(issuerKey)))),
      ...(isIssuer
        ? []
        : [
            extension('551d25', false, sequence(oid('2b06010505070301'))),
            extension('551d11', false, sequence(...names.map((one) => der(0x82, Buffer.from(one))))),
          ]),
    ),
  );
}

const pem = (label: string, content: Buffer) =>
  `-----BEGIN ${label}-----\n${content.toString('base64').replace(/.{1,64}/g, '$&\n')}-----END ${label}-----\n`;

/** Makes a key and its certificate. */
export function makeCertificate({ commonName, names, notBefore, notAfter, issuer }: CertificateRequest): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signer = issuer?.privateKey ?? privateKey;
  const serial = randomBytes(12);
  // Positive, and never with a leading zero.
  serial[0] = (serial.readUInt8(0) & 0x3f) | 0x40;
  const body = sequence(
    tagged(0, integer(Buffer.from([2]))),
    integer(serial),
    ecdsaWithSha256,
    name(issuer?.commonName ?? commonName),
    sequence(time(notBefore), time(notAfter)),
    name(commonName),
    publicKey.export({ type: 'spki', format: 'der' }),
    extensions(names, publicKey, createPublicKey(signer)),
  );
  const cert = pem('CERTIFICATE', sequence(body, ecdsaWithSha256, bits(sign('sha256', body, signer))));
  return { commonName, cert, key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), privateKey };
}
