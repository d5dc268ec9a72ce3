/**
 * A page of a guest Wi-Fi or of a company's filter in Google's place: whatever its status, it proves nothing, removes
 * nothing and revokes nothing.
 */
import { describe, expect, test } from 'vitest';
import { codeOf } from '../../unit/main/vault/profile';
import { clientFields, openConsole } from './clinic';

const calendarId = 'front.desk@sunrise-dental.example';

async function connected() {
  const console = await openConsole();
  const clinic = await console.addClinic();
  await console.connect(clinic);
  return { console, clinic };
}

describe.each([200, 403, 404, 410, 511])('a page with status %i', (status) => {
  const page = { kind: 'html', status } as const;

  test('does not pass for “Google accepts this client”', async () => {
    const console = await openConsole();
    console.control.setFault({ fault: page, pathIncludes: '/token' });
    const { clientId = '', clientSecret = '' } = clientFields('google.full');
    expect(await codeOf(console.google.oauth.probeClient({ clientId, clientSecret }, console.signal))).toBe(
      'network.unreadable-answer',
    );
  });

  test('does not pass for “revoked”: it is tried again later', async () => {
    const { console, clinic } = await connected();
    console.control.setFault({ fault: page, pathIncludes: '/revoke' });
    const connection = await console.credentials.revoke(clinic, 'google');
    expect(connection.pendingRevocation).toMatchObject({ problem: { code: 'network.unreadable-answer' } });
  });

  test('does not pass for “removed”, nor for “nothing was made”', async () => {
    const { console, clinic } = await connected();
    const ran = async () => {
      const run = await console.startTest(clinic);
      await console.tests.waitFor(clinic, 'google', run.id);
      return (await console.tests.history(clinic, 'google', 1)).find(({ id }) => id === run.id);
    };
    console.control.setFault({ fault: page, method: 'DELETE' });
    const steps = (await ran())?.steps;
    expect(steps?.at(-1)).toMatchObject({
      id: 'event-remove',
      state: 'failed',
      error: { code: 'network.unreadable-answer' },
    });
    expect(
      console.control.events(calendarId).filter(({ summary }) => summary.startsWith('Voxanne Console test')),
    ).toHaveLength(1);

    console.control.clearFaults();
    // It is unknown whether the event was made, so it is removed in any case.
    console.control.setFault({ fault: page, method: 'POST', pathIncludes: '/events' });
    expect((await ran())?.steps.slice(2)).toMatchObject([
      { state: 'failed', error: { code: 'network.unreadable-answer' } },
      { state: 'skipped' },
      { state: 'passed' },
    ]);
    expect(
      console.control.events(calendarId).filter(({ summary }) => summary.startsWith('Voxanne Console test')),
    ).toEqual([]);
  });
});

test('a refusal that is not Google’s proves no client; nor does a token for a made-up code', async () => {
  const console = await openConsole();
  const { clientId = '', clientSecret = '' } = clientFields('google.full');
  const probe = () => codeOf(console.google.oauth.probeClient({ clientId, clientSecret }, console.signal));
  console.control.setFault({ fault: { kind: 'answer', status: 400, body: {} }, times: 1 });
  expect(await probe()).toBe('google.http-400');
  console.control.setFault({ fault: { kind: 'answer', status: 200, body: { anything: 'else' } }, times: 1 });
  expect(await probe()).toBe('network.unreadable-answer');
  console.control.setFault({
    fault: { kind: 'answer', status: 200, body: { access_token: 'x', expires_in: 3600 } },
    times: 1,
  });
  await expect(console.google.oauth.probeClient({ clientId, clientSecret }, console.signal)).resolves.toBeUndefined();
});
