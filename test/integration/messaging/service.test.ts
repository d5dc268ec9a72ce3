import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Clinic, openClinic } from './clinic';
import { accountSid, authToken, json, page, startTinyTwilio, type TinyTwilio, to } from './tiny-twilio';

let server: TinyTwilio;
let clinic: Clinic;
beforeEach(async () => {
  server = await startTinyTwilio();
  clinic = await openClinic(server.origin);
});
afterEach(async () => {
  await clinic.smsTests.stopAll();
  await clinic.remove();
  await server.close();
});

const posts = () => server.calls.filter(({ method }) => method === 'POST').length;
const states = (run: { steps: { state: string }[] }) => run.steps.map(({ state }) => state);
const rungOf = async (id: string) => (await clinic.scope.readiness.list()).find(({ rung }) => rung === id);
const stuckAtSent = () => {
  server.routes.message = (_c, answer) => json(answer, 200, { sid: 'SM1', status: 'sent' });
};
const run = async (only: Parameters<Clinic['smsTests']['start']>[2] = null, timeoutMs = 3000) => {
  const started = await clinic.smsTests.start(clinic.organizationId, '(415) 555-0134', only, timeoutMs);
  return clinic.smsTests.waitFor(clinic.organizationId, started.id);
};

describe('a test of a clinic', () => {
  test('answers at once, streams whole runs, and is kept with its SIDs, texts and times', async () => {
    const started = await clinic.smsTests.start(clinic.organizationId, '(415) 555-0134', null, 3000);
    expect(started).toMatchObject({ state: 'running', recipient: to, simulated: true, startedBy: 'installer' });
    const ended = await clinic.smsTests.waitFor(clinic.organizationId, started.id);
    expect(states(ended)).toEqual(['passed', 'passed', 'passed', 'passed']);
    expect(clinic.published.every(({ steps }) => steps.length === 4)).toBe(true);
    expect(await clinic.smsTests.history(clinic.organizationId, 10)).toEqual([ended]);
    const messages = await clinic.scope.messages.ofRun(started.id);
    expect(messages.map(({ step, state, status, body }) => [step, state, status, body])).toEqual([
      ['test-sms', 'accepted', 'delivered', server.messages[0]?.body],
      ['hot-lead-sms', 'accepted', 'delivered', server.messages[1]?.body],
    ]);
    expect(server.messages[0]?.body).toMatch(/^Voxanne test for Sunrise Dental: texting works\. Code \d{4}\./);
    expect(await rungOf('delivered')).toMatchObject({
      state: 'proven',
      proof: 'The carrier confirmed delivery at (415) 555-0134',
    });
    const { entries } = await clinic.storage.audit.list({
      organizationId: clinic.organizationId,
      before: null,
      limit: 10,
      search: '',
      outcome: null,
    });
    expect(entries.map(({ action }) => action).slice(0, 2)).toEqual(['test.passed', 'test.started']);
    expect((await clinic.smsTests.recipients(clinic.organizationId)).recent).toEqual([to]);
  });

  test('keeps no secret in what it streams or stores', async () => {
    await run();
    expect(JSON.stringify([clinic.published, await clinic.smsTests.history(clinic.organizationId, 10)])).not.toContain(
      authToken,
    );
  });

  test('one at a time: a second start is refused, and a double click sends once', async () => {
    const starts = await Promise.allSettled(
      [1, 2, 3].map(() => clinic.smsTests.start(clinic.organizationId, to, null, 3000)),
    );
    expect(starts.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(starts[1]).toMatchObject({ reason: { data: { code: 'test.already-running' } } });
    const [first] = starts;
    if (first?.status === 'fulfilled') await clinic.smsTests.waitFor(clinic.organizationId, first.value.id);
    expect(posts()).toBe(2);
    expect(states(await run(['account']))).toEqual(['passed', 'skipped', 'skipped', 'skipped']);
  });

  test.each([
    ['+1234567890', 'phone-number.placeholder'],
    ['1-800-FLOWERS', 'phone-number.letters'],
    ['+14155550100', 'phone-number.recipient-is-sender'],
  ])('%s as recipient is refused before anything happens', async (entered, code) => {
    await expect(clinic.smsTests.start(clinic.organizationId, entered, null)).rejects.toMatchObject({ data: { code } });
    expect(server.calls).toEqual([]);
    expect(await clinic.smsTests.history(clinic.organizationId, 10)).toEqual([]);
  });

  test('without credentials it says so', async () => {
    await clinic.scope.credentials.revoke('twilio', {
      action: 'credential.revoked',
      outcome: 'succeeded',
      detail: 'x',
      simulated: true,
    });
    await expect(clinic.smsTests.start(clinic.organizationId, to, null)).rejects.toMatchObject({
      data: { code: 'credentials.not-connected' },
    });
  });

  test('stopped: what was sent stays sent, and nothing more is', async () => {
    stuckAtSent();
    const started = await clinic.smsTests.start(clinic.organizationId, to, null, 30_000);
    await expect
      .poll(() => clinic.published.at(-1)?.steps.filter(({ delivery }) => delivery.at(-1)?.status === 'sent').length)
      .toBe(2);
    await clinic.smsTests.stop(clinic.organizationId, started.id);
    const ended = await clinic.smsTests.waitFor(clinic.organizationId, started.id);
    expect(ended.state).toBe('stopped');
    expect(states(ended)).toEqual(['passed', 'passed', 'unconfirmed', 'unconfirmed']);
    expect(posts()).toBe(2);
  });

  test('texts are the clinic’s own once edited', async () => {
    await clinic.smsTests.saveDrafts(clinic.organizationId, { testSms: 'Ping {{code}}', hotLead: 'Lead {{lead}}' });
    await run();
    expect(server.messages.map(({ body }) => body.replace(/\d{4}/, '#'))).toEqual(['Ping #', 'Lead #']);
  });

  test('a trial account’s verified recipients are offered', async () => {
    server.routes.account = (_c, answer) => json(answer, 200, { sid: accountSid, type: 'Trial', status: 'active' });
    expect(await clinic.smsTests.recipients(clinic.organizationId)).toEqual({
      recent: [],
      verified: [{ number: to, label: 'Owner' }],
      trial: true,
    });
  });
});

describe('the code from the phone', () => {
  const codeOf = async (runId: string) =>
    (await clinic.scope.messages.ofRun(runId)).find(({ step }) => step === 'test-sms')?.code ?? '';

  test('proves arrival after the run, where the carrier gave no receipt', async () => {
    stuckAtSent();
    const ended = await run(null, 500);
    expect(states(ended)).toEqual(['passed', 'passed', 'unconfirmed', 'unconfirmed']);
    const code = await codeOf(ended.id);
    const wrong = code === '1000' ? '1001' : '1000';
    await expect(clinic.smsTests.confirmCode(clinic.organizationId, ended.id, 'test-sms', wrong)).rejects.toMatchObject(
      {
        data: { code: 'sms-test.wrong-code' },
      },
    );
    expect(await clinic.scope.readiness.list()).toEqual([]);
    const confirmed = await clinic.smsTests.confirmCode(
      clinic.organizationId,
      ended.id,
      'test-sms',
      ` ${code.slice(0, 2)} ${code.slice(2)} `,
    );
    expect(confirmed.steps[2]).toMatchObject({
      state: 'passed',
      detail: expect.stringContaining('code was read from the phone'),
    });
    expect(await clinic.smsTests.history(clinic.organizationId, 1)).toEqual([confirmed]);
    expect(await rungOf('delivered')).toMatchObject({
      state: 'proven',
      proof: expect.stringContaining('The code was read from the phone'),
    });
  });

  test('ends the waiting while the run goes on', async () => {
    stuckAtSent();
    const started = await clinic.smsTests.start(clinic.organizationId, to, null, 2500);
    await expect.poll(() => server.messages.length).toBe(2);
    await clinic.smsTests.confirmCode(clinic.organizationId, started.id, 'test-sms', await codeOf(started.id));
    const ended = await clinic.smsTests.waitFor(clinic.organizationId, started.id);
    expect(states(ended)).toEqual(['passed', 'passed', 'passed', 'unconfirmed']);
    expect(ended.steps[2]?.delivery.at(-1)?.status).toBe('confirmed-by-code');
  });

  test('the lead’s number proves the hot-lead text, and the code of the other text does not', async () => {
    stuckAtSent();
    const ended = await run(null, 500);
    const lead = (await clinic.scope.messages.ofRun(ended.id)).find(({ step }) => step === 'hot-lead-sms')?.code ?? '';
    expect(server.messages[1]?.body).toContain(`Lead #${lead}`);
    const confirm = (code: string) =>
      clinic.smsTests.confirmCode(clinic.organizationId, ended.id, 'hot-lead-sms', code);
    await expect(confirm(await codeOf(ended.id))).rejects.toMatchObject({ data: { code: 'sms-test.wrong-code' } });
    expect(states(await confirm(lead))).toEqual(['passed', 'passed', 'unconfirmed', 'passed']);
    expect(await rungOf('delivered')).toMatchObject({ state: 'proven' });
  });

  test('is refused for a run that sent none', async () => {
    const ended = await run(['account']);
    await expect(
      clinic.smsTests.confirmCode(clinic.organizationId, ended.id, 'test-sms', '1234'),
    ).rejects.toMatchObject({
      data: { code: 'sms-test.no-code' },
    });
  });
});

describe('a delivery that was left unconfirmed', () => {
  const lookUp = (runId: string) => clinic.smsTests.lookUpDelivery(clinic.organizationId, runId, 'test-sms');
  const says = (status: string, more: object = {}) => {
    server.routes.message = (_c, answer) => json(answer, 200, { sid: 'SM1', status, ...more });
  };

  test('is looked up again: nothing new changes nothing, and a receipt proves it as of the test', async () => {
    stuckAtSent();
    const ended = await run(null, 500);
    expect(await lookUp(ended.id)).toEqual(ended);
    says('delivered');
    const found = await lookUp(ended.id);
    expect(states(found)).toEqual(['passed', 'passed', 'passed', 'unconfirmed']);
    expect(found.steps[2]).toMatchObject({ detail: 'Delivered; when exactly was not seen.' });
    expect(found.steps[2]?.delivery.at(-1)?.status).toBe('delivered');
    expect(await clinic.smsTests.history(clinic.organizationId, 1)).toEqual([found]);
    expect(await rungOf('delivered')).toMatchObject({ state: 'proven', checkedAt: ended.finishedAt });
    expect(clinic.published.at(-1)).toEqual(found);
    expect(posts()).toBe(2);
  });

  test('may turn out to be lost', async () => {
    stuckAtSent();
    const ended = await run(null, 500);
    says('undelivered', { error_code: 30003 });
    const found = await lookUp(ended.id);
    expect(found.steps[2]).toMatchObject({ state: 'failed', error: { providerCode: '30003' } });
    expect(posts()).toBe(2);
  });

  test('stays as it is when Twilio can’t be asked, which is said', async () => {
    stuckAtSent();
    const ended = await run(null, 500);
    server.routes.message = (_c, answer) => json(answer, 404, { code: 20404, message: 'not found', status: 404 });
    await expect(lookUp(ended.id)).rejects.toMatchObject({ data: { code: 'twilio.20404' } });
    expect(await clinic.smsTests.history(clinic.organizationId, 1)).toEqual([ended]);
  });
});

describe('after a crash', () => {
  /** Ends the start without a word, as a crash does, and starts again. */
  const crashAndStart = async (): Promise<void> => {
    const { profileDir, keyStore, organizationId } = clinic;
    const crashed = clinic;
    clinic = await openClinic(server.origin, { profileDir, keyStore, organizationId });
    crashed.close();
  };
  const intend = async (step: 'test-sms' | 'hot-lead-sms', body: string) => {
    const runs = await clinic.scope.tests.history('twilio', 1);
    const runId =
      runs[0]?.id ??
      (
        await clinic.scope.tests.begin(
          {
            provider: 'twilio',
            subject: '+14155550100',
            recipient: to,
            simulated: true,
            startedAt: new Date().toISOString(),
            startedBy: 'x',
            steps: waiting,
          },
          { action: 'test.started', outcome: 'succeeded', detail: 'x', simulated: true },
        )
      ).id;
    return clinic.scope.messages.intend({ runId, step, from: '+14155550100', to, body, code: '4821' });
  };
  const waiting = (['account', 'phone-number', 'test-sms', 'hot-lead-sms'] as const).map((id) => ({
    id,
    state: 'waiting' as const,
    startedAt: null,
    durationMs: null,
    detail: '',
    reference: null,
    delivery: [],
    error: null,
  }));
  const atTwilio = (body: string, status: string) =>
    server.messages.push({
      sid: `SM${'7'.repeat(32)}`,
      to,
      from: '+14155550100',
      body,
      status,
      error_code: null,
      date_created: new Date().toUTCString(),
      looks: 0,
    });

  test('a message that had left is found, without sending anything', async () => {
    await intend('test-sms', 'Code 4821');
    atTwilio('Code 4821', 'delivered');
    await crashAndStart();
    await clinic.smsTests.recoverInterrupted();
    const [recovered] = await clinic.smsTests.history(clinic.organizationId, 1);
    expect(recovered?.state).toBe('interrupted');
    expect(recovered?.steps[2]).toMatchObject({ state: 'passed', reference: `SM${'7'.repeat(32)}` });
    expect(recovered?.steps[3]).toMatchObject({ state: 'skipped' });
    expect(posts()).toBe(0);
  });

  test('a message that Twilio does not list stays in doubt, in words', async () => {
    await intend('test-sms', 'Code 4821');
    await crashAndStart();
    await clinic.smsTests.recoverInterrupted();
    const [recovered] = await clinic.smsTests.history(clinic.organizationId, 1);
    expect(recovered?.steps[2]).toMatchObject({ state: 'unconfirmed', error: { code: 'sms.outcome-unknown' } });
    expect(posts()).toBe(0);
  });

  test('an unreachable Twilio leaves it for the next start', async () => {
    await intend('test-sms', 'Code 4821');
    atTwilio('Code 4821', 'sent');
    const ordinary = server.routes.list;
    server.routes.list = (_c, answer) => void answer.destroy();
    await crashAndStart();
    await clinic.smsTests.recoverInterrupted();
    expect((await clinic.smsTests.history(clinic.organizationId, 1))[0]).toMatchObject({
      state: 'interrupted',
      finishedAt: null,
    });
    server.routes.list = ordinary;
    await crashAndStart();
    await clinic.smsTests.recoverInterrupted();
    const [recovered] = await clinic.smsTests.history(clinic.organizationId, 1);
    expect(recovered?.steps[2]).toMatchObject({ state: 'unconfirmed', reference: `SM${'7'.repeat(32)}`, error: null });
    expect(await clinic.storage.organizations.unfinishedRuns()).toEqual([]);
  });

  test('an accepted message gets Twilio’s newest word', async () => {
    const record = await intend('test-sms', 'Code 4821');
    atTwilio('Code 4821', 'undelivered');
    await clinic.scope.messages.update(record.id, {
      state: 'accepted',
      sid: `SM${'7'.repeat(32)}`,
      status: 'queued',
    });
    await crashAndStart();
    await clinic.smsTests.recoverInterrupted();
    expect((await clinic.smsTests.history(clinic.organizationId, 1))[0]?.steps[2]).toMatchObject({ state: 'failed' });
  });
});

test('a list that is not one does not stop the recipients from being offered', async () => {
  server.routes.account = (_c, answer) => json(answer, 200, { sid: accountSid, type: 'Trial', status: 'active' });
  server.routes.callerIds = (_c, answer) => json(answer, 200, page('something_else', []));
  expect(await clinic.smsTests.recipients(clinic.organizationId)).toMatchObject({ trial: true, verified: [] });
});
