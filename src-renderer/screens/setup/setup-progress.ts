/** Which steps are really done. Pure: it counts proofs, not visits. */
import type { Connection } from '../../../src-shared/credentials/connection';
import type { SmsTestRun } from '../../../src-shared/messaging/sms-test';
import type { Organization, SetupStep } from '../../../src-shared/organizations/organization';
import type { ProviderId } from '../../../src-shared/primitives';
import { testLines } from './sms-test-step/test-lines';

/** The provider's connection, as long as its credentials are stored. */
export function liveConnection(connections: readonly Connection[], provider: ProviderId): Connection | null {
  return connections.find((connection) => connection.provider === provider && connection.status !== 'revoked') ?? null;
}

/** Runs that say something about the number in use: those from an earlier number prove nothing about it. */
export function runsOf(runs: readonly SmsTestRun[], connection: Connection | null): SmsTestRun[] {
  return runs.filter(
    (run) => connection !== null && run.from === connection.resource && run.simulated === connection.simulated,
  );
}

export function doneSteps(
  organization: Organization,
  connections: readonly Connection[],
  runs: readonly SmsTestRun[],
): ReadonlySet<SetupStep> {
  const done = new Set<SetupStep>(['clinic']);
  const twilio = liveConnection(connections, 'twilio');
  if (twilio?.status === 'active' && twilio.resource !== null) done.add('twilio');
  if (testLines(runsOf(runs, twilio)).every((line) => line.step?.state === 'passed')) done.add('sms-test');
  const google = liveConnection(connections, 'google');
  if (
    google?.status === 'active' &&
    google.ladder.rungs.every((rung) => rung.state === 'proven' || rung.state === 'not-applicable')
  )
    done.add('google');
  if (organization.setupStep === null) done.add('handoff');
  return done;
}
