/** The wizard's steps: the clinic, those of each provider, the handoff. */

import type { SetupStep } from '../organizations/organization';
import type { ProviderId } from '../primitives';
import { allProviders } from '../providers';
import type { SetupStepDescriptor } from '../providers/descriptor';
import { text } from '../texts/translate';
import { firstSetupStep, lastSetupStep } from './step-ids';

export type SetupStepInfo = Omit<SetupStepDescriptor, 'view'> & {
  view: SetupStepDescriptor['view'] | 'clinic' | 'handoff';
  /** Whose step it is; null for the clinic's own. */
  provider: ProviderId | null;
};

export const setupSteps: readonly SetupStepInfo[] = [
  {
    id: firstSetupStep,
    view: 'clinic',
    provider: null,
    label: text('Clinic'),
    heading: text('The clinic'),
    purpose: text('What patients and colleagues call it, and where it is.'),
  },
  ...allProviders.flatMap(({ id: provider, setup }) => setup.map((step) => ({ ...step, provider }))),
  {
    id: lastSetupStep,
    view: 'handoff',
    provider: null,
    label: text('Handoff'),
    heading: text('Handoff'),
    purpose: text('What was proven, what is still open, and who takes care of it. No secrets on this page.'),
  },
];

const indexOf = (id: SetupStep) => setupSteps.findIndex((step) => step.id === id);

/** The step by its id: from a route, or as it was stored, which another version may have done. */
export const findStep = (id: string | null | undefined): SetupStepInfo | null =>
  setupSteps.find((step) => step.id === id) ?? null;

export function stepInfo(id: SetupStep): SetupStepInfo {
  const found = findStep(id);
  if (found === null) throw new Error(`No such step: ${id}`);
  return found;
}

/** The step after `id`; null after the last one. */
export const stepAfter = (id: SetupStep): SetupStep | null => setupSteps[indexOf(id) + 1]?.id ?? null;

/** The step before `id`; null before the first one. */
export const stepBefore = (id: SetupStep): SetupStep | null => setupSteps[indexOf(id) - 1]?.id ?? null;

/** The step after all steps of a provider; null after the last one. */
export const stepAfterProvider = (provider: ProviderId): SetupStep | null =>
  setupSteps[setupSteps.findLastIndex((step) => step.provider === provider) + 1]?.id ?? null;

/** The step of a provider, where its credentials are entered or its messages are tested. */
export const stepOf = (provider: ProviderId, view: SetupStepDescriptor['view']): SetupStep | null =>
  setupSteps.find((step) => step.provider === provider && step.view === view)?.id ?? null;
