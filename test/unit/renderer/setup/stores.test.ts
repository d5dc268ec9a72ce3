import { describe, expect, it } from 'vitest';
import { createTestStore } from '../../../../src-renderer/components/tests/test-store';
import { createConnectStore } from '../../../../src-renderer/screens/setup/connect-step/connect-store';
import { twilioDescriptor } from '../../../../src-shared/providers/twilio/descriptor';
import { ok } from '../../../../src-shared/result';
import { FakeBridge } from '../../../fakes/fake-bridge';
import { connection, importedFile, organizationId, run, step, verification } from './fixtures';

const [accountSid, authToken] = twilioDescriptor.methods[0].fields;
const sid = `AC${'a'.repeat(32)}`;
const token = 'b'.repeat(32);
const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('connecting', () => {
  it('sends what was typed once, cleaned, and saves what was picked', async () => {
    const fake = new FakeBridge().succeed('credentials.verify', verification).succeed('credentials.save', connection);
    const store = createConnectStore(fake.bridge, twilioDescriptor, organizationId);
    store.getState().edit(accountSid, ` ${sid.toLowerCase()} `, true);
    store.getState().edit(authToken, token, true);
    await Promise.all([store.getState().verify(), store.getState().verify()]);
    expect(fake.requestsOf('credentials.verify')).toEqual([
      {
        organizationId,
        provider: 'twilio',
        methodId: 'auth-token',
        fields: { accountSid: sid, authToken: token },
        importId: null,
      },
    ]);
    const saved = await Promise.all([store.getState().save(false), store.getState().save(false)]);
    expect(saved).toEqual([true, false]);
    expect(fake.requestsOf('credentials.save')).toEqual([
      { organizationId, provider: 'twilio', verificationId: verification.verificationId, choice: '+14155550100' },
    ]);
  });

  it('names the file instead of its secret when it verifies', async () => {
    const fake = new FakeBridge()
      .succeed('credentials.importFile', { imported: importedFile })
      .succeed('credentials.verify', verification);
    const store = createConnectStore(fake.bridge, twilioDescriptor, organizationId);
    expect(await store.getState().importFile()).toEqual(importedFile);
    await store.getState().verify();
    expect(fake.requestsOf('credentials.verify')).toMatchObject([
      { fields: { accountSid: sid }, importId: importedFile.importId },
    ]);
    expect(Object.keys(fake.requestsOf('credentials.verify')[0]?.fields ?? {})).not.toContain('authToken');
  });

  it('leaves the form alone when the file dialog was closed', async () => {
    const fake = new FakeBridge().succeed('credentials.importFile', { imported: null });
    const store = createConnectStore(fake.bridge, twilioDescriptor, organizationId);
    store.getState().edit(accountSid, sid, true);
    expect(await store.getState().importFile()).toBeNull();
    expect(store.getState().connect).toMatchObject({
      state: 'filling',
      error: null,
      form: { values: { accountSid: sid } },
    });
  });

  it('asks for the file’s values again once the main process has forgotten them', async () => {
    const fake = new FakeBridge()
      .succeed('credentials.importFile', { imported: importedFile })
      .fail('credentials.verify', { code: 'import.expired' });
    const store = createConnectStore(fake.bridge, twilioDescriptor, organizationId);
    await store.getState().importFile();
    await store.getState().verify();
    expect(store.getState().connect).toMatchObject({
      state: 'filling',
      error: { code: 'import.expired' },
      form: { imported: null, fromFile: [] },
    });
  });

  it('forgets an answer that comes after Cancel', async () => {
    const fake = new FakeBridge();
    const answer = fake.hold('credentials.verify');
    const store = createConnectStore(fake.bridge, twilioDescriptor, organizationId);
    store.getState().edit(accountSid, sid, true);
    store.getState().edit(authToken, token, true);
    const asked = store.getState().verify();
    store.getState().cancel();
    answer(ok(verification));
    await asked;
    expect(store.getState().connect).toMatchObject({ state: 'filling', form: { values: { authToken: token } } });
  });
});

describe('testing', () => {
  it('sends once for a double click', async () => {
    const fake = new FakeBridge()
      .succeed('test.history', { runs: [] })
      .succeed('test.start', run(1, { state: 'running' }));
    const store = createTestStore(fake.bridge, 'twilio', organizationId);
    await Promise.all([store.getState().start('+14155550199', null), store.getState().start('+14155550199', null)]);
    await store.getState().start('+14155550199', null);
    expect(fake.requestsOf('test.start')).toEqual([
      { organizationId, provider: 'twilio', to: '+14155550199', only: null },
    ]);
  });

  it('follows a run that was going before the window was opened, and stops it', async () => {
    const running = run(1, { state: 'running' });
    const fake = new FakeBridge().succeed('test.history', { runs: [running] }).succeed('test.stop', {});
    const store = createTestStore(fake.bridge, 'twilio', organizationId);
    store.getState().open();
    await settled();
    fake.emit('test.progress', { ...running, steps: [step('account', { state: 'passed' })] });
    expect(store.getState().test.runs?.[0]?.steps[0]?.state).toBe('passed');
    await Promise.all([store.getState().stop(), store.getState().stop()]);
    expect(fake.requestsOf('test.stop')).toEqual([{ organizationId, provider: 'twilio', runId: running.id }]);
  });

  it('hears nothing of other clinics, and nothing at all once it is closed', () => {
    const fake = new FakeBridge().succeed('test.history', { runs: [] });
    const store = createTestStore(fake.bridge, 'twilio', organizationId);
    const close = store.getState().open();
    fake.emit('test.progress', run(1, { organizationId: '01902f3a-0000-7000-8000-000000000002' }));
    close();
    fake.emit('test.progress', run(2));
    expect(store.getState().test.runs).toBeNull();
  });

  it('sends nothing by opening', async () => {
    const fake = new FakeBridge().succeed('test.history', { runs: [run(1, { state: 'interrupted' })] });
    createTestStore(fake.bridge, 'twilio', organizationId).getState().open();
    await settled();
    expect(fake.calls.map(({ channel }) => channel)).toEqual(['test.history']);
  });
});
