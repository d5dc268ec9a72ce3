/** The lock at the window's door, over the real services: what it forgets, what it asks, and weak passphrases. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTwilioSimulator, type TwilioSimulator } from '../../../src-main/simulator/twilio';
import { type OpenConsole, openConsole } from './workspace';

let simulator: TwilioSimulator;
let opened: OpenConsole;

beforeAll(async () => {
  simulator = await startTwilioSimulator({ clockSpeed: 100 });
  opened = await openConsole(simulator.origin);
});
afterAll(async () => {
  await opened.close();
  await simulator.close();
});

const codeOf = async (answer: ReturnType<OpenConsole['answer']>) => {
  const result = await answer;
  return result.ok ? 'ok' : result.error.code;
};

test('what was verified and not saved is gone after the lock', async () => {
  const [account] = simulator.control.addAccounts(1);
  if (!account) throw new Error('no account');
  const { id: organizationId } = await opened.call('organizations.add', {
    name: 'Sunrise Dental',
    timeZone: 'UTC',
    country: 'US',
  });
  const { verificationId } = await opened.call('credentials.verify', {
    organizationId,
    provider: 'twilio',
    methodId: 'auth-token',
    fields: { accountSid: account.accountSid, authToken: account.authToken },
    importId: null,
  });
  await opened.call('vault.lock', {});
  expect(opened.renewed).toHaveLength(1);
  await opened.call('vault.retry', {});
  const save = { organizationId, provider: 'twilio', verificationId, choice: account.phoneNumber };
  expect(await codeOf(opened.answer('credentials.save', save))).toMatch(/^credentials\./);
});

describe('where the system can ask who is there', () => {
  test('a person whom it does not know does not get in, although the keychain would answer', async () => {
    const asked: string[] = [];
    let known = false;
    opened.prompt.current = {
      name: 'Touch ID',
      ask: async (reason) => {
        asked.push(reason);
        return known;
      },
    };
    await opened.call('vault.lock', {});
    expect(await opened.call('app.status', {})).toMatchObject({ unlockPrompt: 'Touch ID' });
    expect(await codeOf(opened.answer('vault.retry', {}))).toBe('vault.not-recognised');
    expect(opened.lock.current()).not.toBeNull();
    expect(opened.workspace.vault.state()).toEqual({ state: 'locked' });
    known = true;
    expect(await opened.call('vault.retry', {})).toMatchObject({ state: 'ready' });
    expect(asked).toHaveLength(2);
    opened.prompt.current = null;
  });
});

describe('a passphrase that is easy to guess', () => {
  test.each(['aaaaaaaaaa', '          ', 'password123'])(
    '%s makes no kit, whatever the page says',
    async (passphrase) => {
      const target = path.join(opened.profileDir, 'weak.voxkit');
      opened.chosen.target = target;
      expect(await codeOf(opened.answer('recovery.export', { passphrase }))).toBe('vault.passphrase-weak');
      expect(await codeOf(opened.answer('vault.createPassphrase', { passphrase }))).toBe('vault.passphrase-weak');
      expect(existsSync(target)).toBe(false);
    },
  );
});
