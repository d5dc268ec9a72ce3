/**
 * What Google refuses on its own page comes back to nobody. The person says what is there, and the attempt ends as
 * clearly as every other.
 */
import { describe, expect, test } from 'vitest';
import { codeOf } from '../../unit/main/vault/profile';
import { isOpen, portOf, waiting } from './attempt';
import { clientFields, openConsole } from './clinic';
import { answerPage, signInAtPage } from './person';

const outside = 'office@maple-street.example';

describe('a refusal on the page', () => {
  test.each([
    ['google.told-on-page', 'redirect_uri_mismatch', 'redirect_uri_mismatch'],
    ['google.not-test-user', 'access_denied', 'not_test_user'],
    ['google.admin-policy', 'admin_policy_enforced', 'admin_policy_enforced'],
    ['google.internal-only', 'org_internal', 'org_internal'],
    ['google.embedded-browser', 'disallowed_useragent', 'disallowed_useragent'],
  ])(
    '%s: nothing comes back; told by the person, it ends with port closed and nothing stored',
    async (client, printed, pageError) => {
      const console = await openConsole();
      const clinic = await console.addClinic();
      const { link } = await waiting(console, clinic, clientFields(client));
      expect(await answerPage(link, { account: outside })).toEqual({ error: printed });
      expect(console.signIns.status(clinic, 'google')?.state).toBe('waiting');
      expect(await isOpen(portOf(link))).toBe(true);

      const ended = await console.signIns.reportPageError(clinic, 'google', pageError);
      expect(ended).toMatchObject({
        state: 'ended',
        outcome: { kind: 'blocked', error: { code: `google.${pageError}`, providerCode: printed } },
      });
      expect(await isOpen(portOf(link))).toBe(false);
      expect(console.published.at(-1)).toEqual({ event: 'signIn.changed', payload: ended });
      expect(await console.stored(clinic)).toBeNull();
      expect(console.control.grants()).toEqual([]);
      const { entries } = await console.storage.audit.list({
        organizationId: clinic,
        before: null,
        limit: 1,
        search: '',
        outcome: null,
      });
      expect(entries[0]).toMatchObject({
        action: 'sign-in.ended',
        outcome: 'failed',
        detail: expect.stringContaining(printed),
      });
      expect((await console.connect(clinic)).kind).toBe('signed-in');
    },
  );

  test('an account that was refused leaves the page open for another one', async () => {
    const console = await openConsole();
    const clinic = await console.addClinic();
    const { link } = await waiting(console, clinic, clientFields('google.internal-only'));
    expect(await answerPage(link, { account: outside })).toEqual({ error: 'org_internal' });
    await signInAtPage(link, { account: 'front.desk@' });
    expect((await console.outcomeOf(clinic)).kind).toBe('signed-in');
  });

  test('what the provider never shows changes nothing, and the sign-in goes on', async () => {
    const console = await openConsole();
    const clinic = await console.addClinic();
    const { link } = await waiting(console, clinic);
    for (const unknown of ['', 'access_denied', '__proto__', 'rateLimitExceeded'])
      expect(await codeOf(() => console.signIns.reportPageError(clinic, 'google', unknown))).toBe(
        'sign-in.unknown-page-error',
      );
    expect(await codeOf(() => console.signIns.reportPageError(clinic, 'twilio', 'org_internal'))).toBe(
      'sign-in.not-offered',
    );
    await signInAtPage(link);
    expect((await console.outcomeOf(clinic)).kind).toBe('signed-in');
  });

  test('an answer that came first is the end; nothing waits any more', async () => {
    const console = await openConsole();
    const clinic = await console.addClinic();
    expect(await codeOf(() => console.signIns.reportPageError(clinic, 'google', 'org_internal'))).toBe(
      'sign-in.not-waiting',
    );
    await console.connect(clinic);
    expect(await codeOf(() => console.signIns.reportPageError(clinic, 'google', 'org_internal'))).toBe(
      'sign-in.not-waiting',
    );
    expect(await console.stored(clinic)).not.toBeNull();
  });

  test('a late answer of the ended one reaches nobody', async () => {
    const console = await openConsole();
    const clinic = await console.addClinic();
    const { link } = await waiting(console, clinic);
    const answer = await answerPage(link);
    await console.signIns.reportPageError(clinic, 'google', 'invalid_request');
    await expect(fetch('location' in answer ? answer.location : '')).rejects.toThrow();
    expect(await console.stored(clinic)).toBeNull();
  });
});

describe('another account', () => {
  test('is asked for by the page, which does not suggest the old one', async () => {
    const console = await openConsole();
    const clinic = await console.addClinic();
    await console.connect(clinic);
    const again = async (chooseAccount: boolean) => {
      const started = await console.signIns.start(
        { organizationId: clinic, provider: 'google', methodId: null, fields: {}, importId: null, chooseAccount },
        null,
      );
      await console.signIns.reportPageError(clinic, 'google', 'org_internal');
      return new URL(started.state === 'waiting' ? started.link : '').searchParams;
    };
    const same = await again(false);
    expect([same.get('prompt'), same.get('login_hint')]).toEqual(['consent', 'front.desk@sunrise-dental.example']);
    const other = await again(true);
    expect([other.get('prompt'), other.get('login_hint')]).toEqual(['select_account consent', null]);
  });
});
