import { describe, expect, it } from 'vitest';
import { outcomeWords, timeLeft } from '../../../../src-renderer/screens/setup/sign-in-step/outcome-words';
import {
  noSignIn,
  type SignInState,
  signInTransition,
  viewOf,
} from '../../../../src-renderer/screens/setup/sign-in-step/sign-in-machine';
import { createSignInStore } from '../../../../src-renderer/screens/setup/sign-in-step/sign-in-store';
import type { SignIn, SignInOutcome } from '../../../../src-shared/credentials/sign-in';
import { catalogue } from '../../../../src-shared/errors-catalogue';
import { providerDescriptors } from '../../../../src-shared/providers';
import { failed, ok } from '../../../../src-shared/result';
import { FakeBridge } from '../../../fakes/fake-bridge';
import { connection, failure, organizationId } from './fixtures';

const id = (number: number) => `01902f3a-0000-7000-8000-00000000020${number}`;
const base = (number = 1) => ({
  id: id(number),
  organizationId,
  provider: 'google' as const,
  startedAt: `2026-05-04T10:0${number}:00.000Z`,
});
const waiting = (number = 1): SignIn => ({
  ...base(number),
  state: 'waiting',
  link: 'http://127.0.0.1:1/o/oauth2/v2/auth?state=x',
  expiresAt: '2026-05-04T10:06:00.000Z',
  browser: 'opened',
});
const finishing = (number = 1): SignIn => ({ ...base(number), state: 'finishing' });
const ended = (outcome: SignInOutcome, number = 1): SignIn => ({
  ...base(number),
  state: 'ended',
  endedAt: '2026-05-04T10:02:00.000Z',
  outcome,
});
const other: SignInOutcome = {
  kind: 'other-account',
  expected: 'desk@clinic.example',
  found: 'lee@clinic.example',
  verificationId: id(9),
  choice: 'lee@clinic.example',
  expiresAt: '2026-05-04T10:12:00.000Z',
};

const started = (): SignInState => signInTransition(noSignIn, { type: 'start-asked', request: 1 });

describe('a sign-in as the window knows it', () => {
  it('goes from the click to the browser, to its end, and back to the form', () => {
    let state = started();
    expect(viewOf(state).view).toBe('starting');
    state = signInTransition(state, { type: 'start-answered', request: 1, result: ok(waiting()) });
    expect(viewOf(state).view).toBe('waiting');
    state = signInTransition(state, { type: 'heard', signIn: finishing() });
    expect(viewOf(state).view).toBe('finishing');
    state = signInTransition(state, { type: 'heard', signIn: ended({ kind: 'cancelled' }) });
    expect(viewOf(state)).toMatchObject({ view: 'ended', outcome: { kind: 'cancelled' } });
    expect(signInTransition(state, { type: 'put-away' })).toEqual(noSignIn);
  });

  it('is not turned back by an answer that its end has overtaken', () => {
    let state = signInTransition(started(), { type: 'heard', signIn: ended({ kind: 'timed-out' }) });
    state = signInTransition(state, { type: 'start-answered', request: 1, result: ok(waiting()) });
    expect(viewOf(state).view).toBe('ended');
    expect(signInTransition(state, { type: 'heard', signIn: finishing() })).toBe(state);
  });

  it('ignores late news of an earlier sign-in', () => {
    const state = signInTransition(noSignIn, { type: 'heard', signIn: waiting(2) });
    expect(signInTransition(state, { type: 'heard', signIn: ended({ kind: 'cancelled' }, 1) })).toBe(state);
  });

  it('ignores an answer to a click that was overtaken', () => {
    const state = started();
    expect(signInTransition(state, { type: 'start-answered', request: 7, result: ok(waiting()) })).toBe(state);
  });

  it('does not begin a second one while one is under way', () => {
    expect(signInTransition(started(), { type: 'start-asked', request: 2 })).toMatchObject({ pending: { request: 1 } });
    const running = signInTransition(noSignIn, { type: 'heard', signIn: waiting() });
    expect(signInTransition(running, { type: 'start-asked', request: 2 })).toBe(running);
  });

  it('says nothing about a failure of what the person has cancelled', () => {
    const cancelled = signInTransition(started(), { type: 'cancel-asked' });
    const state = signInTransition(cancelled, { type: 'start-answered', request: 1, result: failed(failure) });
    expect(state).toEqual(noSignIn);
    expect(signInTransition(started(), { type: 'start-answered', request: 1, result: failed(failure) }).error).toEqual(
      failure,
    );
  });

  it('picks up a running one when the screen opens, and not how an old one ended', () => {
    expect(viewOf(signInTransition(noSignIn, { type: 'status-read', result: ok(waiting()) })).view).toBe('waiting');
    expect(signInTransition(noSignIn, { type: 'status-read', result: ok(ended({ kind: 'cancelled' })) })).toBe(
      noSignIn,
    );
  });

  it('accepts another account only where one was found, once', () => {
    const asked = signInTransition(noSignIn, { type: 'heard', signIn: ended(other) });
    const accepting = signInTransition(asked, { type: 'accept-asked', request: 3 });
    expect(accepting.pending).toEqual({ kind: 'accept', request: 3 });
    expect(signInTransition(accepting, { type: 'accept-asked', request: 4 })).toBe(accepting);
    expect(signInTransition(accepting, { type: 'accept-answered', request: 3, result: ok(connection) })).toEqual(
      noSignIn,
    );
    const denied = signInTransition(noSignIn, { type: 'heard', signIn: ended({ kind: 'denied', error: failure }) });
    expect(signInTransition(denied, { type: 'accept-asked', request: 3 })).toBe(denied);
  });
});

describe('the sign-in store', () => {
  it('hears only of its own clinic and provider', () => {
    const fake = new FakeBridge().succeed('signIn.status', { signIn: null });
    const store = createSignInStore(fake.bridge, 'google', organizationId);
    store.getState().open();
    fake.emit('signIn.changed', { ...waiting(), organizationId: id(8) });
    expect(store.getState().flow).toEqual(noSignIn);
    fake.emit('signIn.changed', waiting());
    expect(viewOf(store.getState().flow).view).toBe('waiting');
  });

  it('uses the stored client for a reconnect, and starts once for two clicks', async () => {
    const fake = new FakeBridge().succeed('signIn.start', waiting());
    const store = createSignInStore(fake.bridge, 'google', organizationId);
    await Promise.all([store.getState().start(null), store.getState().start(null)]);
    expect(fake.requestsOf('signIn.start')).toEqual([
      { organizationId, provider: 'google', methodId: null, fields: {}, importId: null, chooseAccount: false },
    ]);
  });

  it('stores another account with what was verified, only after the person’s word', async () => {
    const fake = new FakeBridge()
      .succeed('signIn.status', { signIn: null })
      .succeed('credentials.save', { ...connection, provider: 'google' });
    const store = createSignInStore(fake.bridge, 'google', organizationId);
    store.getState().open();
    fake.emit('signIn.changed', ended(other));
    expect(fake.requestsOf('credentials.save')).toEqual([]);
    expect(await store.getState().accept()).toBe(true);
    expect(fake.requestsOf('credentials.save')).toEqual([
      {
        organizationId,
        provider: 'google',
        verificationId: id(9),
        choice: 'lee@clinic.example',
        meansOtherAccount: true,
      },
    ]);
  });

  it('can be cancelled before the browser opened', async () => {
    const fake = new FakeBridge().succeed('signIn.cancel', {});
    const answer = fake.hold('signIn.start');
    const store = createSignInStore(fake.bridge, 'google', organizationId);
    const starting = store.getState().start(null);
    await store.getState().cancel();
    answer(failed(failure));
    await starting;
    expect(store.getState().flow).toEqual(noSignIn);
  });
});

describe('a refusal that only the browser shows', () => {
  const blocked = ended({ kind: 'blocked', error: failure });

  it('ends the sign-in with what was picked, before the news of it comes', async () => {
    const fake = new FakeBridge().succeed('signIn.status', { signIn: null }).succeed('signIn.reportPageError', blocked);
    const store = createSignInStore(fake.bridge, 'google', organizationId);
    store.getState().open();
    fake.emit('signIn.changed', waiting());
    expect(await store.getState().reportPageError('org_internal')).toBe(true);
    expect(fake.requestsOf('signIn.reportPageError')).toEqual([
      { organizationId, provider: 'google', pageError: 'org_internal' },
    ]);
    expect(viewOf(store.getState().flow)).toEqual({ view: 'ended', outcome: { kind: 'blocked', error: failure } });
  });

  it('leaves a sign-in that cannot be ended as it was, and says why', async () => {
    const fake = new FakeBridge().succeed('signIn.status', { signIn: null }).fail('signIn.reportPageError', failure);
    const store = createSignInStore(fake.bridge, 'google', organizationId);
    store.getState().open();
    fake.emit('signIn.changed', waiting());
    expect(await store.getState().reportPageError('org_internal')).toBe(false);
    expect(viewOf(store.getState().flow).view).toBe('waiting');
    expect(store.getState().flow.error).toEqual(failure);
  });

  it('is followed by a sign-in that asks for the account, when another one repairs it', async () => {
    const fake = new FakeBridge().succeed('signIn.start', waiting());
    const store = createSignInStore(fake.bridge, 'google', organizationId);
    await store.getState().start(null, true);
    expect(fake.requestsOf('signIn.start')).toMatchObject([{ chooseAccount: true }]);
  });

  it.each(providerDescriptors.google.signIn?.pageErrors ?? [])(
    '“$printed” has a row of that name, with a page that helps',
    ({ id, printed }) => {
      const data = catalogue.find(({ code }) => code === `google.${id}`)?.data;
      expect(printed).toMatch(new RegExp(`^Error 4\\d\\d: ${data?.providerCode}$`));
      expect(data?.helpUrl).toMatch(/^https:/);
    },
  );
});

describe('the words for its end', () => {
  it('names each missing permission’s account, and says that nothing was stored', () => {
    const words = outcomeWords({
      kind: 'missing-permissions',
      account: 'desk@clinic.example',
      missing: [{ label: 'See events', tickBox: 'See' }],
    });
    expect(words?.title).toBe('One permission is missing');
    expect(words?.text).toContain('desk@clinic.example');
    for (const outcome of [{ kind: 'cancelled' }, { kind: 'timed-out' }] as const)
      expect(outcomeWords(outcome)?.text).toContain('Nothing was stored');
    expect(outcomeWords(other)?.text).toContain('Is this meant?');
  });

  it('counts down to zero and not below', () => {
    const at = Date.parse('2026-05-04T10:00:00.000Z');
    expect(timeLeft('2026-05-04T10:05:00.000Z', at)).toBe('5:00');
    expect(timeLeft('2026-05-04T10:00:07.200Z', at)).toBe('0:08');
    expect(timeLeft('2026-05-04T09:59:00.000Z', at)).toBe('0:00');
  });
});
