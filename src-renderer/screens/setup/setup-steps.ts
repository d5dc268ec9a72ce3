/** The wizard's steps as data: a step more is one entry here and one component in `setup-screen.tsx`. */
import type { SetupStep } from '../../../src-shared/organizations/organization';

export type SetupStepInfo = {
  id: SetupStep;
  /** In the list of steps: stable, QA relies on it. */
  label: string;
  /** Heading of the step itself. */
  heading: string;
  /** One sentence under the heading: what happens here. */
  purpose: string;
};

export const setupSteps: readonly SetupStepInfo[] = [
  {
    id: 'clinic',
    label: 'Clinic',
    heading: 'The clinic',
    purpose: 'What patients and colleagues call it, and where it is.',
  },
  {
    id: 'twilio',
    label: 'Twilio',
    heading: 'Connect Twilio',
    purpose: 'The clinic’s own account sends its text messages. Nothing is saved before Twilio has confirmed it.',
  },
  {
    id: 'sms-test',
    label: 'SMS test',
    heading: 'Test text messages',
    purpose: 'Four checks, two of them real messages to a phone that you can look at.',
  },
  {
    id: 'google',
    label: 'Google Calendar',
    heading: 'Connect Google Calendar',
    purpose:
      'The receptionist books on the clinic’s own calendar. The sign-in happens in your browser; the password never reaches this console.',
  },
  {
    id: 'handoff',
    label: 'Handoff',
    heading: 'Handoff',
    purpose: 'What was proved, what is still open, and who takes care of it. No secrets on this page.',
  },
];

export const firstStep: SetupStep = 'clinic';

export function stepInfo(id: SetupStep): SetupStepInfo {
  const found = setupSteps.find((step) => step.id === id);
  if (found === undefined) throw new Error(`No such step: ${id}`);
  return found;
}

/** The step after `id`; null after the last one. */
export function stepAfter(id: SetupStep): SetupStep | null {
  return setupSteps[setupSteps.findIndex((step) => step.id === id) + 1]?.id ?? null;
}

/** The step before `id`; null before the first one. */
export function stepBefore(id: SetupStep): SetupStep | null {
  return setupSteps[setupSteps.findIndex((step) => step.id === id) - 1]?.id ?? null;
}

/** The step that a route names, when it names one. */
export function stepFromRoute(name: string | undefined): SetupStep | null {
  return setupSteps.find((step) => step.id === name)?.id ?? null;
}
