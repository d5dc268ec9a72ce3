/** Which steps are really done. Pure: it counts proofs, not visits. */
import type { Connection } from '../../../src-shared/credentials/connection';
import type { Organization, SetupStep } from '../../../src-shared/organizations/organization';
import type { ProviderId } from '../../../src-shared/primitives';
import { allProviders } from '../../../src-shared/providers';
import { messageProvider } from '../../../src-shared/providers/message-provider';
import { stepOf } from '../../../src-shared/setup/setup-steps';
import type { TestRun } from '../../../src-shared/tests/test-run';
import { testLines } from '../../components/tests/test-lines';

/** The provider's connection, as long as its credentials are stored. */
export function liveConnection(connections: readonly Connection[], provider: ProviderId): Connection | null {
  return connections.find((connection) => connection.provider === provider && connection.status !== 'revoked') ?? null;
}

/** Runs that say something about the number in use: those from an earlier number prove nothing about it. */
export function runsOf(runs: readonly TestRun[], connection: Connection | null): TestRun[] {
  return runs.filter(
    (run) => connection !== null && run.subject === connection.resource && run.simulated === connection.simulated,
  );
}

export function doneSteps(
  organization: Organization,
  connections: readonly Connection[],
  runs: readonly TestRun[],
): ReadonlySet<SetupStep> {
  const done = new Set<SetupStep>(['clinic']);
  const twilio = liveConnection(connections, 'twilio');
  if (twilio?.status === 'active' && twilio.resource !== null) done.add('twilio');
  if (testLines(messageProvider.test, runsOf(runs, twilio)).every((line) => line.step?.state === 'passed'))
    done.add('sms-test');
  for (const { id } of allProviders.filter((provider) => provider.messages === undefined)) {
    const step = stepOf(id, 'connect');
    const connection = liveConnection(connections, id);
    if (
      step !== null &&
      connection?.status === 'active' &&
      connection.ladder.rungs.every((rung) => rung.state === 'proven' || rung.state === 'not-applicable')
    )
      done.add(step);
  }
  if (organization.setupStep === null) done.add('handoff');
  return done;
}
