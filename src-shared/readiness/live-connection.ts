/** Which connection is in use, and which runs of a test say something about it. Pure. */

import type { Connection } from '../credentials/connection';
import type { ProviderId } from '../primitives';
import type { TestRun } from '../tests/test-run';

/** The provider's connection, as long as its credentials are stored. */
export function liveConnection(connections: readonly Connection[], provider: ProviderId): Connection | null {
  return connections.find((connection) => connection.provider === provider && connection.status !== 'revoked') ?? null;
}

/** Runs that say something about the number in use: those from an earlier number prove nothing about it. */
export function runsOf(
  runs: readonly TestRun[],
  connection: Pick<Connection, 'resource' | 'simulated'> | null,
): TestRun[] {
  return runs.filter(
    (run) => connection !== null && run.subject === connection.resource && run.simulated === connection.simulated,
  );
}
