/**
 * What can be rehearsed: credentials to paste and recipients to text, as `practice.scenarios` hands them to the window.
 */
import { catalogue } from '../../../src-shared/errors-catalogue';
import type { CallResponse } from '../../../src-shared/ipc/contract';
import { t } from '../../../src-shared/texts/translate';
import { practiceAccount } from './fixtures';
import { fixtureSecret, fixtureSid } from './ids';
import { recipientScenarios } from './recipients';

type Scenarios = CallResponse<'practice.scenarios'>;
type CredentialScenario = Scenarios['credentials'][number];

const withToken = (
  id: string,
  label: string,
  detail: string,
  account: number,
  token = fixtureSecret(account, 'token'),
): CredentialScenario => ({
  provider: 'twilio',
  id: `credentials.${id}`,
  label,
  detail,
  methodId: 'auth-token',
  fields: { accountSid: fixtureSid('AC', account), authToken: token },
});

const withKey = (
  id: string,
  label: string,
  detail: string,
  account: number,
  item: number,
  secret = fixtureSecret(account, 'secret', item),
): CredentialScenario => ({
  provider: 'twilio',
  id: `credentials.${id}`,
  label,
  detail,
  methodId: 'api-key',
  fields: { accountSid: fixtureSid('AC', account), apiKeySid: fixtureSid('SK', account, item), apiKeySecret: secret },
});

const named = (code: string) => catalogue.find((entry) => entry.code === code)?.title ?? code;
const at = practiceAccount;

const credentials = (): readonly CredentialScenario[] => [
  withToken('full', 'Sunrise Dental', t('Everything is in order: upgraded, active, 62 numbers'), at.sunrise),
  withKey(
    'api-key',
    t('Sunrise Dental, with an API key'),
    t('The account itself is not visible to this key'),
    at.sunrise,
    1,
  ),
  withToken('trial', 'Maple Street Clinic', t('A trial account with two verified recipients'), at.trial),
  withToken('us-unregistered', 'Lakeside Pediatrics', t('US number that is not registered'), at.unregistered),
  withToken('us-pending', 'Hillcrest Cardiology', t('US number whose campaign is waiting for approval'), at.pending),
  withToken(
    'us-registering',
    'Northgate Dermatology',
    t('Campaign approved, number still registering'),
    at.registering,
  ),
  withToken('us-rejected', 'Elm Park Orthodontics', t('Campaign rejected, with a reason'), at.rejected),
  withToken(
    'us-brand-rejected',
    'Willow Lane Dental',
    t('Business registration rejected, with a reason'),
    at.brandRejected,
  ),
  withToken(
    'tollfree-pending',
    'Riverbend Imaging',
    t('Toll-free number waiting for verification'),
    at.tollfreePending,
  ),
  withToken(
    'tollfree-rejected',
    'Oak Grove Hearing',
    t('Toll-free number whose verification was rejected'),
    at.tollfreeRejected,
  ),
  withToken('no-numbers', 'Brand New Clinic', t('An account without any number'), at.noNumbers),
  withToken('calls-only', 'Calls Only Clinic', t('Its only number cannot send SMS'), at.callsOnly),
  withToken('endless-list', 'Endless List', t('A list of numbers that never ends'), at.endless),
  withToken('suspended', named('twilio.20005'), t('A suspended account'), at.suspended),
  withToken('closed', t('Account closed'), t('A closed account'), at.closed),
  withToken(
    'wrong-token',
    named('twilio.20003'),
    t('The auth token of another account'),
    at.sunrise,
    fixtureSecret(at.sunrise, 'token', 1),
  ),
  withKey(
    'deleted-key',
    t('{title}: key deleted', { title: named('twilio.20003') }),
    t('An API key that no longer exists'),
    at.sunrise,
    9,
  ),
  withToken('unknown-account', named('twilio.20404'), t('An Account SID that does not exist'), at.unknown),
  withToken(
    'test-credentials',
    named('twilio.20008'),
    t('The pair that Twilio gives to programmers'),
    at.testCredentials,
  ),
  withKey(
    'restricted-key',
    named('twilio.70051'),
    t('A restricted key that may not read phone numbers'),
    at.sunrise,
    2,
  ),
  withKey(
    'restricted-key-no-send',
    t('{title}: sending', { title: named('twilio.70051') }),
    t('A restricted key that may not send'),
    at.sunrise,
    3,
  ),
  withKey(
    'restricted-key-no-registration',
    t('Sunrise Dental, with a restricted key'),
    t('Registrations are not visible to this key'),
    at.sunrise,
    5,
  ),
  withToken('in-trouble', named('twilio.20500'), t('Every request is answered with 20500'), at.inTrouble),
  withToken('rate-limited', named('twilio.20429'), t('Every request is answered with 20429'), at.rateLimited),
];

/**
 * The answer to the contract call `practice.scenarios`. A recipient's `code` is a catalogue code such as
 * `twilio.30003`.
 */
export const practiceScenarios = (): Scenarios => ({
  credentials: credentials().map((scenario) => ({ ...scenario, fields: { ...scenario.fields } })),
  recipients: recipientScenarios.map(({ number, label, code }) => ({ number, label, code })),
});
