/** The clinics, connections and tests that the pictures show. All times hang on the fixed one. */
import type { AuditEntry } from '../../src-shared/audit/audit-entry';
import type { BusyWeek } from '../../src-shared/calendar/busy';
import type { Connection } from '../../src-shared/credentials/connection';
import type { AppErrorData } from '../../src-shared/errors';
import type { CallResponse } from '../../src-shared/ipc/contract';
import type { ClinicRow, RowConnection } from '../../src-shared/organizations/clinic-row';
import { noContact } from '../../src-shared/organizations/contact';
import type { RungState } from '../../src-shared/organizations/ladder';
import type { Organization } from '../../src-shared/organizations/organization';
import { providerDescriptors } from '../../src-shared/providers';
import { type ProviderId, providerIds } from '../../src-shared/providers/ids';
import { proofSpansOf } from '../../src-shared/readiness/proof-span';
import { defaultSettings } from '../../src-shared/settings/settings';
import type { TestRun, TestStep } from '../../src-shared/tests/test-run';
import { now } from './moment';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
export const ago = (milliseconds: number): string => new Date(now - milliseconds).toISOString();
const id = (number: number) => `0190a000-0000-7000-8000-${String(number).padStart(12, '0')}`;

export const failure = (over: Partial<AppErrorData>): AppErrorData => ({
  code: 'twilio.20003',
  message: 'Twilio refused the sign-in.',
  cause: 'The Account SID and the auth token do not belong together, or the token was replaced.',
  fix: 'Copy both again from the Twilio Console.',
  helpUrl: 'https://www.twilio.com/docs/api/errors/20003',
  retryable: false,
  ...over,
});

export const status: CallResponse<'app.status'> = {
  version: '1.4.0',
  platform: 'linux',
  vault: { state: 'ready', protection: 'keychain', createdNow: false },
  practice: false,
  practiceNetwork: null,
  redirected: [],
  settings: { ...defaultSettings, personName: 'Rosa Alvarez' },
  keychainName: 'login keyring',
  computer: 'front-desk',
  lock: null,
  locksWith: { screenLock: true, userSwitch: true },
  unlockPrompt: null,
  actor: 'rosa',
};
export const practising: CallResponse<'app.status'> = {
  ...status,
  practice: true,
  redirected: providerIds.map((provider, index) => ({ provider, origin: `http://127.0.0.1:4000${index}` })),
};

const row = (number: number, name: string, connections: ClinicRow['connections'], over: Partial<ClinicRow> = {}) => ({
  id: id(number),
  name,
  connections,
  ...over,
});
const is = (rungs: string, resource: string, checked: number, over: Partial<RowConnection> = {}): RowConnection => ({
  rungs,
  resource,
  times: Array.from(rungs, (letter, place) => (letter === 'u' ? null : place === 0 ? now - checked : 0)),
  ...over,
});
const calendar = (rungs: string, account: string, checked = 2 * hour, over: Partial<RowConnection> = {}) =>
  is(rungs, account, checked, over);
const deposits = (rungs = 'ppppp') => is(rungs, 'acct_1PracticeSunrise', 2 * hour, { mode: 'live' });

/** As a manager with fourteen clinics sees them: most are fine, and each of the others in its own way. */
export const rows: ClinicRow[] = [
  row(1, 'Sunrise Dental', {
    twilio: is('ppppp', '+12125550123', 40 * minute),
    google: calendar('ppppp', 'front.desk@sunrise-dental.example'),
    stripe: deposits(),
  }),
  row(2, 'Alder Grove Pediatrics', {
    twilio: is('dpppp', '+12125550148', 3 * hour, {
      status: 'needs-attention',
      problem: { code: 'twilio.20003', message: 'Twilio refused the sign-in.', retryable: false },
      attempted: now - 3 * hour,
    }),
    google: calendar('ppppp', 'office@alder-grove.example'),
    stripe: deposits(),
  }),
  row(3, 'Maple Street Clinic', {
    twilio: is('ppppp', '+16175550102', 2 * hour),
    google: calendar('dpppp', 'office@maple-street.example', 5 * hour, {
      status: 'reconnect-needed',
      problem: { code: 'google.invalid_grant', message: 'The sign-in has ended.', retryable: false },
    }),
    stripe: deposits(),
  }),
  row(4, 'Riverbend Imaging', {
    twilio: is('ppprp', '+18885550150', hour, { said: { 3: 'Toll-free verification in review' } }),
    google: calendar('ppppp', 'desk@riverbend.example'),
    stripe: deposits(),
  }),
  row(5, 'Lakeside Dermatology', {
    twilio: is('ppppp', '+13125550199', 45 * day),
    google: calendar('ppppp', 'office@lakeside.example', 45 * day),
    stripe: deposits('ppppp'),
  }),
  row(
    6,
    'Old Mill Physio',
    { twilio: is('ppppc', '+14155550171', 20 * minute), google: calendar('ppppu', 'team@old-mill.example') },
    { notNeeded: ['stripe'] },
  ),
  row(7, 'Brand New Clinic', {}, { setupStep: 'twilio' }),
  row(
    8,
    'Sunrise Dental West, the surgery beside the old market hall with a very long name',
    {
      twilio: is('ppppp', '+442079460123', hour),
      google: calendar('ppppp', 'reception.and.appointments@west.example'),
    },
    { notNeeded: ['stripe'] },
  ),
  row(9, 'Zahnarztpraxis Müller', { twilio: is('ppppp', '+13125550143', hour) }, { notNeeded: ['google', 'stripe'] }),
  ...[
    'Hillcrest Cardiology',
    'Northgate Eye Center',
    'Harbor Dental',
    'Cedar Family Practice',
    'Praxis an der Linde',
  ].map((name, index) =>
    row(10 + index, name, {
      twilio: is('ppppp', `+1646555010${index}`, 3 * hour),
      google: calendar('ppppp', `office${index}@clinic.example`, 3 * hour),
      stripe: deposits(),
    }),
  ),
];
export const list = (organizations: readonly ClinicRow[]): CallResponse<'organizations.list'> => ({
  organizations: [...organizations],
  next: null,
  total: organizations.length,
  version: '1',
  proofSpans: proofSpansOf(defaultSettings),
});

export const clinic: Organization = {
  id: id(1),
  name: 'Sunrise Dental',
  timeZone: 'America/Los_Angeles',
  country: 'US',
  createdAt: ago(90 * day),
  setupStep: null,
  notNeeded: [],
  contact: { ...noContact, name: 'Dr. Lee', phone: '(212) 555-0100', help: 'Voxanne support, (415) 555-0190' },
};
export const atStep = (setupStep: string): Organization => ({ ...clinic, setupStep, contact: noContact });
export const notNeeded = (provider: ProviderId) => ({ provider, decidedBy: 'Rosa Alvarez', decidedAt: ago(9 * day) });

const facts: Record<ProviderId, Connection['facts']> = {
  twilio: [
    { id: 'account', label: 'Account', value: 'Sunrise Dental LLC', tone: 'neutral', kind: 'text' },
    { id: 'type', label: 'Type', value: 'Full', tone: 'neutral', kind: 'text' },
    { id: 'balance', label: 'Balance', value: '$42.17', tone: 'neutral', kind: 'text' },
    { id: 'sid', label: 'Account SID', value: `AC${'fa4e71c0d85b2296'.repeat(2)}`, tone: 'neutral', kind: 'code' },
  ],
  google: [
    { id: 'account', label: 'Account', value: 'front.desk@sunrise-dental.example', tone: 'neutral', kind: 'text' },
    { id: 'calendar', label: 'Calendar', value: 'Sunrise Dental front desk', tone: 'neutral', kind: 'text' },
  ],
  stripe: [
    { id: 'account', label: 'Account', value: 'Sunrise Dental', tone: 'neutral', kind: 'text' },
    { id: 'currency', label: 'Currency', value: 'USD', tone: 'neutral', kind: 'text' },
  ],
};
const resources: Record<ProviderId, string> = {
  twilio: '+12125550123',
  google: 'front.desk@sunrise-dental.example',
  stripe: 'Sunrise Dental',
};
const hints: Record<ProviderId, string> = {
  twilio: 'Auth token ending in 4f2a',
  google: 'OAuth client ending in 41d7',
  stripe: 'Key ending in 9c02',
};

/** What a rung says: the answer that proved it, or what showed that it does not work. */
function proofOf(state: RungState, answered: string, problem: Connection['problem'] | undefined): string | null {
  if (state === 'proven' || state === 'stale') return answered;
  return state === 'disproved' ? (problem?.message ?? 'The last check failed.') : null;
}

/** Rungs that are not named are proven; bottom first. */
export function connection(provider: ProviderId, states: RungState[] = [], over: Partial<Connection> = {}): Connection {
  return {
    provider,
    credentialId: id(500 + providerIds.indexOf(provider)),
    status: 'active',
    resource: resources[provider],
    ...(provider === 'stripe' ? { mode: 'live' as const } : {}),
    facts: facts[provider],
    notices: [],
    keyHint: hints[provider],
    addedBy: 'Rosa Alvarez',
    addedAt: ago(80 * day),
    verifiedAt: ago(40 * minute),
    attemptedAt: ago(40 * minute),
    revokedAt: null,
    ladder: {
      provider,
      rungs: providerDescriptors[provider].rungs.map(({ id: rung, label }, index) => {
        const state = states[index] ?? 'proven';
        const isTried = state !== 'unproven';
        return {
          id: rung,
          label,
          state,
          checkedAt: isTried ? ago(40 * minute) : null,
          proof: proofOf(state, `${label}: answered by ${providerDescriptors[provider].company}`, over.problem),
        };
      }),
    },
    problem: null,
    simulated: false,
    ...over,
  };
}
export const allConnected = providerIds.map((provider) => connection(provider));

const stepOf = (step: string, over: Partial<TestStep> = {}): TestStep => ({
  id: step,
  state: 'passed',
  startedAt: ago(10 * minute),
  durationMs: 400,
  detail: 'As expected.',
  error: null,
  reference: null,
  delivery: [],
  ...over,
});
const travelled = (...statuses: string[]): TestStep['delivery'] =>
  statuses.map((delivery, index) => ({
    status: delivery,
    at: ago(10 * minute - index * 700),
    elapsedMs: 100 + index * 700,
  }));
const message = (over: Partial<TestStep> = {}): Partial<TestStep> => ({
  durationMs: 2600,
  detail: 'Delivered to (415) 555-0123.',
  reference: `SM${'81b0fa4e5eed44ef'.repeat(2)}`,
  delivery: travelled('queued', 'sending', 'sent', 'delivered'),
  ...over,
});
const smsRun = (number: number, steps: TestStep[], over: Partial<TestRun> = {}): TestRun => ({
  id: id(700 + number),
  organizationId: clinic.id,
  provider: 'twilio',
  state: 'finished',
  simulated: false,
  startedAt: ago(10 * minute),
  finishedAt: ago(9 * minute),
  startedBy: 'Rosa Alvarez',
  subject: '+12125550123',
  recipient: '+14155550123',
  steps,
  ...over,
});
const looked = [
  stepOf('account', {
    detail: 'Sunrise Dental LLC, full account, active.',
    reference: `AC${'fa4e71c0d85b2296'.repeat(2)}`,
  }),
  stepOf('phone-number', { detail: 'The account owns (212) 555-0123, which can send SMS.' }),
];
export const smsPassed = smsRun(1, [...looked, stepOf('test-sms', message()), stepOf('hot-lead-sms', message())]);
const unseen = { state: 'unconfirmed', detail: 'Sent; the carrier gave no receipt.' } as const;
export const smsUnconfirmed = smsRun(2, [
  ...looked,
  stepOf('test-sms', {
    ...message(unseen),
    delivery: travelled('queued', 'sending', 'sent'),
  }),
  stepOf('hot-lead-sms', {
    ...message({
      state: 'failed',
      detail: 'Not delivered.',
      error: failure({
        code: 'twilio.30003',
        message: 'The phone can’t be reached.',
        cause: 'It is switched off, or out of coverage.',
        fix: 'Switch it on, then run this line again.',
        retryable: true,
      }),
    }),
    delivery: travelled('queued', 'sending', 'undelivered'),
  }),
]);
export const smsUnseen = smsRun(5, [
  ...looked,
  stepOf('test-sms', message()),
  stepOf('hot-lead-sms', { ...message(unseen), delivery: travelled('queued', 'sending', 'sent') }),
]);
export const smsRunning = smsRun(
  3,
  [
    ...looked,
    stepOf('test-sms', message()),
    stepOf('hot-lead-sms', {
      ...message({ state: 'running', durationMs: null, detail: 'Waiting for the carrier’s receipt.' }),
      delivery: travelled('queued', 'sending'),
    }),
  ],
  { state: 'running', finishedAt: null },
);
export const calendarPassed: TestRun = {
  ...smsRun(4, providerDescriptors.google.test?.steps.map(({ id: step }) => stepOf(step)) ?? []),
  provider: 'google',
  subject: 'Sunrise Dental front desk',
  recipient: null,
};

const midnight = Date.parse('2026-03-02T08:00:00.000Z');
export const week: BusyWeek = {
  calendar: 'Sunrise Dental front desk',
  account: 'front.desk@sunrise-dental.example',
  timeZone: 'America/Los_Angeles',
  days: Array.from({ length: 6 }, (_, index) => {
    const start = midnight + index * day;
    const at = (hours: number) => new Date(start + hours * hour).toISOString();
    return {
      date: new Date(start).toISOString().slice(0, 10),
      start: at(0),
      end: at(24),
      busy:
        index === 5
          ? []
          : [
              { start: at(9), end: at(10) },
              { start: at(11.5), end: at(12 + (index % 3) / 2) },
            ],
    };
  }).concat([
    {
      date: '2026-03-08',
      start: '2026-03-08T08:00:00.000Z',
      end: '2026-03-09T07:00:00.000Z',
      busy: [],
    },
  ]),
  checkedAt: ago(minute),
  simulated: false,
};

export const calendars: CallResponse<'credentials.options'> = {
  label: 'Calendar',
  options: ['Sunrise Dental front desk', 'Hygiene room'].map((label, index) => ({
    id: `calendar${index}@sunrise-dental.example`,
    label,
    detail: 'America/Los Angeles',
    badges: index === 0 ? ['Main'] : [],
    disabledReason: null,
  })),
  incompleteReason: null,
  preferred: 'calendar0@sunrise-dental.example',
};

const entry = (sequence: number, minutes: number, over: Partial<AuditEntry>): AuditEntry => ({
  sequence,
  at: ago(minutes * minute),
  actor: 'Rosa Alvarez',
  organizationId: clinic.id,
  organizationName: clinic.name,
  action: 'credential.checked',
  outcome: 'succeeded',
  detail: 'Twilio answered; 5 of 5 proven',
  simulated: false,
  ...over,
});
export const entries: AuditEntry[] = [
  entry(41, 9, { action: 'test.finished', detail: 'SMS test: all 4 passed' }),
  entry(40, 40, {}),
  entry(39, 95, {
    organizationId: id(2),
    organizationName: 'Alder Grove Pediatrics',
    outcome: 'failed',
    detail: 'Twilio refused the sign-in',
  }),
  entry(38, 180, { action: 'test.unconfirmed', outcome: 'failed', detail: '2 passed, 2 unconfirmed' }),
  entry(37, 1500, {
    organizationId: null,
    organizationName: null,
    action: 'recovery.exported',
    detail: 'Saved to a file',
  }),
  entry(36, 1600, { action: 'credential.added', detail: 'Stripe: key ending in 9c02' }),
  ...Array.from({ length: 20 }, (_, index) => entry(35 - index, 3000 + index * 300, {})),
];
