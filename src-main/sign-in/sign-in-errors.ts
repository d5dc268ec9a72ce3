/** Refusals of a sign-in that are ours, not the provider's. */
import { refusal } from '../../src-shared/errors';
import type { ProviderDescriptor } from '../../src-shared/providers/descriptor';

export const noSignIn = (name: string) =>
  refusal(
    'sign-in.not-offered',
    `${name} is not connected by a sign-in.`,
    'Its credentials are entered in a form.',
    'Enter them there.',
  );

export const alreadyRunning = () =>
  refusal(
    'sign-in.already-running',
    'A sign-in for this clinic is waiting already.',
    'Only one is made at a time for a clinic.',
    'Finish it in the browser, or cancel it first.',
  );

export const noneWaiting = () =>
  refusal('sign-in.not-waiting', 'No sign-in is waiting.', 'It ended or was not started.', 'Start a new one.');

export const unknownPageError = (name: string) =>
  refusal(
    'sign-in.unknown-page-error',
    `${name} has no such refusal.`,
    'It is none of those that its sign-in page shows.',
    'Pick one of the list, or cancel the sign-in.',
  );

export const clientNeeded = ({ name, signIn }: ProviderDescriptor) =>
  refusal(
    'sign-in.client-needed',
    `The clinic’s own ${signIn?.clientName ?? 'client'} for ${name} is missing.`,
    'A sign-in needs its ID and its secret.',
    'Import the client’s file or paste its ID and secret, then try again.',
  );
