/** What the server of a shared vault refuses, each by a name of its own. */
import { expect, test } from 'vitest';
import { sharedError } from '../../../../src-main/storage/postgres/shared-errors';

const refusedWith = (code: string, message = '') => Object.assign(new Error(message), { code });
const codeFor = (thrown: unknown, isComplete = false) =>
  Reflect.get(Object(Reflect.get(Object(sharedError(thrown, isComplete)), 'data')), 'code');

test.each([
  ['23505', 'shared-vault.refused'],
  ['23503', 'shared-vault.refused'],
  ['40P01', 'shared-vault.refused'],
  ['25006', 'shared-vault.server-reads-only'],
  ['28P01', 'shared-vault.login-refused'],
  ['42704', 'shared-vault.login-refused'],
  ['42501', 'shared-vault.not-allowed'],
  ['53100', 'shared-vault.disk-full'],
  ['53300', 'shared-vault.unreachable'],
  ['57P01', 'shared-vault.unreachable'],
  ['3D000', 'shared-vault.not-provisioned'],
  ['42P01', 'shared-vault.not-provisioned'],
  ['ECONNREFUSED', 'shared-vault.unreachable'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'shared-vault.certificate'],
])('%s is %s', (state, code) => {
  expect(codeFor(refusedWith(state))).toBe(code);
});

test('a constraint describes no row to whoever ran into it: it may be one of another clinic', () => {
  const thrown = refusedWith('23505', 'duplicate key value violates "organizations_name": Key (name)=(Maple Street)');
  expect(JSON.stringify(Reflect.get(Object(sharedError(thrown)), 'data'))).not.toMatch(/Maple|organizations_name/);
});

// The last four are of a server that ends itself: its log has no room, can’t be written, or is damaged.
test.each(['57P01', '08006', '53100', '53200', '58030', 'XX000'])(
  'what was being confirmed when the server said %s is told to be looked at, not simply tried again',
  (state) => {
    expect(sharedError(refusedWith(state), true)).toMatchObject({
      data: { code: 'shared-vault.unreachable', cause: expect.stringContaining('saved whole, or not at all') },
    });
    expect(sharedError(refusedWith(state))).not.toMatchObject({
      data: { cause: expect.stringContaining('saved whole') },
    });
  },
);

test('what is not known is left as it is', () => {
  const thrown = refusedWith('XX999');
  expect(sharedError(thrown)).toBe(thrown);
});
