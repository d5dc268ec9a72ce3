/**
 * Builds the public view of a connection from stored records. Proofs that count no longer become stale here.
 */

import { z } from 'zod';
import { cameBackError } from '../../src-shared/credentials/came-back';
import type { Connection, Notice } from '../../src-shared/credentials/connection';
import { connectionSchema } from '../../src-shared/credentials/connection';
import type { AppErrorData } from '../../src-shared/errors';
import { listOf } from '../../src-shared/list-words';
import type { Ladder, Rung } from '../../src-shared/organizations/ladder';
import { aged } from '../../src-shared/organizations/ladder-rules';
import type { ProofSpans } from '../../src-shared/organizations/proof-spans';
import type { ProviderDescriptor } from '../../src-shared/providers/descriptor';
import { proofSpan } from '../../src-shared/readiness/proof-span';
import { signInExpiry } from '../../src-shared/readiness/sign-in-expiry';
import { withUnconfirmed } from '../../src-shared/readiness/unconfirmed';
import type { TestRun } from '../../src-shared/tests/test-run';
import { t } from '../../src-shared/texts/translate';
import { outlookAfter, outlookKey, outlookOf } from '../providers/outlook';
import type { ProviderProof } from '../providers/provider';
import type {
  CredentialRecord,
  OrganizationOverview,
  PendingRevocation,
  ReadinessCheck,
} from '../storage/repositories';
import { pressingOf, warningNotices, warningsOf } from './warnings';

/** Key in the public metadata under which the shown parts of a proof are stored. */
const shownKey = 'shown';

/**
 * The metadata to store for a proof: the provider's own, its outlook, and the lines that its card shows.
 * @param before the record of the same credential; null for one that is added now
 */
export const metadataOf = (
  proof: ProviderProof,
  before: Pick<CredentialRecord, 'metadata' | 'addedAt'> | null,
  now: Date,
): Record<string, unknown> => ({
  ...proof.metadata,
  ...(proof.outlook === undefined
    ? {}
    : { [outlookKey]: outlookAfter(proof.outlook, outlookOf(before?.metadata ?? {}), before?.addedAt ?? null, now) }),
  [shownKey]: {
    facts: proof.facts,
    notices: proof.notices,
    ...(proof.resource === undefined ? {} : { resource: proof.resource }),
    ...(proof.mode === undefined ? {} : { mode: proof.mode }),
  },
});

/** The rungs of a proof as rows to store. */
export const checksOf = (
  descriptor: ProviderDescriptor,
  proof: Pick<ProviderProof, 'rungs'>,
  checkedAt: string,
  simulated: boolean,
): ReadinessCheck[] =>
  proof.rungs
    // An unproven rung is stored only if it says why.
    .filter((rung) => rung.state !== 'unproven' || rung.proof !== null)
    .map((rung) => ({
      provider: descriptor.id,
      rung: rung.id,
      state: rung.state,
      proof: rung.proof,
      checkedAt: rung.checkedAt ?? checkedAt,
      simulated,
    }));

/**
 * A rung's own state, or the evidence from use: proof decides an unproven rung, disproof counts until the next check.
 */
function decidedBy(own: ReadinessCheck | undefined, evidence: ReadinessCheck | undefined): ReadinessCheck | undefined {
  if (evidence === undefined || own?.state === 'not-applicable') return own;
  if (evidence.state === 'proven') return own === undefined || own.state === 'unproven' ? evidence : own;
  return own === undefined || evidence.checkedAt > own.checkedAt ? evidence : own;
}

/** Each rung as it was recorded last, however long ago. */
function recordedRungs(descriptor: ProviderDescriptor, checks: readonly ReadinessCheck[]): Rung[] {
  const find = (rung: string) =>
    checks.find((candidate) => candidate.provider === descriptor.id && candidate.rung === rung);
  return descriptor.rungs.map(({ id, label, evidence }): Rung => {
    const check = decidedBy(find(id), evidence === undefined ? undefined : find(evidence));
    if (!check) return { id, label: t(label), state: 'unproven', checkedAt: null, proof: null };
    return { id, label: t(label), state: check.state, checkedAt: check.checkedAt, proof: check.proof };
  });
}

/**
 * The ladder: each rung with its newest state. A proof that counts no longer (see `proofSpan`) reads as stale, and so
 * does one above a rung that failed.
 */
export const ladderOf = (
  descriptor: ProviderDescriptor,
  checks: readonly ReadinessCheck[],
  now: Date,
  spans: ProofSpans,
  tested: Tested = { runs: [], resource: null, simulated: false },
): Ladder => ({
  provider: descriptor.id,
  rungs: aged(knownRungs(descriptor, checks, tested), now, proofSpan(descriptor, spans)),
});

/** The clinic's runs, newest first, and what of them is about this connection. */
type Tested = { runs: readonly TestRun[] } & Pick<Connection, 'resource' | 'simulated'>;

const knownRungs = (descriptor: ProviderDescriptor, checks: readonly ReadinessCheck[], tested: Tested): Rung[] =>
  withUnconfirmed(descriptor, recordedRungs(descriptor, checks), tested.runs, tested);

/** The rungs of a clinic in the list: as they were recorded, and what its newest test left unconfirmed. */
export function overviewRungs(
  descriptor: ProviderDescriptor,
  { checks, runs = [] }: Pick<OrganizationOverview, 'checks' | 'runs'>,
  { metadata, choice }: Pick<CredentialRecord, 'metadata' | 'choice'>,
): Rung[] {
  // Its checks were made with the same account: the list reads no more of a credential than it needs.
  const simulated = checks.some((check) => check.provider === descriptor.id && check.simulated);
  return knownRungs(descriptor, checks, { runs, resource: resourceOf(metadata, choice), simulated });
}

const shownSchema = connectionSchema
  .pick({ facts: true, notices: true })
  .extend({ resource: z.string().optional(), mode: z.string().optional() });

/** Read for every clinic of the list, so without the schema of all that is shown. */
function shownText(metadata: Record<string, unknown>, key: 'resource' | 'mode'): string | null {
  const shown = metadata[shownKey];
  const text = typeof shown === 'object' && shown !== null ? (shown as Record<string, unknown>)[key] : null;
  return typeof text === 'string' ? text : null;
}

/** Display name of a connection: as its provider names it, or the choice. */
export const resourceOf = (metadata: Record<string, unknown>, choice: string | null): string | null =>
  shownText(metadata, 'resource') ?? choice;

/** Which of the account's modes the proof was in; null for an account without modes. */
export const modeOf = (metadata: Record<string, unknown>): string | null => shownText(metadata, 'mode');

function expiryNotices(descriptor: ProviderDescriptor, record: CredentialRecord, now: Date): Notice[] {
  const expiry = record.status === 'revoked' ? null : signInExpiry(descriptor, record.expiresAt, now);
  if (!expiry || !descriptor.signIn) return [];
  const { expiryReason, expiryHelpUrl: helpUrl } = descriptor.signIn;
  return [{ tone: 'warning', title: expiry.title, text: t(expiryReason), helpUrl }];
}

function revocationNotices(descriptor: ProviderDescriptor, pending: Connection['pendingRevocation']): Notice[] {
  if (!pending) return [];
  const text = t(
    'The access of {accounts} was removed here and is not yet revoked at {provider}: {message} It is tried again by itself.',
    { accounts: listOf(pending.accounts), provider: descriptor.name, message: pending.problem.message },
  );
  return [{ tone: 'warning', title: t('Not yet revoked at {name}', { name: descriptor.name }), text }];
}

/** All pending revocations as one, with the details of the oldest. */
function pendingOf([oldest, ...others]: readonly PendingRevocation[]): Connection['pendingRevocation'] {
  if (!oldest) return undefined;
  const accounts = [...new Set([oldest, ...others].map(({ account }) => account))];
  return { since: oldest.queuedAt, lastTriedAt: oldest.lastTriedAt, problem: oldest.problem, accounts };
}

/** The error of a stored client without a sign-in. */
export const signInStillNeeded = (): AppErrorData => ({
  code: 'credentials.sign-in-needed',
  message: t('Nobody has signed in yet.'),
  cause: t('The client is stored; the account is missing.'),
  fix: t('Sign in on the clinic’s page, or by the command line.'),
  retryable: false,
});

/**
 * Why a connection counts as failed: its problem, a missing sign-in, or the lowest disproved rung. Null when it has not
 * failed.
 */
export function failureOf({
  problem,
  ladder,
  status,
}: Pick<Connection, 'problem' | 'ladder' | 'status'>): AppErrorData | null {
  if (problem) return problem;
  if (status === 'reconnect-needed') return signInStillNeeded();
  const disproved = ladder.rungs.find(({ state }) => state === 'disproved');
  if (!disproved) return null;
  return {
    code: `readiness.${disproved.id}`,
    message: disproved.proof ?? t('“{label}” failed.', { label: disproved.label }),
    cause: t('The credentials work; the rung “{label}” of the readiness ladder does not hold.', {
      label: disproved.label,
    }),
    fix: t('The clinic’s page says what to do about it, and so does: credentials list'),
    retryable: false,
  };
}

const knownOf = ({ methods }: ProviderDescriptor, { methodId, metadata }: CredentialRecord) => ({
  methodId,
  fields: Object.fromEntries(
    methods
      .flatMap(({ fields }) => fields)
      .flatMap(({ id, secret, knownAs }) => {
        const value = secret || knownAs === undefined ? null : metadata[knownAs];
        return typeof value === 'string' && value !== '' ? [[id, value]] : [];
      }),
  ),
});

export function connectionOf(
  descriptor: ProviderDescriptor,
  record: CredentialRecord,
  checks: readonly ReadinessCheck[],
  now: Date,
  spans: ProofSpans,
  revocations: readonly PendingRevocation[] = [],
  runs: readonly TestRun[] = [],
): Connection {
  const pending = pendingOf(revocations);
  const shown = shownSchema.safeParse(record.metadata[shownKey]);
  const warnings = record.status === 'revoked' ? [] : warningsOf(descriptor, record, now);
  const pressing = record.status === 'revoked' ? [] : pressingOf(descriptor, record);
  const resource = resourceOf(record.metadata, record.choice);
  const isLive = record.status !== 'revoked';
  const tested = { runs: isLive ? runs : [], resource, simulated: record.simulated };
  return {
    provider: record.provider,
    credentialId: record.id,
    status: record.status,
    resource,
    mode: modeOf(record.metadata),
    facts: shown.success ? shown.data.facts : [],
    notices: [
      ...revocationNotices(descriptor, pending),
      ...expiryNotices(descriptor, record, now),
      ...warningNotices(warnings),
      ...(shown.success ? shown.data.notices : []),
    ],
    keyHint: record.keyHint,
    known: knownOf(descriptor, record),
    addedBy: record.addedBy,
    addedAt: record.addedAt,
    verifiedAt: record.verifiedAt,
    attemptedAt: record.attemptedAt,
    revokedAt: record.revokedAt,
    ladder: ladderOf(descriptor, isLive ? checks : [], now, spans, tested),
    problem: record.cameBack ? cameBackError(record.cameBack) : record.lastError,
    simulated: record.simulated,
    expiresAt: record.expiresAt,
    ...(pressing.length === 0 ? {} : { ahead: pressing }),
    ...(pending ? { pendingRevocation: pending } : {}),
  };
}
