/** What the wizard hands to the view of a step. */
import type { Connection } from '../../../src-shared/credentials/connection';
import type { AppErrorData } from '../../../src-shared/errors';
import type { Organization, SetupStep } from '../../../src-shared/organizations/organization';
import type { ProviderId } from '../../../src-shared/primitives';
import type { ClinicForm } from '../../components/clinic-form/clinic-form';
import type { TestStore } from '../../components/tests/test-store';
import type { KeptForms } from './kept-forms';

export type StepViewProps = {
  organization: Organization;
  connections: readonly Connection[];
  onConnectionsChanged: () => Promise<void>;
  tests: TestStore;
  /** What was typed before another step was opened. */
  forms: KeptForms;
  /** The recipient of tests: as typed, or as an imported file named it. */
  recipient: string | null;
  onRecipient: (number: string) => void;
  /** True when this step is repeated alone, from the clinic's page. */
  single: boolean;
  /** True when the route named this very step to enter its credentials anew. */
  asked: boolean;
  busy: boolean;
  error: AppErrorData | null;
  onBack: (() => void) | null;
  onNext: () => void;
  onOpenStep: (step: SetupStep) => void;
  onDecideNeed: (provider: ProviderId, needed: boolean) => void;
  onSaveClinic: (form: ClinicForm) => void;
  /** The clinic was changed by a dialog of the step. */
  onClinicChanged: (organization: Organization) => void;
  onFinish: () => void;
};
