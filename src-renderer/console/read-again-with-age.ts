/** What was read of connections does not stay true by itself: proofs grow old while a page stands open. */
import type { Connection } from '../../src-shared/credentials/connection';
import type { ProofSpans } from '../../src-shared/organizations/proof-spans';
import { providerDescriptors } from '../../src-shared/providers';
import { knownConnection } from '../../src-shared/readiness/known-clinic';
import { changesAt } from '../../src-shared/readiness/summarize';

/** A long timer does not count the time in which the computer slept. */
const lookEveryMs = 30_000;

/**
 * Calls `read` once when a proof has grown old, or the words about the end of a sign-in change.
 * @param spans how long a proof counts
 * @returns stops it
 */
export function readAgainWithAge(connections: readonly Connection[], spans: ProofSpans, read: () => void): () => void {
  const at = changesAt({ connections: connections.map(knownConnection) }, providerDescriptors, new Date(), spans);
  if (at === Number.POSITIVE_INFINITY) return () => undefined;
  const timer = setInterval(() => {
    if (Date.now() < at) return;
    clearInterval(timer);
    read();
  }, lookEveryMs);
  return () => clearInterval(timer);
}
