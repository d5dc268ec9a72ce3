/** How a server is reached, and which servers are old enough to be refused. */
import { expect, test } from 'vitest';
import { requireSafeServer } from '../../../../src-main/storage/postgres/driver';
import { tlsOf } from '../../../../src-shared/shared-vault/server-address';

const at = (host: string, ca: string | null = null) => tlsOf({ host, port: 5432, database: 'voxanne', ca });

test.each(['db.example.com', '10.0.0.5', '127.0.0.1.example.com', 'localhost.example.com'])(
  '%s without an authority of its own is reached by verified TLS all the same',
  (host) => {
    expect(at(host)).toMatchObject({ rejectUnauthorized: true, minVersion: 'TLSv1.2', host });
  },
);

test.each(['localhost', '127.0.0.1', '::1', '/run/postgresql'])('%s is this computer: no TLS unless named', (host) => {
  expect(at(host)).toBe(false);
  expect(at(host, 'PEM')).toMatchObject({ rejectUnauthorized: true, ca: 'PEM' });
});

const outcome = (version: number) => {
  try {
    requireSafeServer(version);
    return 'safe';
  } catch (thrown) {
    return String(Reflect.get(Reflect.get(Object(thrown), 'data'), 'code'));
  }
};

test.each([
  [140_019, false],
  [150_013, false],
  [150_014, true],
  [160_000, false],
  [160_009, false],
  [160_010, true],
  [170_005, false],
  [170_006, true],
  [180_000, true],
  [190_001, true],
])('PostgreSQL %i is safe: %s', (version, isSafe) => {
  expect(outcome(version)).toBe(isSafe ? 'safe' : 'shared-vault.server-too-old');
});
