/** The wizard's steps of the clinic, Twilio and Stripe, and what they open. */
import type { Page } from '@playwright/test';
import { ok } from '../../../src-shared/result';
import * as world from '../world';
import { button, failed, inPractice, quiet, type State, to } from './start';
import { heading, setup, wizard } from './wizard';

const verification = {
  verificationId: '0190a000-0000-7000-8000-0000000000aa',
  provider: 'twilio' as const,
  headline: 'Signed in to Sunrise Dental LLC',
  facts: world.connection('twilio').facts,
  notices: [],
  choice: {
    label: 'Phone number',
    options: ['Front desk', 'Recalls', 'Billing', 'Fax line'].map((detail, index) => ({
      id: `+1212555012${index}`,
      label: `(212) 555-012${index}`,
      detail,
      badges: index === 3 ? ['Fax'] : ['SMS', 'MMS', 'Voice'],
      disabledReason: index === 3 ? 'Cannot send SMS.' : null,
    })),
    incompleteReason: null,
    preferred: '+12125550120',
  },
  expiresAt: world.ago(-900_000),
};
const verified = ok(verification);
async function verify(page: Page): Promise<void> {
  await heading(page, 'Connect Twilio');
  await page.getByLabel('Account SID', { exact: true }).fill(`AC${'a1'.repeat(16)}`);
  await page.getByLabel('Auth token', { exact: true }).fill('b2'.repeat(16));
  await button(page, 'Verify').click();
}

export const setupStates: readonly State[] = [
  {
    name: 'setup-clinic',
    answers: quiet,
    go: async (page) => {
      await to('/setup')(page);
      await button(page, 'Create clinic and continue').waitFor();
    },
  },
  {
    name: 'setup-clinic-problems',
    answers: quiet,
    go: async (page) => {
      await to('/setup')(page);
      await button(page, 'Create clinic and continue').click();
      await page.locator('[aria-invalid="true"]').first().waitFor();
    },
  },
  { name: 'setup-twilio', answers: setup('twilio'), go: (page) => heading(page, 'Connect Twilio') },
  {
    name: 'setup-twilio-refused',
    answers: setup('twilio', { 'credentials.verify': { ok: false, error: world.failure({}) } }),
    go: async (page) => {
      await verify(page);
      await page.getByRole('alert').filter({ hasText: 'refused' }).waitFor();
    },
  },
  {
    name: 'setup-twilio-numbers',
    answers: setup('twilio', { 'credentials.verify': verified }),
    go: async (page) => {
      await verify(page);
      await page.getByRole('radio', { name: /Front desk/ }).waitFor();
    },
  },
  {
    name: 'guide-twilio',
    answers: setup('twilio'),
    go: async (page) => {
      await heading(page, 'Connect Twilio');
      await button(page, 'How to get Twilio credentials').click();
      await page.getByRole('dialog').getByRole('img').first().waitFor();
    },
  },
  { name: 'setup-stripe', answers: setup('stripe'), go: (page) => heading(page, 'Connect Stripe') },
  {
    name: 'setup-opening',
    answers: setup('twilio', { 'organizations.get': 'never' }),
    go: to(`/setup/${world.clinic.id}`, 'Opening the clinic…'),
  },
  {
    name: 'setup-unreadable',
    answers: setup('twilio', { 'organizations.get': failed({ message: 'The clinic could not be read.' }) }),
    go: to(`/setup/${world.clinic.id}`, 'The clinic could not be read.'),
  },
  {
    name: 'setup-clinic-twice',
    answers: quiet,
    go: async (page) => {
      await to('/setup')(page);
      await page.getByRole('textbox', { name: 'Clinic name' }).fill('Harbor Dental');
      await page
        .getByText('Another clinic has this name. Add its town or street, so that nobody takes one for the other.')
        .first()
        .waitFor();
    },
  },
  {
    name: 'setup-twilio-api-key',
    answers: setup('twilio'),
    go: async (page) => {
      await heading(page, 'Connect Twilio');
      await page.getByRole('radio', { name: 'API key' }).click();
      await page.getByLabel('API key SID', { exact: true }).waitFor();
    },
  },
  {
    name: 'setup-twilio-verifying',
    answers: setup('twilio', { 'credentials.verify': 'never' }),
    go: async (page) => {
      await verify(page);
      await button(page, 'Cancel').waitFor();
    },
  },
  {
    name: 'setup-twilio-other-account',
    answers: setup('twilio', {
      'credentials.verify': ok({
        ...verification,
        otherAccount: { before: 'Old Mill Physio', now: 'Sunrise Dental LLC' },
      }),
    }),
    go: async (page) => {
      await verify(page);
      await page.getByText('Another Twilio account than before').waitFor();
    },
  },
  {
    name: 'setup-twilio-imported',
    answers: setup('twilio', {
      'credentials.importFile': ok({
        imported: {
          importId: '0190a000-0000-7000-8000-0000000000cc',
          fileName: 'sunrise.env',
          publicFields: { accountSid: `AC${'fa4e71c0d85b2296'.repeat(2)}` },
          secretFields: ['authToken'],
          methodId: 'auth-token',
          testRecipient: null,
          taken: ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'],
          ignored: [{ key: 'DATABASE_URL', reason: 'not a credential of Twilio' }],
        },
      }),
    }),
    go: async (page) => {
      await heading(page, 'Connect Twilio');
      await button(page, 'Import .env file').click();
      await page.getByText('sunrise.env').first().waitFor();
    },
  },
  {
    name: 'setup-twilio-practice-menu',
    answers: setup('twilio', { 'app.status': inPractice }),
    go: async (page) => {
      await heading(page, 'Connect Twilio');
      await button(page, 'Use a practice account').click();
      await page.getByRole('menuitem').first().waitFor();
    },
  },
  {
    name: 'setup-twilio-connected',
    answers: setup('twilio', { 'credentials.list': ok({ connections: [world.connection('twilio')] }) }),
    go: async (page) => {
      await wizard(page);
      await page.getByText('Sunrise Dental LLC').first().waitFor();
    },
  },
  {
    name: 'setup-stripe-not-needed',
    answers: setup('stripe', {
      'organizations.get': ok({ ...world.atStep('stripe'), notNeeded: [world.notNeeded('stripe')] }),
    }),
    go: async (page) => {
      await wizard(page);
      await button(page, 'Needed again').waitFor();
    },
  },
];
