import { describe, expect, test } from 'vitest';
import { createKeyring } from '../../../../src-main/crypto/keyring';
import { newKeyBytes } from '../../../../src-main/crypto/master-key';
import { AppError } from '../../../../src-shared/errors';

const locked = { code: 'vault.locked', message: '', cause: '', fix: '', retryable: false };
const held = () => {
  const keyring = createKeyring(() => locked);
  keyring.hold({ id: 'one', bytes: newKeyBytes() });
  return keyring;
};

describe('secrets of this computer', () => {
  const context = ['proxy', 'proxy.clinic', 3128];
  test('open in their own place, under their own key, and nowhere else', () => {
    const keyring = held();
    const sealed = keyring.sealForComputer(context, Buffer.from('open sesame'));
    expect(sealed.includes('open sesame')).toBe(false);
    expect(keyring.openForComputer(context, sealed)?.toString()).toBe('open sesame');
    expect(keyring.openForComputer(['proxy', 'other.clinic', 3128], sealed)).toBeNull();
    expect(keyring.openForComputer(context, Buffer.concat([sealed, Buffer.of(0)]))).toBeNull();
    expect(held().openForComputer(context, sealed)).toBeNull();
  });
  test('need a key', () => {
    const keyring = held();
    const sealed = keyring.sealForComputer(context, Buffer.from('open sesame'));
    keyring.drop();
    expect(() => keyring.openForComputer(context, sealed)).toThrow(AppError);
    expect(() => keyring.sealForComputer(context, Buffer.from('x'))).toThrow(AppError);
  });
});
