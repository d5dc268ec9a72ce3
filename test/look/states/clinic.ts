/** A clinic's page and its dialogs. */
import { ok } from '../../../src-shared/result';
import * as world from '../world';
import { button, dialogOpens, failed, longName, over, quiet, type State, to } from './start';

const { clinic } = world;
const clinicPage = `/clinics/${clinic.id}`;
/** The console has not been told by Google that access has ended. */
const unheard = {
  since: world.ago(7_200_000),
  lastTriedAt: world.ago(600_000),
  problem: world.failure({ code: 'network.timeout', message: 'No answer in 30 seconds.', retryable: true }),
  accounts: ['front.desk@sunrise-dental.example'],
};

export const clinicStates: readonly State[] = [
  { name: 'clinic-ready', answers: quiet, go: to(clinicPage, 'Stripe', 'Test history') },
  {
    name: 'clinic-details',
    answers: over({ 'settings.update': ok({ ...world.status.settings, clinicDetails: true }) }),
    go: async (page) => {
      await to(clinicPage)(page);
      await button(page, 'Details').click();
      await page.getByText('Balance').waitFor();
    },
  },
  {
    name: 'clinic-broken',
    answers: over({
      'credentials.list': ok({
        connections: [
          world.connection('twilio', ['disproved'], {
            status: 'needs-attention',
            problem: world.failure({}),
            attemptedAt: world.ago(600_000),
          }),
          world.connection('google', ['proven', 'proven', 'proven', 'proven', 'stale']),
        ],
      }),
      'organizations.get': ok({ ...clinic, notNeeded: [world.notNeeded('stripe')] }),
    }),
    go: to(clinicPage, 'Not needed'),
  },
  {
    name: 'clinic-unconfirmed',
    answers: over({
      'credentials.list': ok({
        connections: [
          world.connection('twilio', ['proven', 'proven', 'proven', 'proven', 'unconfirmed']),
          world.connection('google'),
          world.connection('stripe'),
        ],
      }),
      'test.history:twilio': ok({ runs: [world.smsUnseen] }),
    }),
    go: to(clinicPage, 'Unconfirmed'),
  },
  {
    name: 'clinic-unconnected',
    answers: over({
      'credentials.list': ok({ connections: [] }),
      'test.history:twilio': ok({ runs: [] }),
      'test.history:google': ok({ runs: [] }),
    }),
    go: to(clinicPage, 'Not connected'),
  },
  {
    name: 'not-needed-by-decision',
    answers: over({
      'organizations.get': ok({
        ...world.clinic,
        notNeeded: [world.notNeeded('google'), world.notNeeded('stripe')],
      }),
      'credentials.list': ok({ connections: [world.connection('twilio')] }),
    }),
    go: to(`/clinics/${world.clinic.id}`, 'Not needed'),
  },
  {
    name: 'pending-and-unconfirmed',
    answers: over({
      'credentials.list': ok({
        connections: [
          world.connection('twilio', ['proven', 'proven', 'proven', 'pending', 'unproven']),
          world.connection('google', ['proven', 'proven', 'proven', 'proven', 'stale']),
          world.connection('stripe', ['proven', 'proven', 'pending', 'unproven', 'unproven'], { mode: 'test' }),
        ],
      }),
      'test.history:twilio': ok({ runs: [world.smsUnconfirmed] }),
    }),
    go: to(`/clinics/${world.clinic.id}`, 'Test history'),
  },
  {
    name: 'clinic-revoke',
    answers: over({
      'credentials.sharedUse': ok({
        shared: [
          {
            organizationId: world.rows[9]?.id ?? '',
            name: 'Hillcrest Cardiology',
            reason: 'the same account',
            breaks: true,
          },
        ],
      }),
    }),
    go: async (page) => {
      await to(clinicPage)(page);
      await button(page, 'Revoke').click();
      await page.getByText('Hillcrest Cardiology').waitFor();
    },
  },
  {
    name: 'clinic-remove',
    answers: quiet,
    go: async (page) => {
      await to(clinicPage)(page);
      await button(page, 'Remove clinic').click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'clinic-contact',
    answers: over({}),
    go: async (page) => {
      await to(`/clinics/${world.clinic.id}`)(page);
      await page.getByRole('button', { name: 'Edit contact' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'clinic-opening',
    answers: over({ 'organizations.get': 'never' }),
    go: to(clinicPage, 'Opening the clinic…'),
  },
  {
    name: 'clinic-unreadable',
    answers: over({ 'organizations.get': failed({ message: 'The clinic could not be read.' }) }),
    go: to(clinicPage, 'The clinic could not be read.'),
  },
  {
    name: 'clinic-checking',
    answers: over({ 'credentials.check': 'never' }),
    go: async (page) => {
      await to(clinicPage)(page);
      await button(page, 'Check now').click();
      await page.getByText('Checking…').first().waitFor();
    },
  },
  {
    name: 'clinic-long-names',
    answers: over({
      'organizations.get': ok({
        ...clinic,
        name: longName,
        contact: { ...clinic.contact, name: longName, notes: 'The server stands in the cellar. '.repeat(6) },
      }),
      'credentials.list': ok({
        connections: [
          world.connection('twilio'),
          world.connection('google', [], { resource: 'reception.and.appointments.of.the.whole.practice@west.example' }),
          world.connection('stripe', [], { resource: longName }),
        ],
      }),
    }),
    go: to(clinicPage, 'Test history'),
  },
  {
    name: 'clinic-not-yet-revoked',
    answers: over({
      'credentials.list': ok({
        connections: [
          world.connection('twilio'),
          world.connection('google', [], {
            status: 'revoked',
            revokedAt: world.ago(7_200_000),
            pendingRevocation: unheard,
          }),
        ],
      }),
    }),
    go: to(clinicPage, 'Not yet revoked at Google Calendar'),
  },
  {
    name: 'clinic-card-menu',
    answers: quiet,
    go: async (page) => {
      await to(clinicPage)(page);
      await button(page, 'Actions for Twilio').click();
      await page.getByRole('menuitem').first().waitFor();
    },
  },
  {
    name: 'clinic-edit',
    answers: quiet,
    go: async (page) => {
      await to(clinicPage)(page);
      await button(page, 'Edit clinic').click();
      await dialogOpens(page);
    },
  },
  {
    name: 'clinic-change-calendar',
    answers: over({ 'credentials.options': ok(world.calendars) }),
    go: async (page) => {
      await to(clinicPage)(page);
      await button(page, 'Actions for Google Calendar').click();
      await page.getByRole('menuitem').first().click();
      await page.getByRole('radio').first().waitFor();
    },
  },
  {
    name: 'clinic-tests-opened',
    answers: over({ 'test.history:twilio': ok({ runs: [world.smsUnconfirmed, world.smsPassed] }) }),
    go: async (page) => {
      await to(clinicPage, 'Test history')(page);
      await page.locator('summary, [aria-expanded="false"]').filter({ hasText: 'Rosa Alvarez' }).first().click();
      await page.getByText('Test history').first().scrollIntoViewIfNeeded();
    },
  },
];
