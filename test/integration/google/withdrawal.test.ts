/**
 * Access that a clinic no longer uses does not live on at Google: after another account, another OAuth client, or the
 * clinic's removal.
 */
import { describe, expect, test } from 'vitest';
import { compose } from '../../../src-main/compose';
import { createLogger } from '../../../src-main/logging/logger';
import { startGoogleSimulator } from '../../../src-main/simulator/google';
import { resumeUnfinishedWork } from '../../../src-main/unfinished-work';
import { codeOf, platformOf } from '../../unit/main/vault/profile';
import { type Console, clientFields, openConsole } from './clinic';

const frontDesk = 'front.desk@sunrise-dental.example';
const maple = 'office@maple-street.example';
const check = (console: Console, clinic: string) => console.credentials.check(clinic, 'google', console.signal);
const shown = async (console: Console, clinic: string) =>
  (await console.credentials.list(clinic)).find(({ provider }) => provider === 'google');
const granted = (console: Console) => console.control.grants().map(({ email, clientId }) => [email, clientId] as const);
const offline = (console: Console) => console.control.setFault({ fault: { kind: 'reset' }, pathIncludes: '/revoke' });
const audit = async (console: Console) =>
  (
    await console.storage.audit.list({ organizationId: null, before: null, limit: 50, search: '', outcome: null })
  ).entries.map(({ action, detail }) => `${action}: ${detail}`);

async function connected(options: Parameters<typeof openConsole>[0] = {}) {
  const console = await openConsole(options);
  const clinic = await console.addClinic();
  await console.connect(clinic);
  return { console, clinic };
}

/** Signs in with another account, and says that it is meant. */
async function switchTo(console: Console, clinic: string, account = maple) {
  const outcome = await console.connect(clinic, {}, { account });
  if (outcome.kind !== 'other-account') throw new Error(outcome.kind);
  const { verificationId, choice } = outcome;
  return console.credentials.save(
    { organizationId: clinic, provider: 'google', verificationId, choice, meansOtherAccount: true },
    console.signal,
  );
}

/** Puts the client of another project in the place of the present one, without signing in. */
async function replaceClient(console: Console, clinic: string, client = 'google.testing') {
  const request = {
    organizationId: clinic,
    provider: 'google' as const,
    methodId: 'own-calendars',
    fields: clientFields(client),
    importId: null,
  };
  const { verificationId } = await console.credentials.verify(request, console.signal);
  return console.credentials.save(
    { organizationId: clinic, provider: 'google', verificationId, choice: null },
    console.signal,
  );
}

describe('another account that is meant', () => {
  test('the access of the old one is withdrawn at Google, and the new one works', async () => {
    const { console, clinic } = await connected();
    const connection = await switchTo(console, clinic);
    expect(granted(console).map(([email]) => email)).toEqual([maple]);
    expect(connection.pendingRevocation).toBeUndefined();
    expect(connection.notices.map(({ text }) => text).join()).toContain(`withdrew the access of ${frontDesk}`);
    expect(await check(console, clinic)).toMatchObject({ status: 'active', problem: null });
    expect((await audit(console)).join('\n')).toMatch(/credential\.withdrawn: .*front\.desk@sunrise-dental\.example/);
  });

  test('until it is meant, nothing is withdrawn', async () => {
    const { console, clinic } = await connected();
    await console.connect(clinic, {}, { account: maple });
    expect(granted(console).map(([email]) => email)).toContain(frontDesk);
    expect(await check(console, clinic)).toMatchObject({ status: 'active' });
  });

  test('offline: the new account is stored; the old access is pending, and ends with the next try', async () => {
    const { console, clinic } = await connected();
    offline(console);
    const connection = await switchTo(console, clinic);
    expect(connection).toMatchObject({
      status: 'active',
      resource: maple,
      pendingRevocation: { accounts: [frontDesk], problem: { code: 'network.reset' } },
    });
    expect(connection.notices.find(({ title }) => title === 'Not yet revoked at Google Calendar')?.text).toContain(
      frontDesk,
    );
    const [row] = await console.organizations.list();
    expect(row).toMatchObject({ status: 'needs-attention', attention: 'Not yet revoked at Google Calendar' });
    console.control.clearFaults();
    expect((await console.credentials.retryRevocation(clinic, 'google')).pendingRevocation).toBeUndefined();
    expect(granted(console).map(([email]) => email)).toEqual([maple]);
  });

  test('two switches offline: both accounts are named, and one try ends both', async () => {
    const { console, clinic } = await connected();
    offline(console);
    await switchTo(console, clinic);
    expect((await switchTo(console, clinic, 'dr.lee@')).pendingRevocation?.accounts).toEqual([frontDesk, maple]);
    console.control.clearFaults();
    await console.credentials.retryRevocation(clinic, 'google');
    expect(granted(console).map(([email]) => email)).toEqual(['dr.lee@sunrise-dental.example']);
  });

  test('another clinic that uses the old account through the same project keeps it, and that is said', async () => {
    const { console, clinic } = await connected();
    const other = await console.addClinic('Maple Street');
    await console.connect(other);
    await switchTo(console, clinic);
    const notice = (await shown(console, clinic))?.notices.find(
      ({ title }) => title === 'Earlier access not withdrawn',
    );
    expect(notice?.text).toContain(frontDesk);
    expect(notice?.text).toContain('Maple Street');
    console.control.expireAccessTokens();
    expect(await check(console, other)).toMatchObject({ status: 'active', problem: null });
    expect((await audit(console)).join('\n')).toMatch(/credential\.replaced: .*not withdrawn.*Maple Street/);
  });

  test('back to the old account before Google was told: the old revocation does not end the new sign-in', async () => {
    const { console, clinic } = await connected();
    offline(console);
    await switchTo(console, clinic);
    await switchTo(console, clinic, frontDesk);
    console.control.clearFaults();
    await console.credentials.retryRevocation(clinic, 'google');
    console.control.expireAccessTokens();
    expect(await check(console, clinic)).toMatchObject({ status: 'active', resource: frontDesk });
    expect(granted(console).map(([email]) => email)).not.toContain(maple);
  });

  test('the program is killed after saving, before Google was told: the next start does it', async () => {
    const simulator = await startGoogleSimulator();
    const { console, clinic } = await connected({ simulator });
    simulator.control.setFault({ fault: { kind: 'stall' }, pathIncludes: '/revoke' });
    const saving = switchTo(console, clinic);
    await expect.poll(async () => (await console.storage.organizations.pendingRevocations()).length).toBe(1);
    await console.close();
    await saving.catch(() => undefined);
    simulator.control.clearFaults();
    const next = await openConsole({ simulator, profileDir: console.profileDir, keyStore: console.keyStore });
    await next.credentials.retryRevocations();
    await expect.poll(() => simulator.control.grants().map(({ email }) => email)).toEqual([maple]);
    await expect.poll(async () => (await shown(next, clinic))?.pendingRevocation).toBeUndefined();
    await next.close();
    await simulator.close();
  });
});

describe('another sign-in of the same account', () => {
  test('a plain reconnect withdraws nothing: Google would end both', async () => {
    const { console, clinic } = await connected();
    await console.connect(clinic, {});
    console.control.expireAccessTokens();
    expect(await check(console, clinic)).toMatchObject({ status: 'active' });
    expect(console.control.requests().some(({ path }) => path === '/revoke')).toBe(false);
    expect((await audit(console)).join('\n')).toMatch(/credential\.replaced: .*same account/);
  });

  test('a new secret of the same client withdraws nothing', async () => {
    const { console, clinic } = await connected();
    const request = {
      organizationId: clinic,
      provider: 'google' as const,
      methodId: 'own-calendars',
      fields: clientFields('google.full'),
      importId: null,
    };
    const { verificationId, choice } = await console.credentials.verify(request, console.signal);
    await console.credentials.save(
      { organizationId: clinic, provider: 'google', verificationId, choice: choice?.preferred ?? null },
      console.signal,
    );
    expect(console.control.requests().some(({ path }) => path === '/revoke')).toBe(false);
  });
});

describe('another OAuth client', () => {
  test('of another project: the access through the old project is withdrawn', async () => {
    const { console, clinic } = await connected();
    await replaceClient(console, clinic);
    expect(granted(console)).toEqual([]);
  });

  test('signing in with it at once, with the same account: only the access through the old project ends', async () => {
    const { console, clinic } = await connected();
    expect((await console.connect(clinic, clientFields('google.testing'))).kind).toBe('signed-in');
    expect(granted(console)).toEqual([[frontDesk, clientFields('google.testing').clientId]]);
    console.control.expireAccessTokens();
    expect(await check(console, clinic)).toMatchObject({ status: 'active' });
  });

  test('offline: it waits, and the new sign-in through another project does not drop it', async () => {
    const { console, clinic } = await connected();
    offline(console);
    expect((await replaceClient(console, clinic)).pendingRevocation?.accounts).toEqual([frontDesk]);
    await console.connect(clinic, {});
    console.control.clearFaults();
    await console.credentials.retryRevocation(clinic, 'google');
    expect(granted(console)).toEqual([[frontDesk, clientFields('google.testing').clientId]]);
  });
});

describe('a clinic that is removed', () => {
  test('Google is told first', async () => {
    const { console, clinic } = await connected();
    await console.organizations.remove(clinic, 'Sunrise Dental', { leaveAccess: false });
    expect(granted(console)).toEqual([]);
    expect(await console.organizations.list()).toEqual([]);
    expect((await audit(console)).join('\n')).toMatch(
      /organization\.removed: Sunrise Dental.*withdrew the access of front\.desk@/,
    );
  });

  test('a wrong name withdraws nothing', async () => {
    const { console, clinic } = await connected();
    expect(await codeOf(console.organizations.remove(clinic, 'Sunrise', { leaveAccess: false }))).toBe(
      'organization.name-mismatch',
    );
    expect(granted(console)).toHaveLength(1);
  });

  test('offline: nothing is removed; the error names the access that stays, and where to end it by hand', async () => {
    const { console, clinic } = await connected();
    offline(console);
    const refused = await console.organizations
      .remove(clinic, 'Sunrise Dental', { leaveAccess: false })
      .catch((thrown: unknown) => thrown);
    expect(refused).toMatchObject({
      data: {
        code: 'organization.access-not-withdrawn',
        retryable: true,
        helpUrl: 'https://myaccount.google.com/connections',
      },
    });
    expect(JSON.stringify(refused)).toContain(frontDesk);
    expect(await check(console, clinic)).toMatchObject({ status: 'active' });
    console.control.clearFaults();
    await console.organizations.remove(clinic, 'Sunrise Dental', { leaveAccess: false });
    expect(granted(console)).toEqual([]);
  });

  test('offline and meant all the same: it is removed, and the audit trail says whose access is left', async () => {
    const { console, clinic } = await connected();
    offline(console);
    await console.organizations.remove(clinic, 'Sunrise Dental', { leaveAccess: true });
    expect(await console.organizations.list()).toEqual([]);
    expect((await audit(console))[0]).toMatch(
      /organization\.removed: Sunrise Dental.*front\.desk@sunrise-dental\.example was not withdrawn and stays/,
    );
  });

  test('what waits from before is told too, and keeps the clinic until it is', async () => {
    const { console, clinic } = await connected();
    offline(console);
    await switchTo(console, clinic);
    console.control.clearFaults();
    console.control.setFault({ fault: { kind: 'reset' }, pathIncludes: '/revoke', times: 3 });
    expect(await codeOf(console.organizations.remove(clinic, 'Sunrise Dental', { leaveAccess: false }))).toBe(
      'organization.access-not-withdrawn',
    );
    await console.organizations.remove(clinic, 'Sunrise Dental', { leaveAccess: false });
    expect(granted(console)).toEqual([]);
  });

  test('another clinic with the same account keeps its access', async () => {
    const { console, clinic } = await connected();
    const other = await console.addClinic('Maple Street');
    await console.connect(other);
    await console.organizations.remove(clinic, 'Sunrise Dental', { leaveAccess: false });
    console.control.expireAccessTokens();
    expect(await check(console, other)).toMatchObject({ status: 'active' });
    expect((await audit(console)).join('\n')).toMatch(/organization\.removed: .*not withdrawn.*Maple Street/);
    // The last one that uses it ends it.
    await console.organizations.remove(other, 'Maple Street', { leaveAccess: false });
    expect(granted(console)).toEqual([]);
  });

  test('a dead connection, and one that nobody signed in to, are no hindrance', async () => {
    const { console, clinic } = await connected();
    console.control.revokeAccount(frontDesk);
    await codeOf(check(console, clinic));
    await console.organizations.remove(clinic, 'Sunrise Dental', { leaveAccess: false });
    const bare = await console.addClinic('Bare');
    await replaceClient(console, bare, 'google.full');
    offline(console);
    await console.organizations.remove(bare, 'Bare', { leaveAccess: false });
    expect(await console.organizations.list()).toEqual([]);
  });
});

describe('a withdrawal that waits', () => {
  test('a disconnect that was meant to end another clinic’s access too does so when the network is back', async () => {
    const { console, clinic } = await connected();
    const other = await console.addClinic('Maple Street');
    await console.connect(other);
    offline(console);
    // Maple Street was named, and the person went on.
    await console.credentials.revoke(clinic, 'google');
    console.control.clearFaults();
    await console.credentials.retryRevocation(clinic, 'google');
    expect(granted(console)).toEqual([]);
  });

  test('another clinic that signs in to the account meanwhile drops it, and the trail says why', async () => {
    const { console, clinic } = await connected();
    offline(console);
    await console.credentials.revoke(clinic, 'google');
    const other = await console.addClinic('Maple Street');
    await console.connect(other);
    expect((await shown(console, clinic))?.pendingRevocation).toBeUndefined();
    expect((await audit(console)).join('\n')).toMatch(/credential\.withdrawn: .*not withdrawn.*Maple Street/);
    console.control.clearFaults();
    await console.credentials.retryRevocations();
    console.control.expireAccessTokens();
    expect(await check(console, other)).toMatchObject({ status: 'active' });
  });

  test('vault locked at the start: what waits is told once it was unlocked', async () => {
    const simulator = await startGoogleSimulator();
    const { console, clinic } = await connected({ simulator });
    simulator.control.setFault({ fault: { kind: 'reset' }, pathIncludes: '/revoke' });
    await console.credentials.revoke(clinic, 'google');
    await console.close();
    simulator.control.clearFaults();
    console.keyStore.failure = { state: 'locked' };
    const workspace = await compose({
      platform: platformOf(console.profileDir),
      env: { VOXANNE_GOOGLE_URL: simulator.origin },
      keyStore: console.keyStore,
      publish: () => undefined,
      logger: createLogger(console.profileDir),
      practice: null,
    });
    resumeUnfinishedWork(workspace, createLogger(console.profileDir));
    expect(workspace.vault.state().state).toBe('locked');
    console.keyStore.failure = null;
    await workspace.vault.retry();
    await expect.poll(() => simulator.control.grants(), { timeout: 120_000 }).toEqual([]);
    await workspace.close();
    await simulator.close();
  });

  test('a server that never answers is told as one, not as something that a person stopped', async () => {
    const { console, clinic } = await connected({ withdrawMs: 300 });
    console.control.setFault({ fault: { kind: 'stall' }, pathIncludes: '/revoke' });
    const connection = await console.credentials.revoke(clinic, 'google');
    expect(connection.pendingRevocation?.problem.code).toBe('network.timeout');
    console.control.clearFaults();
  });
});
