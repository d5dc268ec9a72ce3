/** Access that is still to be withdrawn at a provider: kept sealed with the change that made it so, or not at all. */
import { describe, expect, test } from 'vitest';
import type { OrganizationScope, ReadinessCheck, Storage } from '../../../../src-main/storage/repositories';
import type { AppErrorData } from '../../../../src-shared/errors';
import { codeOf, note } from '../vault/profile';

const problem: AppErrorData = { code: 'network.reset', message: 'It broke off.', cause: '', fix: '', retryable: true };
const pending = { account: 'front.desk@clinic.example', problem };

/** A sign-in to an account, sealed. */
const save = (
  scope: OrganizationScope,
  accountId: string,
  more: { pending?: typeof pending; checks?: ReadinessCheck[] } = {},
) =>
  scope.credentials.save(
    {
      provider: 'google',
      methodId: 'own-calendars',
      choice: null,
      metadata: {},
      accountKey: `42/${accountId}`,
      keyHint: 'Client secret ending in 0001',
      simulated: false,
      verifiedAt: null,
      expiresAt: null,
    },
    { refreshToken: `token of ${accountId}` },
    more.checks ?? [],
    note('credential.replaced'),
    more.pending,
  );

async function clinicsIn(storage: Storage, ...names: string[]) {
  const scopes = [];
  for (const name of names) {
    const { id } = await storage.organizations.add(
      { name, timeZone: 'UTC', country: 'US' },
      note('organization.added'),
    );
    scopes.push(storage.forOrganization(id));
  }
  return { storage, scopes: scopes as [OrganizationScope, OrganizationScope] };
}
const audit = async ({ storage }: Awaited<ReturnType<typeof clinicsIn>>) =>
  (await storage.audit.list({ organizationId: null, before: null, limit: 20, search: '', outcome: null })).entries;

/** @param newStorage an empty one for each test */
export function revocationContract(newStorage: () => Promise<Storage>): void {
  const clinics = async (...names: string[]) => clinicsIn(await newStorage(), ...names);
  describe('a connection that takes the place of another', () => {
    test('moves the old one’s secret to the queue, sealed', async () => {
      const { scopes } = await clinics('One');
      const [one] = scopes;
      await save(one, 'a');
      await save(one, 'b', { pending });
      const [waiting] = await one.revocations.list();
      expect(waiting).toMatchObject({ provider: 'google', accountKey: '42/a', account: pending.account, problem });
      expect((await one.revocations.open(waiting?.id ?? ''))?.fields).toEqual({ refreshToken: 'token of a' });
      expect((await one.credentials.open('google')).fields).toEqual({ refreshToken: 'token of b' });
    });

    test('does neither when it can’t be stored', async () => {
      const { scopes } = await clinics('One');
      const [one] = scopes;
      await save(one, 'a');
      const impossible = [
        {
          provider: 'google',
          rung: 'signed-in',
          state: 'no such state',
          proof: null,
          checkedAt: '',
          simulated: false,
        } as unknown as ReadinessCheck,
      ];
      expect(await codeOf(save(one, 'b', { pending, checks: impossible }))).not.toBe('no error');
      expect(await one.revocations.list()).toEqual([]);
      expect((await one.credentials.open('google')).fields).toEqual({ refreshToken: 'token of a' });
    });

    test('of the same account drops what waits, of whatever clinic, and the trail says so there', async () => {
      const made = await clinics('One', 'Two');
      const [one, two] = made.scopes;
      await save(one, 'a');
      await one.credentials.revoke('google', note('credential.revoked'), pending);
      await save(two, 'b');
      expect(await one.revocations.list()).toHaveLength(1);
      await save(two, 'a');
      expect(await one.revocations.list()).toEqual([]);
      expect((await audit(made)).find(({ action }) => action === 'credential.withdrawn')).toMatchObject({
        organizationName: 'One',
        detail: expect.stringContaining('Two uses the same account now'),
      });
      expect((await made.storage.audit.verify()).intact).toBe(true);
    });
  });

  test('what waits no more opens to nothing', async () => {
    const { scopes } = await clinics('One');
    const [one] = scopes;
    await save(one, 'a');
    await one.credentials.revoke('google', note('credential.revoked'), pending);
    const [waiting] = await one.revocations.list();
    await one.revocations.finish(waiting?.id ?? '', note('credential.withdrawn'));
    expect(await one.revocations.open(waiting?.id ?? '')).toBeNull();
  });
}
