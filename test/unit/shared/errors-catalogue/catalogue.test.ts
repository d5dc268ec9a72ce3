/**
 * The catalogue tells a clinic manager what happened, why, and what to do: for each known failure, in words that need
 * no dictionary.
 */
import { describe, expect, it } from 'vitest';
import { appErrorSchema } from '../../../../src-shared/errors';
import { catalogue, describeNetworkError, isHelpUrl, networkErrorKinds } from '../../../../src-shared/errors-catalogue';
import { updatesGroup } from '../../../../src-shared/providers/error-rows';
import { providerIds } from '../../../../src-shared/providers/ids';
import { setLanguage } from '../../../../src-shared/texts/set-language';

/** What a console of this kind must know. */
const mustKnow = [
  [20003, 20008, 20404, 20429, 70051],
  [21211, 21212, 21408, 21606, 21608, 21610, 21611, 21612, 21614, 21635, 21660, 21661, 572002, 572005],
  [30001, 30002, 30003, 30004, 30005, 30006, 30007, 30008, 30032, 30034, 30035],
].flat();

/**
 * Words that a clinic manager cannot be expected to know. One that must be used is explained beside it, so its row is
 * named here.
 */
const jargon: Record<string, string[]> = {
  'E\\.164': [],
  'A2P|10DLC': ['twilio.30034'],
  'API(?! key)': ['google.accessNotConfigured', 'google.SERVICE_DISABLED', 'google.admin_policy_enforced'],
  'endpoint|payload|JSON|HTTP request|status code|webhook': [],
  // Account SID and Message SID are the names of things on the screen.
  '(?<!Account |Message )SIDs?': ['twilio.20404'],
  'TLS|SSL|DNS|TCP|ECONN\\w*|socket': [],
  'handset|MSISDN|GSM|UCS': [],
  certificate: ['network.tls', 'network.tls-intercepted', 'network.clock'],
  '[Pp]roxy': ['network.proxy'],
  'restricted key': ['twilio.70051'],
};

describe('the catalogue', () => {
  it('knows every code that it must, once', () => {
    const codes = catalogue.map((entry) => entry.code);
    for (const code of mustKnow) expect(codes).toContain(`twilio.${code}`);
    for (const kind of networkErrorKinds) expect(codes).toContain(`network.${kind}`);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it.each(catalogue.map((entry) => [entry.code, entry] as const))(
    '%s says what happened, why, and what to do',
    (code, { data, title, provider, group, scenarioId }) => {
      appErrorSchema.parse(data);
      expect(data.code).toBe(code);
      expect(title.length).toBeGreaterThan(3);
      expect(title.length).toBeLessThanOrEqual(40);
      if (group === updatesGroup.id) expect(scenarioId).toBeNull();
      else
        expect(scenarioId).toMatch(
          new RegExp(`^(?:recipient|credentials|network|${providerIds.join('|')})\\.[\\w-]+$`),
        );
      for (const [text, longest] of [
        [data.message, 110],
        [data.cause, 300],
        [data.fix, 300],
      ] as const) {
        expect(text).toMatch(/^[A-Z].*\.$/);
        expect(text.length).toBeGreaterThan(20);
        expect(text.length, text).toBeLessThanOrEqual(longest);
        expect(text).not.toMatch(/please|simply|just |unfortunately|oops|!/i);
      }
      if (provider === 'twilio') {
        const number = code.replace('twilio.', '');
        expect(data).toMatchObject({
          providerCode: number,
          helpUrl: `https://www.twilio.com/docs/api/errors/${number}`,
        });
      }
      // Updates come from a feed of the person's own choice, which has no page that is known here.
      if (group === updatesGroup.id) expect(data.helpUrl).toBeUndefined();
      else expect(isHelpUrl(data.helpUrl ?? 'none')).toBe(true);
    },
  );

  it.each(Object.entries(jargon))('uses “%s” only where it is explained', (word, explainedIn) => {
    const uses = catalogue.filter(({ data }) =>
      new RegExp(`\\b(?:${word})\\b`).test(`${data.message} ${data.cause} ${data.fix}`),
    );
    expect(uses.map((entry) => entry.code).filter((code) => !explainedIn.includes(code))).toEqual([]);
  });

  it.each([30002, 30005, 30008])('hedges what is only known second-hand: %i', (code) => {
    expect(catalogue.find((entry) => entry.code === `twilio.${code}`)?.data.cause).toMatch(/usually/i);
  });

  it('walks through the causes of 20003, likeliest first, each with what to look at', () => {
    const { cause, checks = [] } = catalogue.find((entry) => entry.code === 'twilio.20003')?.data ?? { cause: '' };
    for (const word of ['swapped', 'copying', 'deleted', 'suspended', 'test credentials', 'region'])
      expect(cause).toContain(word);
    expect(checks.map((check) => check.split(':')[0])).toEqual([
      'Same account',
      'Not swapped',
      'Nothing lost or added',
      'Still valid',
      'Account active',
      'Live, not test',
      'Region',
    ]);
    for (const check of checks) expect(check).toMatch(/\.$/);
  });

  it('calls nothing retryable that a second try cannot repair', () => {
    const retryable = catalogue.filter((entry) => entry.data.retryable).map((entry) => entry.code);
    expect(retryable).toEqual(
      expect.arrayContaining(['twilio.20429', 'twilio.30003', 'network.timeout', 'network.offline']),
    );
    for (const code of ['twilio.20003', 'twilio.21610', 'twilio.30006', 'twilio.30034', 'network.tls-intercepted'])
      expect(retryable).not.toContain(code);
  });
});

describe('network failures', () => {
  it('name the host, and the status where there is one', () => {
    expect(describeNetworkError('dns', { host: 'api.twilio.com' }).message).toBe(
      'The address of api.twilio.com could not be found.',
    );
    expect(describeNetworkError('http', { host: 'api.twilio.com', status: 503 })).toMatchObject({
      message: expect.stringContaining('HTTP 503'),
      helpUrl: 'https://status.twilio.com',
    });
    expect(describeNetworkError('http', { host: 'googleapis.com' }).helpUrl).toContain('appsstatus');
    expect(describeNetworkError('refused').message).toBe('The provider refused the connection.');
  });

  it('name the company that did not answer, where the host is a provider’s', async () => {
    const message = (kind: 'timeout' | 'http', host: string, status?: number) =>
      describeNetworkError(kind, { host, status }).message;
    expect(message('timeout', 'api.twilio.com')).toBe('Twilio did not answer in time.');
    expect(message('timeout', 'oauth2.googleapis.com')).toBe('Google did not answer in time.');
    expect(message('timeout', 'api.stripe.com')).toBe('Stripe did not answer in time.');
    expect(message('http', 'messaging.twilio.com', 503)).toBe('Twilio answered with a fault (HTTP 503).');
    expect(message('timeout', 'updates.example.org')).toBe('updates.example.org did not answer in time.');
    await setLanguage('es');
    try {
      expect(message('timeout', 'api.twilio.com')).toBe('Twilio no respondió a tiempo.');
    } finally {
      await setLanguage('en');
    }
  });

  it('show no host that is not one', () => {
    expect(describeNetworkError('timeout', { host: 'x"><script>' }).message).toBe(
      'The provider did not answer in time.',
    );
  });
});
