import { describe, expect, it } from 'vitest';
import { swapOffer } from '../../../../src-renderer/screens/setup/connect-step/connect-form';
import {
  type ConnectEvent,
  type ConnectState,
  connectTransition,
  emptyConnect,
} from '../../../../src-renderer/screens/setup/connect-step/connect-machine';
import { twilioDescriptor } from '../../../../src-shared/providers/twilio/descriptor';
import { connection, failure, importedFile, verification } from './fixtures';

const [tokenMethod, keyMethod] = twilioDescriptor.methods;
const [accountSid, authToken] = tokenMethod.fields;
const goodSid = `AC${'a'.repeat(32)}`;
const goodToken = 'b'.repeat(32);

function reached(...events: ConnectEvent[]): ConnectState {
  return events.reduce<ConnectState>(
    (state, event) => connectTransition(twilioDescriptor, state, event),
    emptyConnect(twilioDescriptor),
  );
}
const typed = (field: typeof accountSid | typeof authToken, value: string, pasted = false): ConnectEvent => ({
  type: 'field-edited',
  field,
  value,
  pasted,
});
const filled = [typed(accountSid, goodSid), typed(authToken, goodToken)];
const verified = [
  ...filled,
  { type: 'verify-started', request: 1 },
  { type: 'verify-answered', request: 1, result: { ok: true, value: verification } },
] satisfies ConnectEvent[];
const formOf = (state: ConnectState) => ('form' in state ? state.form : null);

it('what was saved is replaced as any other: an empty form follows', () => {
  const saved = [
    ...verified,
    { type: 'save-started', request: 2 },
    { type: 'save-answered', request: 2, result: { ok: true, value: connection } },
  ] satisfies ConnectEvent[];
  expect(reached(...saved, { type: 'start-over' })).toEqual(emptyConnect(twilioDescriptor, connection.known));
});

describe('filling in credentials', () => {
  it('names a problem at once when a value is pasted, and only on leaving when it is typed', () => {
    expect(formOf(reached(typed(accountSid, `SK${'a'.repeat(32)}`, true)))?.problems).toHaveProperty(
      'accountSid',
      expect.stringContaining('API key SID'),
    );
    expect(formOf(reached(typed(accountSid, 'AC12')))?.problems).toEqual({});
    expect(
      formOf(reached(typed(accountSid, 'AC12'), { type: 'field-left', field: accountSid }))?.problems,
    ).toHaveProperty('accountSid');
  });

  it('cleans what was pasted', () => {
    expect(formOf(reached(typed(accountSid, `  "ac${'A'.repeat(32)}"\n`, true)))?.values).toEqual({
      accountSid: goodSid,
    });
  });

  it('takes a complaint back while it is being fixed', () => {
    expect(formOf(reached(typed(accountSid, 'AC12', true), typed(accountSid, goodSid)))?.problems).toEqual({});
  });

  it('does not nag about a field that was only passed through', () => {
    expect(formOf(reached({ type: 'field-left', field: accountSid }))?.problems).toEqual({});
  });

  it('goes on asking for a field that is missing, also when a click on Verify leaves it only afterwards', () => {
    const missing = reached(typed(accountSid, goodSid), { type: 'verify-started', request: 1 });
    expect(formOf(missing)?.problems).toHaveProperty('authToken');
    const left = connectTransition(twilioDescriptor, missing, { type: 'field-left', field: authToken });
    expect(formOf(left)?.problems).toEqual(formOf(missing)?.problems);
  });

  it('offers to swap two values that sit in each other’s field', () => {
    const state = reached(typed(accountSid, goodToken, true), typed(authToken, goodSid, true));
    expect(
      swapOffer(
        formOf(state) ?? { methodId: '', values: {}, problems: {}, imported: null, fromFile: [] },
        tokenMethod.fields,
      )?.map((field) => field.id),
    ).toEqual(['accountSid', 'authToken']);
    expect(formOf(connectTransition(twilioDescriptor, state, { type: 'fields-swapped' }))).toMatchObject({
      values: { accountSid: goodSid, authToken: goodToken },
      problems: {},
    });
  });

  it('keeps the Account SID when the method changes', () => {
    const form = formOf(reached(typed(accountSid, goodSid), { type: 'method-picked', methodId: keyMethod.id }));
    expect(form).toMatchObject({ methodId: 'api-key', values: { accountSid: goodSid } });
  });

  it('does not ask Twilio while something is missing, and says what', () => {
    const state = reached(typed(accountSid, goodSid), { type: 'verify-started', request: 1 });
    expect(state.state).toBe('filling');
    expect(formOf(state)?.problems).toEqual({ authToken: 'Paste the auth token.' });
  });
});

describe('importing a file', () => {
  it('takes public values into the form and leaves secrets where they are', () => {
    const form = formOf(reached({ type: 'file-imported', imported: importedFile }));
    expect(form).toMatchObject({ methodId: 'auth-token', values: { accountSid: goodSid }, fromFile: ['authToken'] });
  });

  it('drops a typed secret that the file replaces', () => {
    expect(
      formOf(reached(typed(authToken, goodToken), { type: 'file-imported', imported: importedFile }))?.values,
    ).not.toHaveProperty('authToken');
  });

  it('needs no typed secret to verify', () => {
    expect(
      reached({ type: 'file-imported', imported: importedFile }, { type: 'verify-started', request: 1 }).state,
    ).toBe('verifying');
  });

  it('lets typing take over from the file', () => {
    expect(
      formOf(reached({ type: 'file-imported', imported: importedFile }, typed(authToken, goodToken)))?.fromFile,
    ).toEqual([]);
  });
});

describe('verifying and saving', () => {
  it('forgets typed secrets once the main process holds them', () => {
    const state = reached(...verified);
    expect(state.state).toBe('choosing');
    expect(JSON.stringify(state)).not.toContain(goodToken);
  });

  it('picks the only number that can be picked', () => {
    expect(reached(...verified)).toMatchObject({ choice: '+14155550100' });
  });

  it('leaves the choice open when several fit and none is preferred', () => {
    const options = verification.choice?.options.map((option) => ({ ...option, disabledReason: null })) ?? [];
    const several = {
      ...verification,
      choice: verification.choice === null ? null : { ...verification.choice, options },
    };
    expect(
      reached(
        ...filled,
        { type: 'verify-started', request: 1 },
        { type: 'verify-answered', request: 1, result: { ok: true, value: several } },
      ),
    ).toMatchObject({ choice: null });
  });

  it('keeps what was typed when Twilio refuses', () => {
    const state = reached(
      ...filled,
      { type: 'verify-started', request: 1 },
      { type: 'verify-answered', request: 1, result: { ok: false, error: failure } },
    );
    expect(state).toMatchObject({ state: 'filling', error: failure, form: { values: { authToken: goodToken } } });
  });

  it('ignores the answer to a verification that was cancelled', () => {
    const cancelled = reached(...filled, { type: 'verify-started', request: 1 }, { type: 'cancelled' });
    expect(cancelled.state).toBe('filling');
    expect(
      connectTransition(twilioDescriptor, cancelled, {
        type: 'verify-answered',
        request: 1,
        result: { ok: true, value: verification },
      }),
    ).toBe(cancelled);
  });

  it('ignores the first answer when a second question is on its way', () => {
    const second = reached(
      ...filled,
      { type: 'verify-started', request: 1 },
      { type: 'cancelled' },
      { type: 'verify-started', request: 2 },
    );
    expect(
      connectTransition(twilioDescriptor, second, {
        type: 'verify-answered',
        request: 1,
        result: { ok: true, value: verification },
      }),
    ).toBe(second);
  });

  it('keeps the choice when saving fails', () => {
    expect(
      reached(
        ...verified,
        { type: 'save-started', request: 2 },
        { type: 'save-answered', request: 2, result: { ok: false, error: failure } },
      ),
    ).toMatchObject({
      state: 'choosing',
      choice: '+14155550100',
      error: failure,
    });
  });

  it('asks for the secrets again when the verification has lapsed', () => {
    const lapsed = { ...failure, code: 'credentials.verification-expired' };
    expect(
      reached(
        ...verified,
        { type: 'save-started', request: 2 },
        { type: 'save-answered', request: 2, result: { ok: false, error: lapsed } },
      ),
    ).toMatchObject({
      state: 'filling',
      error: lapsed,
    });
  });

  it('ends with the saved connection', () => {
    expect(
      reached(
        ...verified,
        { type: 'save-started', request: 2 },
        { type: 'save-answered', request: 2, result: { ok: true, value: connection } },
      ),
    ).toEqual({
      state: 'saved',
      connection,
    });
  });
});
