/** A run over several connections a clinic counts its clinics, and checks those that were picked. */
import { expect, test } from 'vitest';
import { createCheckAll } from '../../../../src-main/checks/check-all';
import type { OrganizationOverview, Storage } from '../../../../src-main/storage/repositories';
import type { ProviderId } from '../../../../src-shared/primitives';
import { allProviders } from '../../../../src-shared/providers';
import { clinic } from '../../renderer/setup/fixtures';

function overview(id: string): OrganizationOverview {
  const credentials = allProviders.map(({ id: provider }) => ({
    provider,
    status: 'active' as const,
    choice: null,
    metadata: {},
    accountKey: `${id} ${provider}`,
    addedAt: clinic.createdAt,
    verifiedAt: null,
    attemptedAt: null,
    expiresAt: null,
    lastError: null,
  }));
  return { organization: { ...clinic, id }, credentials, checks: [], pendingRevocations: [] };
}

const refusal = { code: 'refused', message: '', cause: '', fix: '', retryable: false };

function setUp() {
  const asked: string[] = [];
  const all = ['a', 'b', 'c'].map(overview);
  const organizations = {
    connectionsAfter: async (after: string) => ({
      items: all
        .filter(({ organization }) => organization.id > after)
        .slice(0, 2)
        .flatMap(({ organization: { id, name }, credentials }) =>
          credentials.map(({ provider, accountKey }) => ({ organizationId: id, name, provider, accountKey })),
        ),
      next: after === '' ? 'b' : null,
    }),
    overviewsOf: async (ids: readonly string[]) => all.filter(({ organization }) => ids.includes(organization.id)),
  };
  const checkAll = createCheckAll({
    storage: { organizations } as unknown as Storage,
    credentials: {
      attempt: async (organizationId: string, provider: ProviderId) => {
        asked.push(`${organizationId} ${provider}`);
        // Two of the connections of b fail: b is one clinic that failed.
        return organizationId === 'b' && provider !== 'google'
          ? { kind: 'disproved', error: refusal, thrown: refusal }
          : { kind: 'proved', connection: { problem: null, status: 'active', ladder: { rungs: [] } } as never };
      },
    },
    publish: () => undefined,
  });
  return { asked, checkAll };
}

test('a clinic is done with the last of its connections, and failed once', async () => {
  const { checkAll } = setUp();
  expect(await checkAll.run(null, {})).toMatchObject({
    total: 9,
    done: 9,
    failed: 2,
    clinics: { total: 3, done: 3, failed: 1, notChecked: 0 },
  });
});

test('only the clinics that were picked are checked', async () => {
  const { asked, checkAll } = setUp();
  expect(await checkAll.start(['c'])).toMatchObject({ total: 3, clinics: { total: 1 } });
  await expect.poll(() => checkAll.isRunning()).toBe(false);
  expect(asked.every((connection) => connection.startsWith('c '))).toBe(true);
});
