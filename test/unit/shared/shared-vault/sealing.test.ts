/** Sealing to one receiver, proved with the test vectors that the CFRG published for RFC 9180. */
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { expect, test } from 'vitest';
import { newIdentity } from '../../../../src-shared/shared-vault/identity';
import { fromHex, hex, utf8 } from '../../../../src-shared/shared-vault/platform-crypto';
import { openSealed, sealTo } from '../../../../src-shared/shared-vault/sealing';

/** Mode 0, KEM 0x0020, KDF 0x0001, AEAD 0x0002; its first encryption and its exports. */
const vector = {
  info: '4f6465206f6e2061204772656369616e2055726e',
  skEm: '179d4b53b6365c45b600c4163b61d95cbc2f4d9e36f1695558dce265ab8bab11',
  pkEm: '6c93e09869df3402d7bf231bf540fadd35cd56be14f97178f0954db94b7fc256',
  skRm: '497b4502664cfea5d5af0b39934dac72242a74f8480451e1aee7d6a53320333d',
  pkRm: '430f4b9859665145a6b1ba274024487bd66f03a2dd577d7753c68d7d7d00c00c',
  aad: '436f756e742d30',
  pt: '4265617574792069732074727574682c20747275746820626561757479',
  ct: 'e5d84cd531cfb583096e7cfa9641bd3079cf3a91cda813c52deb5f512be9931980a41de125a925cdad859d5b7a',
  exports: [
    ['', 'ded6cffafaea6b812cbf3e241e88332adbc077aca81512914213810ee291770a'],
    ['00', '04d3cb6cc116b28ffd22ad5bc276c60d31fec71ceb87ae24db811c64b7507339'],
    ['54657374436f6e74657874', '7c5ded445732c14fe09727d29b4251c0fd38455fe8440571e687f0886aac94d2'],
  ],
} as const;

const suite = () => new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
const bytes = (text: string) => fromHex(text).buffer as ArrayBuffer;

test('the receiver’s side gives what the vector says', async () => {
  const { kem, createRecipientContext } = bound(suite());
  const context = await createRecipientContext({
    recipientKey: await kem.deserializePrivateKey(bytes(vector.skRm)),
    enc: bytes(vector.pkEm),
    info: bytes(vector.info),
  });
  expect(hex(new Uint8Array(await context.open(bytes(vector.ct), bytes(vector.aad))))).toBe(vector.pt);
  for (const [exporter, value] of vector.exports)
    expect(hex(new Uint8Array(await context.export(bytes(exporter), 32)))).toBe(value);
});

test('the sender’s side gives what the vector says', async () => {
  const { kem, createSenderContext } = bound(suite());
  const context = await createSenderContext({
    recipientPublicKey: await kem.deserializePublicKey(bytes(vector.pkRm)),
    info: bytes(vector.info),
    ekm: {
      privateKey: await kem.deserializePrivateKey(bytes(vector.skEm)),
      publicKey: await kem.deserializePublicKey(bytes(vector.pkEm)),
    },
  });
  expect(hex(new Uint8Array(context.enc))).toBe(vector.pkEm);
  expect(hex(new Uint8Array(await context.seal(bytes(vector.pt), bytes(vector.aad))))).toBe(vector.ct);
});

test('what is sealed to a key opens by that suite, and nowhere else', async () => {
  const [anna, ben] = [await newIdentity(), await newIdentity()];
  const sealed = await sealTo(anna.receive.public, utf8('here'), utf8('a secret'));
  const { kem, open } = bound(suite());
  const recipientKey = await kem.deserializePrivateKey(bytes(anna.receive.private));
  const plain = await open({ recipientKey, enc: sealed.slice(0, 32), info: utf8('here') }, sealed.slice(32));
  expect(new Uint8Array(plain)).toEqual(utf8('a secret'));

  expect(await openSealed(anna.receive.private, utf8('here'), Buffer.from(sealed))).toEqual(utf8('a secret'));
  expect(await openSealed(anna.receive.private, utf8('there'), sealed)).toBeNull();
  expect(await openSealed(ben.receive.private, utf8('here'), sealed)).toBeNull();
  for (const at of [0, 32, sealed.length - 1]) {
    const changed = Uint8Array.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(await openSealed(anna.receive.private, utf8('here'), changed)).toBeNull();
  }
  expect(await openSealed(anna.receive.private, utf8('here'), sealed.slice(0, 40))).toBeNull();
});

const bound = (made: CipherSuite) => ({
  kem: made.kem,
  createRecipientContext: made.createRecipientContext.bind(made),
  createSenderContext: made.createSenderContext.bind(made),
  open: made.open.bind(made),
});
