/** A receptionist says that a provider refused it: the console looks for itself before anything is red. */
import { expect, test } from 'vitest';
import {
  createReportedChecks,
  type ReportedFailure,
  sinceFailure,
} from '../../../../src-main/shared-vault/reported-failures';

const reported: ReportedFailure = { organizationId: 'one', provider: 'twilio', revision: 3, isChecked: false };

function checks(check: (organizationId: string) => Promise<unknown> = async () => undefined) {
  const asked: string[] = [];
  const at = createReportedChecks(async (organizationId, provider) => {
    asked.push(`${organizationId} ${provider}`);
    await check(organizationId);
  });
  return { at, asked };
}

test('each revision of a connection is checked once, however often it is reported', async () => {
  const { at, asked } = checks();
  const google: ReportedFailure = { ...reported, provider: 'google' };
  for (let round = 0; round < 3; round += 1) await at([reported, google]);
  expect(asked).toEqual(['one twilio', 'one google']);
  await at([{ ...reported, revision: 4 }, google]);
  expect(asked).toEqual(['one twilio', 'one google', 'one twilio']);
});

test('what another console has checked is not checked again', async () => {
  const { at, asked } = checks();
  await at([{ ...reported, isChecked: true }]);
  expect(asked).toEqual([]);
});

test('a check that fails is kept by the connection, and keeps none of the others from being checked', async () => {
  const { at, asked } = checks(async (organizationId) => {
    if (organizationId === 'one') throw new Error('refused');
  });
  await at([reported, { ...reported, organizationId: 'two' }]);
  expect(asked).toEqual(['one twilio', 'two twilio']);
  await at([reported]);
  expect(asked).toHaveLength(2);
});

test('only what a check found after the report is said of it', () => {
  const [before, at, after] = ['2026-05-04T09:00:00.000Z', '2026-05-04T10:00:00.000Z', '2026-05-04T11:00:00.000Z'];
  const connection = {
    organization_id: 'one',
    provider: 'twilio',
    status: 'active',
    attempted_at: before,
    verified_at: before,
    last_error: null,
  } as const;
  expect(sinceFailure(undefined, at)).toBe('not-checked');
  expect(sinceFailure(connection, at)).toBe('not-checked');
  expect(sinceFailure({ ...connection, status: 'needs-attention' }, at)).toBe('not-checked');
  expect(sinceFailure({ ...connection, attempted_at: after }, at)).toBe('works');
  expect(sinceFailure({ ...connection, attempted_at: after, status: 'reconnect-needed' }, at)).toBe('broken');
  // Nobody answered: nothing is known.
  expect(sinceFailure({ ...connection, attempted_at: after, last_error: '{}' }, at)).toBe('not-checked');
});
