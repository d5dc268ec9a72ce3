/** Refusals of a sign-in that are ours, not the provider's. */

import { refusal } from '../../src-shared/errors';
import type { ProviderDescriptor } from '../../src-shared/providers/descriptor';
import { t } from '../../src-shared/texts/translate';

export const noSignIn = (name: string) =>
  refusal(
    'sign-in.not-offered',
    t('{name} is not connected by a sign-in.', { name }),
    t('Its credentials are entered in a form.'),
    t('Enter them there.'),
  );

export const alreadyRunning = () =>
  refusal(
    'sign-in.already-running',
    t('A sign-in for this clinic is waiting already.'),
    t('Only one is made at a time for a clinic.'),
    t('Finish it in the browser, or cancel it first.'),
  );

export const noneWaiting = () =>
  refusal('sign-in.not-waiting', t('No sign-in is waiting.'), t('It ended or was not started.'), t('Start a new one.'));

export const unknownPageError = (name: string) =>
  refusal(
    'sign-in.unknown-page-error',
    t('{name} has no such refusal.', { name }),
    t('It is none of those that its sign-in page shows.'),
    t('Pick one of the list, or cancel the sign-in.'),
  );

export const clientNeeded = ({ name, signIn }: ProviderDescriptor) =>
  refusal(
    'sign-in.client-needed',
    t('The clinic’s own {client} for {name} is missing.', {
      client: signIn === undefined ? t('client') : t(signIn.clientName),
      name,
    }),
    t('A sign-in needs its ID and its secret.'),
    t('Import the client’s file or paste its ID and secret, then try again.'),
  );
