/** Which steps are really done. Pure: it counts proofs, not visits. */
import type { Connection } from '../../../src-shared/credentials/connection';
import type { Organization, SetupStep } from '../../../src-shared/organizations/organization';
import { allProviders } from '../../../src-shared/providers';
import type { ProviderDescriptor, SetupStepDescriptor } from '../../../src-shared/providers/descriptor';
import { liveConnection, runsOf } from '../../../src-shared/readiness/live-connection';
import { firstSetupStep, lastSetupStep } from '../../../src-shared/setup/step-ids';
import type { TestRun } from '../../../src-shared/tests/test-run';
import { testLines } from '../../components/tests/test-lines';

export { liveConnection, runsOf } from '../../../src-shared/readiness/live-connection';

/** A test with a step of its own proves the ladder's top there; otherwise it belongs to the step that connects. */
function isDone(
  { setup, test }: ProviderDescriptor,
  view: SetupStepDescriptor['view'],
  connection: Connection | null,
  runs: readonly TestRun[],
): boolean {
  if (view === 'messages')
    return (
      test !== undefined && testLines(test, runsOf(runs, connection)).every(({ step }) => step?.state === 'passed')
    );
  if (connection?.status !== 'active') return false;
  return setup.some((step) => step.view === 'messages')
    ? connection.resource !== null
    : connection.ladder.rungs.every(({ state }) => state === 'proven' || state === 'not-applicable');
}

/** @param runs of the SMS test, newest first */
export function doneSteps(
  organization: Organization,
  connections: readonly Connection[],
  runs: readonly TestRun[],
): ReadonlySet<SetupStep> {
  const done = new Set<SetupStep>([firstSetupStep]);
  for (const descriptor of allProviders) {
    const connection = liveConnection(connections, descriptor.id);
    const isDecided = connection === null && organization.notNeeded.some(({ provider }) => provider === descriptor.id);
    for (const { id, view } of descriptor.setup)
      if (isDecided || isDone(descriptor, view, connection, runs)) done.add(id);
  }
  if (organization.setupStep === null) done.add(lastSetupStep);
  return done;
}
