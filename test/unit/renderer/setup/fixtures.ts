import type { Connection, ImportedFile, Verification } from '../../../../src-shared/credentials/connection';
import type { AppErrorData } from '../../../../src-shared/errors';
import { noContact } from '../../../../src-shared/organizations/contact';
import type { Organization } from '../../../../src-shared/organizations/organization';
import type { TestRun, TestStep } from '../../../../src-shared/tests/test-run';

export const organizationId = '01902f3a-0000-7000-8000-000000000001';

export const failure: AppErrorData = {
  code: 'network.timeout',
  message: 'No answer.',
  cause: 'Slow network.',
  fix: 'Try again.',
  retryable: true,
};

export const clinic: Organization = {
  id: organizationId,
  name: 'Sunrise Dental',
  timeZone: 'America/Los_Angeles',
  country: 'US',
  createdAt: '2026-05-04T09:00:00.000Z',
  notNeeded: [],
  contact: noContact,
  setupStep: 'twilio',
};

export const verification: Verification = {
  verificationId: '01902f3a-0000-7000-8000-0000000000aa',
  provider: 'twilio',
  headline: 'Signed in to Sunrise Dental',
  facts: [],
  notices: [],
  choice: {
    label: 'Phone number',
    options: [
      { id: '+14155550100', label: '(415) 555-0100', detail: null, badges: ['SMS'], disabledReason: null },
      {
        id: '+14155550101',
        label: '(415) 555-0101',
        detail: null,
        badges: ['Voice'],
        disabledReason: 'Cannot send SMS.',
      },
    ],
    incompleteReason: null,
    preferred: null,
  },
  expiresAt: '2026-05-04T09:40:00.000Z',
};

export const connection: Connection = {
  provider: 'twilio',
  credentialId: '01902f3a-0000-7000-8000-0000000000bb',
  status: 'active',
  resource: '+14155550100',
  facts: [],
  notices: [],
  keyHint: 'Auth token ending in 4f2a',
  addedBy: 'rosa',
  addedAt: '2026-05-04T09:30:00.000Z',
  verifiedAt: '2026-05-04T09:30:00.000Z',
  revokedAt: null,
  ladder: { provider: 'twilio', rungs: [] },
  problem: null,
  simulated: false,
};

export const importedFile: ImportedFile = {
  importId: '01902f3a-0000-7000-8000-0000000000cc',
  fileName: 'clinic.env',
  publicFields: { accountSid: `AC${'a'.repeat(32)}` },
  secretFields: ['authToken'],
  methodId: 'auth-token',
  testRecipient: '+14155550199',
  taken: ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'],
  ignored: [{ key: 'DATABASE_URL', reason: 'Not a Twilio key.' }],
};

export function step(id: string, change: Partial<TestStep> = {}): TestStep {
  return {
    id,
    state: 'waiting',
    startedAt: null,
    durationMs: null,
    detail: '',
    reference: null,
    delivery: [],
    error: null,
    ...change,
  };
}

export function run(id: number, change: Partial<TestRun> = {}): TestRun {
  return {
    id: `01902f3a-0000-7000-8000-00000000010${id}`,
    organizationId,
    provider: 'twilio',
    state: 'finished',
    simulated: false,
    startedAt: `2026-05-04T10:0${id}:00.000Z`,
    finishedAt: null,
    startedBy: 'rosa',
    subject: '+14155550100',
    recipient: '+14155550199',
    steps: [step('account'), step('phone-number'), step('test-sms'), step('hot-lead-sms')],
    ...change,
  };
}

/** A promise that the test settles when it wants to, for answers that come late. */
export function later<T>(): { promise: Promise<T>; settle: (value: T) => void } {
  let settle: (value: T) => void = () => {};
  const promise = new Promise<T>((resolve) => {
    settle = resolve;
  });
  return { promise, settle };
}
