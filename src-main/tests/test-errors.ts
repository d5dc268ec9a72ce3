/** Refusals of the test service. */
import { refusal } from '../../src-shared/errors';
import type { ProviderDescriptor, TestDescriptor } from '../../src-shared/providers/descriptor';

export const alreadyRunning = ({ title }: TestDescriptor) =>
  refusal(
    'test.already-running',
    `A ${title} of this clinic is already running.`,
    'One runs at a time, so that two never get in each other’s way.',
    'Wait for its end, or press Stop.',
  );

export const notOffered = ({ name }: ProviderDescriptor) =>
  refusal('test.not-offered', `${name} has no test.`, 'Only some providers have one.', 'Use “Check now”.');

export const unknownStep = ({ steps }: TestDescriptor, id: string) =>
  refusal(
    'test.unknown-step',
    `This test has no step “${id.slice(0, 40)}”.`,
    'It was asked to run a step that it does not have.',
    `Its steps are ${steps.map((step) => step.id).join(', ')}.`,
  );

export const wholeOnly = ({ title }: TestDescriptor) =>
  refusal(
    'test.whole-only',
    `A ${title} runs all of its steps.`,
    'Each of its steps needs the one before.',
    'Run the whole test.',
  );

export const choiceMissing = (what: string) =>
  refusal(
    'credentials.choice-missing',
    `No ${what} is picked for this clinic.`,
    `The test needs to know which ${what} it is for.`,
    `Pick a ${what} first.`,
  );
