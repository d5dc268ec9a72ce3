/** From stored records to what a person sees of a connection. Ageing happens here: a proof older than the interval is no longer green. */
import type { Connection } from '../../src-shared/credentials/connection';
import { connectionSchema } from '../../src-shared/credentials/connection';
import type { Ladder, Rung } from '../../src-shared/organizations/ladder';
import type { ProviderDescriptor } from '../../src-shared/providers/descriptor';
import type { ProviderProof } from '../providers/provider';
import type { CredentialRecord, ReadinessCheck } from '../storage/repositories';

/** What a proof left behind for showing; stored in the credential's public metadata. */
const shownKey = 'shown';

/** The metadata to store for a proof: the provider's own, and the lines that its card shows. */
export const metadataOf = (proof: ProviderProof): Record<string, unknown> => ({
  ...proof.metadata,
  [shownKey]: { facts: proof.facts, notices: proof.notices },
});

/** The rungs of a proof as rows to store. */
export const checksOf = (descriptor: ProviderDescriptor, proof: ProviderProof, checkedAt: string, simulated: boolean): ReadinessCheck[] =>
  proof.rungs
    // A rung that is open and says why is worth keeping; one that says nothing keeps what it had.
    .filter((rung) => rung.state !== 'unproven' || rung.proof !== null)
    .map((rung) => ({ provider: descriptor.id, rung: rung.id, state: rung.state, proof: rung.proof, checkedAt, simulated }));

/** A rung's own word, or the evidence from use: what proves settles an open rung, what disproves counts until the provider is asked again. */
function settled(own: ReadinessCheck | undefined, evidence: ReadinessCheck | undefined): ReadinessCheck | undefined {
  if (evidence === undefined || own?.state === 'not-applicable') return own;
  if (evidence.state === 'proven') return own === undefined || own.state === 'unproven' ? evidence : own;
  return own === undefined || evidence.checkedAt > own.checkedAt ? evidence : own;
}

/**
 * The ladder: each rung with its newest word. A proof older than `intervalMs` reads as stale. A rung above a disproved one can't be green:
 * it reads as stale too, because its proof rested on what is no longer so.
 */
export function ladderOf(descriptor: ProviderDescriptor, checks: readonly ReadinessCheck[], now: Date, intervalMs: number): Ladder {
  let broken = false;
  const find = (rung: string) => checks.find((candidate) => candidate.provider === descriptor.id && candidate.rung === rung);
  const rungs = descriptor.rungs.map(({ id, label, settledBy }): Rung => {
    const check = settled(find(id), settledBy === undefined ? undefined : find(settledBy));
    if (!check) return { id, label, state: 'unproven', checkedAt: null, proof: null };
    const old = now.getTime() - Date.parse(check.checkedAt) > intervalMs;
    const state = check.state === 'proven' && (old || broken) ? 'stale' : check.state;
    if (state === 'disproved') broken = true;
    return { id, label, state, checkedAt: check.checkedAt, proof: check.proof };
  });
  return { provider: descriptor.id, rungs };
}

const shownSchema = connectionSchema.pick({ facts: true, notices: true });

export function connectionOf(
  descriptor: ProviderDescriptor,
  record: CredentialRecord,
  checks: readonly ReadinessCheck[],
  now: Date,
  intervalMs: number,
): Connection {
  const shown = shownSchema.safeParse(record.metadata[shownKey]);
  return {
    provider: record.provider,
    credentialId: record.id,
    status: record.status,
    resource: record.choice,
    facts: shown.success ? shown.data.facts : [],
    notices: shown.success ? shown.data.notices : [],
    keyHint: record.keyHint,
    addedBy: record.addedBy,
    addedAt: record.addedAt,
    verifiedAt: record.verifiedAt,
    revokedAt: record.revokedAt,
    ladder: ladderOf(descriptor, record.status === 'revoked' ? [] : checks, now, intervalMs),
    problem: record.lastError,
    simulated: record.simulated,
  };
}
