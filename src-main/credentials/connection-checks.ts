/** Checks stored connections with their providers and records the results. Sends no messages. */
import type { Choice, Connection } from '../../src-shared/credentials/connection';
import { AppError, type AppErrorData, toAppErrorData } from '../../src-shared/errors';
import type { ProviderId } from '../../src-shared/primitives';
import { markSentence } from '../../src-shared/providers/modes';
import type { Publish } from '../events';
import { createOneATurn } from '../one-a-turn';
import type { Platform } from '../platform';
import type { Endpoints } from '../providers/endpoints';
import { ProviderCallError } from '../providers/http/call-error';
import type { Slot } from '../providers/http/slot';
import type { Provider, ProviderProof } from '../providers/provider';
import type { CredentialRecord, OrganizationScope, Storage } from '../storage/repositories';
import type { createChoiceCautions } from './choice-cautions';
import { checksOf, metadataOf, modeOf } from './connection-view';
import { checkedNote, disproves, requireChoice, statusOf } from './proof-rules';
import { createSharedWork } from './shared-work';
import { liveRecord, openConnected } from './stored-credential';

/** Of the stored credential's account, where its provider has modes. */
type Mode = string | null;

/** How a check of a connection ended. */
export type Attempt =
  | { kind: 'proved'; connection: Connection }
  /** The provider refused for good. */
  | { kind: 'disproved'; error: AppErrorData; thrown: unknown; mode?: Mode }
  /** Nothing was learned of the connection: our network, or a provider that is busy. */
  | {
      kind: 'no-proof';
      error: AppErrorData;
      thrown: unknown;
      mode?: Mode;
      /** No answer of the provider came at all. */
      isNetwork: boolean;
      /** How long the provider asks to wait, in milliseconds. */
      retryAfterMs: number | null;
      /** Keeps the failure with the connection. */
      record(): Promise<void>;
    };

export type ConnectionChecksDeps = {
  storage: Storage;
  providers: Record<ProviderId, Provider>;
  endpoints: Endpoints;
  platform: Platform;
  publish: Publish;
  cautions: Pick<ReturnType<typeof createChoiceCautions>, 'with'>;
  /** Makes the public view of a record. */
  view(scope: OrganizationScope, record: CredentialRecord): Promise<Connection>;
};

export function createConnectionChecks({
  storage,
  providers,
  endpoints,
  platform,
  publish,
  cautions,
  view,
}: ConnectionChecksDeps) {
  /** One check of a connection at a time; concurrent callers share its result. */
  const share = createSharedWork<Attempt>();
  const oneATurn = createOneATurn();
  const changed = (organizationId: string) => publish('organizations.changed', { organizationId });
  const simulated = (provider: ProviderId) => endpoints[provider].simulated;

  /**
   * @param before the credential that was proved.
   * @throws AppError `credentials.changed` when another one is stored by now
   */
  async function recordProof(
    scope: OrganizationScope,
    provider: Provider,
    proof: ProviderProof,
    choice: string | null,
    before: CredentialRecord,
  ): Promise<Connection> {
    const now = platform.now();
    const at = now.toISOString();
    const record = await scope.credentials.recordCheck(
      provider.id,
      {
        revision: before.revision,
        status: statusOf(proof),
        choice,
        ...(proof.expiresAt === undefined ? {} : { expiresAt: proof.expiresAt }),
        metadata: metadataOf(proof, before, now),
        verifiedAt: at,
        attemptedAt: at,
        lastError: proof.problem,
      },
      checksOf(provider.descriptor, proof, at, simulated(provider.id)),
      {
        action: 'credential.checked',
        ...checkedNote(proof, provider.descriptor),
        simulated: simulated(provider.id),
      },
    );
    changed(scope.organizationId);
    return oneATurn(() => view(scope, record));
  }

  async function recordFailure(
    scope: OrganizationScope,
    provider: Provider,
    error: AppErrorData,
    { revision, metadata }: Pick<CredentialRecord, 'revision' | 'metadata'>,
  ): Promise<void> {
    const at = platform.now().toISOString();
    const rung = provider.rungOf?.(error) ?? provider.descriptor.rungs[0]?.id;
    const checks =
      disproves(error, provider.id) && rung !== undefined
        ? [
            {
              provider: provider.id,
              rung,
              state: 'disproved' as const,
              proof: error.message,
              checkedAt: at,
              simulated: simulated(provider.id),
            },
          ]
        : [];
    // An ended sign-in keeps its record: its details help to fix it.
    const status = provider.signIn?.endsSignIn(error) ? ('reconnect-needed' as const) : ('needs-attention' as const);
    const change = {
      revision,
      ...(disproves(error, provider.id) ? { status } : {}),
      lastError: error,
      attemptedAt: at,
    };
    await scope.credentials.recordCheck(provider.id, change, checks, {
      action: 'credential.checked',
      outcome: 'failed',
      detail: markSentence(error.message, provider.descriptor, modeOf(metadata)),
      simulated: simulated(provider.id),
    });
    changed(scope.organizationId);
  }

  /**
   * Called after a failed use. Records only the end of a sign-in, once; the next check finds everything else. Known
   * storage errors are ignored, since the caller reports the failed use itself.
   */
  async function foundInUse(organizationId: string, providerId: ProviderId, thrown: unknown): Promise<void> {
    const provider = providers[providerId];
    const error = toAppErrorData(thrown);
    if (!provider.signIn?.endsSignIn(error)) return;
    try {
      const scope = storage.forOrganization(organizationId);
      const record = await liveRecord(scope, providerId);
      if (record && record.lastError?.code !== error.code) await recordFailure(scope, provider, error, record);
    } catch (failed) {
      if (!(failed instanceof AppError)) throw failed;
    }
  }

  /** Asks the provider with what is stored, without recording a check. @throws AppError */
  async function proveInUse(scope: OrganizationScope, provider: Provider, picked: string | null, signal: AbortSignal) {
    const { record, fields, stored } = await openConnected(scope, provider);
    try {
      return { record, proof: await provider.prove(record.methodId, fields, picked ?? record.choice, signal, stored) };
    } catch (thrown) {
      if (!signal.aborted) await foundInUse(scope.organizationId, provider.id, thrown);
      throw thrown;
    }
  }

  /** When the rungs that real use renews were proven last. */
  async function provenAt(scope: OrganizationScope, { id, descriptor }: Provider): Promise<Map<string, string>> {
    const renewed = descriptor.rungs.flatMap((rung) => (rung.renewedByUse ? [rung.id] : []));
    if (renewed.length === 0) return new Map();
    const checks = await scope.readiness.list();
    return new Map(
      checks.flatMap(({ provider, rung, state, checkedAt }) =>
        provider === id && state === 'proven' && renewed.includes(rung) ? [[rung, checkedAt] as const] : [],
      ),
    );
  }

  async function runCheck(
    organizationId: string,
    providerId: ProviderId,
    signal: AbortSignal,
    answered: () => void,
    slot: Slot | undefined,
  ): Promise<Attempt> {
    const scope = storage.forOrganization(organizationId);
    const provider = providers[providerId];
    const { record, fields, stored } = await oneATurn(async () => {
      const opened = await openConnected(scope, provider);
      return { ...opened, stored: { ...opened.stored, provenAt: await provenAt(scope, provider) } };
    });
    let proof: ProviderProof;
    try {
      proof = await provider.prove(record.methodId, fields, record.choice, signal, stored, slot);
    } catch (thrown) {
      if (signal.aborted) throw thrown;
      const error = toAppErrorData(thrown);
      const save = () => recordFailure(scope, provider, error, record);
      const mode = modeOf(record.metadata);
      if (disproves(error, provider.id)) {
        answered();
        await save();
        return { kind: 'disproved', error, thrown, mode };
      }
      let saving: Promise<void> | null = null;
      return {
        kind: 'no-proof',
        error,
        thrown,
        mode,
        isNetwork: error.code.startsWith('network.'),
        retryAfterMs: thrown instanceof ProviderCallError ? thrown.retryAfterMs : null,
        record: () => {
          saving ??= save();
          return saving;
        },
      };
    }
    answered();
    const connection = await recordProof(scope, provider, proof, record.choice, record);
    return { kind: 'proved', connection };
  }

  /** The same attempt, for all who ask for it at once. */
  const attempt = (
    organizationId: string,
    provider: ProviderId,
    signal: AbortSignal,
    answered: () => void = () => undefined,
    slot?: Slot,
  ): Promise<Attempt> =>
    share(`${organizationId} ${provider}`, signal, (shared) =>
      runCheck(organizationId, provider, shared, answered, slot),
    );

  return {
    /** Proves the stored credential again; sends nothing. The record keeps what was found, also when it throws. */
    async check(organizationId: string, provider: ProviderId, signal: AbortSignal): Promise<Connection> {
      const ended = await attempt(organizationId, provider, signal);
      if (ended.kind === 'proved') return ended.connection;
      if (ended.kind === 'no-proof') await ended.record();
      throw ended.thrown;
    },

    /**
     * The same for bulk work: an attempt that proved nothing is not recorded until it is known whose fault that was.
     * @param answered called once the provider has answered, before that is recorded
     * @param slot of the bulk work
     * @throws AppError `call.stopped`, `vault.*`, `credentials.changed`
     */
    attempt,

    /** The choices that the provider lists now. */
    async options(organizationId: string, providerId: ProviderId, signal: AbortSignal): Promise<Choice> {
      const provider = providers[providerId];
      const { record, proof } = await proveInUse(storage.forOrganization(organizationId), provider, null, signal);
      return cautions.with(
        provider,
        record.accountKey,
        organizationId,
        proof.choice ?? { label: '', options: [], incompleteReason: null, preferred: null },
      );
    },

    /** Chooses another resource of the same account. @throws AppError `credentials.choice-*` */
    async choose(
      organizationId: string,
      providerId: ProviderId,
      choice: string,
      signal: AbortSignal,
    ): Promise<Connection> {
      const scope = storage.forOrganization(organizationId);
      const provider = providers[providerId];
      const { record, proof } = await proveInUse(scope, provider, choice, signal);
      requireChoice(provider, proof, choice);
      return recordProof(scope, provider, proof, choice, record);
    },

    /**
     * Reports a failure that another service met while using a connection. If the sign-in has ended, list and clinic
     * page show it.
     */
    foundInUse,
  };
}
