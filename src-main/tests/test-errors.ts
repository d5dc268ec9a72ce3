/** Refusals of the test service. */

import { refusal } from '../../src-shared/errors';
import type { ProviderDescriptor, TestDescriptor } from '../../src-shared/providers/descriptor';
import { t } from '../../src-shared/texts/translate';

export const alreadyRunning = ({ title }: TestDescriptor) =>
  refusal(
    'test.already-running',
    t('A {title} of this clinic is already running.', { title: t(title) }),
    t('One runs at a time, so that two never get in each other’s way.'),
    t('Wait for its end, or press Stop.'),
  );

export const notOffered = ({ name }: ProviderDescriptor) =>
  refusal(
    'test.not-offered',
    t('{name} has no test.', { name }),
    t('Only some providers have one.'),
    t('Use “Check now”.'),
  );

export const unknownStep = ({ steps }: TestDescriptor, id: string) =>
  refusal(
    'test.unknown-step',
    t('This test has no step “{id}”.', { id: id.slice(0, 40) }),
    t('It was asked to run a step that it does not have.'),
    t('Its steps are {ids}.', { ids: steps.map((step) => step.id).join(', ') }),
  );

export const wholeOnly = ({ title }: TestDescriptor) =>
  refusal(
    'test.whole-only',
    t('A {title} runs all of its steps.', { title: t(title) }),
    t('Each of its steps needs the one before.'),
    t('Run the whole test.'),
  );

export const choiceMissing = (what: string) =>
  refusal(
    'credentials.choice-missing',
    t('No {what} is picked for this clinic.', { what }),
    t('The test needs to know which {what} it is for.', { what }),
    t('Pick a {what} first.', { what }),
  );
