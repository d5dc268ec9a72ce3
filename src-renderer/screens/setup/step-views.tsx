/** What each step shows. A step more is one line here and one entry in `setup-steps.ts`. */
import type { ReactNode } from 'react';
import type { Connection } from '../../../src-shared/credentials/connection';
import type { AppErrorData } from '../../../src-shared/errors';
import type { Organization, SetupStep } from '../../../src-shared/organizations/organization';
import type { ClinicForm } from './clinic-step/clinic-form';
import { ClinicStep } from './clinic-step/clinic-step';
import { ConnectStep } from './connect-step/connect-step';
import { HandoffStep } from './handoff-step/handoff-step';
import { SignInStep } from './sign-in-step/sign-in-step';
import { SmsTestStep } from './sms-test-step/sms-test-step';
import type { SmsTestStore } from './sms-test-step/sms-test-store';

export type StepViewProps = {
  organization: Organization;
  connections: readonly Connection[];
  onConnectionsChanged: () => Promise<void>;
  tests: SmsTestStore;
  /** A recipient for tests that an imported file named. */
  suggestedRecipient: string | null;
  onRecipientSuggested: (number: string) => void;
  /** True when this step is repeated alone, from the clinic's page. */
  single: boolean;
  /** True when the route named this very step to enter its credentials anew: that was chosen already. */
  asked: boolean;
  busy: boolean;
  error: AppErrorData | null;
  onBack: (() => void) | null;
  onNext: () => void;
  onOpenStep: (step: SetupStep) => void;
  onSaveClinic: (form: ClinicForm) => void;
  onFinish: () => void;
};

export const stepViews: Record<SetupStep, (props: StepViewProps) => ReactNode> = {
  clinic: (props) => (
    <ClinicStep organization={props.organization} busy={props.busy} error={props.error} onSave={props.onSaveClinic} />
  ),
  twilio: (props) => <ConnectStep {...props} provider="twilio" step="twilio" />,
  'sms-test': (props) => <SmsTestStep {...props} />,
  google: (props) => <SignInStep {...props} provider="google" step="google" />,
  handoff: (props) => <HandoffStep {...props} />,
};
