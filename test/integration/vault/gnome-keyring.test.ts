/** The real keychain of a Linux desktop, over a real message bus, in each of its states. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newProfileDir } from '../../unit/main/vault/profile';
import { bundleChild } from '../storage/bundle-child';
import { type KeyringSession, keyringMissing, startKeyringSession } from './keyring-session';

const missing = keyringMissing();

describe.skipIf(missing !== null)(
  `a real gnome-keyring${missing ? ` (skipped: ${missing})` : ''}`,
  { timeout: 120_000 },
  () => {
    let bundle: string;
    let session: KeyringSession;
    let dir: string;

    beforeAll(async () => {
      bundle = await bundleChild('../vault/keychain-child.ts');
      return () => rmSync(join(bundle, '..'), { recursive: true, force: true });
    }, 120_000);
    beforeEach(async () => {
      dir = newProfileDir();
      session = await startKeyringSession();
      return () => session.close();
    });

    function open(what = 'look', env = session.env): { state: { state: string }; opened: unknown } {
      const { stdout, stderr, status } = spawnSync(process.execPath, [bundle, dir, what], {
        env,
        encoding: 'utf8',
        timeout: 60_000,
      });
      expect([status, stderr]).toEqual([0, '']);
      return JSON.parse(stdout);
    }
    const bytes = () => readFileSync(join(dir, 'console.db'));

    test('keeps the key from one start to the next, also across a restart of the keyring', async () => {
      await session.startKeyring('password');
      expect(open('seal')).toEqual({
        state: { state: 'ready', protection: 'keychain', createdNow: true },
        opened: { authToken: 'the sealed token' },
      });
      expect(open().state).toEqual({ state: 'ready', protection: 'keychain', createdNow: false });
      await session.stopKeyring();
      await session.startKeyring('password');
      expect(open().opened).toEqual({ authToken: 'the sealed token' });
    });

    test('that is locked says so, and nothing changes until it is unlocked', async () => {
      await session.startKeyring('password');
      open('seal');
      await session.stopKeyring();
      const before = bytes();
      await session.startKeyring(null);
      expect(open()).toEqual({ state: { state: 'locked' }, opened: 'vault.locked' });
      expect(bytes().equals(before)).toBe(true);
      await session.stopKeyring();
      await session.startKeyring('password');
      expect(open().opened).toEqual({ authToken: 'the sealed token' });
    });

    test('that does not run is unavailable, and nothing changes until it does', async () => {
      await session.startKeyring('password');
      open('seal');
      const before = bytes();
      await session.stopKeyring();
      expect(open()).toEqual({ state: { state: 'unavailable', hasCredentials: true }, opened: 'vault.unavailable' });
      const { DBUS_SESSION_BUS_ADDRESS, ...noBus } = session.env;
      expect(DBUS_SESSION_BUS_ADDRESS).toBeDefined();
      expect(open('look', noBus)).toEqual({
        state: { state: 'unavailable', hasCredentials: true },
        opened: 'vault.unavailable',
      });
      expect(bytes().equals(before)).toBe(true);
      await session.startKeyring('password');
      expect(open().opened).toEqual({ authToken: 'the sealed token' });
    });

    test('that is locked at the first start makes no key', async () => {
      await session.startKeyring('password');
      open();
      await session.stopKeyring();
      await session.startKeyring(null);
      dir = newProfileDir();
      expect(open().state).toEqual({ state: 'locked' });
      await session.stopKeyring();
      await session.startKeyring('password');
      expect(open().state).toEqual({ state: 'ready', protection: 'keychain', createdNow: true });
    });

    test('of another person does not hold the key, and no new one is made', async () => {
      await session.startKeyring('password');
      open('seal');
      const before = bytes();
      const other = await startKeyringSession();
      try {
        await other.startKeyring('password');
        expect(open('look', other.env)).toEqual({ state: { state: 'key-missing' }, opened: 'vault.key-missing' });
        expect(open('look', other.env).state).toEqual({ state: 'key-missing' });
      } finally {
        await other.close();
      }
      expect(bytes().equals(before)).toBe(true);
      expect(open().opened).toEqual({ authToken: 'the sealed token' });
    });
  },
);
