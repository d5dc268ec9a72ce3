/**
 * The life of a clinic's credential: import → verify → save → check → replace → revoke. It knows no provider by name.
 * Secrets come in through `verify` and go to the vault; nothing here returns one.
 */
import path from 'node:path';
import type { Choice, Connection, ImportedFile, SharedUse, Verification } from '../../src-shared/credentials/connection';
import { AppError, type AppErrorData, toAppErrorData } from '../../src-shared/errors';
import { parsePhoneNumber } from '../../src-shared/messaging/phone-number';
import type { ProviderId } from '../../src-shared/primitives';
import type { EnvFileFields } from '../../src-shared/providers/env-file';
import type { Publish } from '../events';
import type { Platform } from '../platform';
import type { Endpoints } from '../providers/endpoints';
import type { CredentialFields, Provider, ProviderProof } from '../providers/provider';
import type { CredentialRecord, OrganizationScope, Storage } from '../storage/repositories';
import { checksOf, connectionOf, metadataOf } from './connection-view';
import { readEnvFile } from './env-import';
import { createHeldSecrets } from './held-secrets';

export type CredentialServiceDeps = {
  storage: Storage;
  providers: Record<ProviderId, Provider>;
  endpoints: Endpoints;
  platform: Platform;
  publish: Publish;
};

export type Credentials = { provider: ProviderId; methodId: string; fields: Record<string, string> };
export type CredentialService = ReturnType<typeof createCredentialService>;

type Held = { organizationId: string; provider: ProviderId };
type HeldVerification = Held & { methodId: string; fields: CredentialFields; proof: ProviderProof };

const hour = 3_600_000;

/** Failures that say something of the credential itself. A bad network or a busy provider proves nothing about it. */
const disproves = (error: AppErrorData) => !error.retryable && !error.code.startsWith('network.');

const refusal = (code: string, message: string, cause: string, fix: string) => new AppError({ code, message, cause, fix, retryable: false });

export function createCredentialService({ storage, providers, endpoints, platform, publish }: CredentialServiceDeps) {
  const imports = createHeldSecrets<Held & { found: EnvFileFields }>(platform.now);
  const verifications = createHeldSecrets<HeldVerification>(platform.now);
  /** One check of a connection at a time: a second click waits for the first one's answer. */
  const checking = new Map<string, Promise<Connection>>();

  const changed = (organizationId: string) => publish('organizations.changed', { organizationId });
  const intervalMs = async () => (await storage.settings.get()).checkIntervalHours * hour;
  const simulated = (provider: ProviderId) => endpoints[provider].simulated;

  const view = async (scope: OrganizationScope, record: CredentialRecord) =>
    connectionOf(providers[record.provider].descriptor, record, await scope.readiness.list(), platform.now(), await intervalMs());

  const connected = async (scope: OrganizationScope, provider: ProviderId): Promise<CredentialRecord> => {
    const record = await scope.credentials.find(provider);
    if (record && record.status !== 'revoked') return record;
    const { name } = providers[provider].descriptor;
    throw refusal(
      'credentials.not-connected',
      `${name} is not connected for this clinic.`,
      'No credentials were added, or they were revoked.',
      `Set up ${name} first.`,
    );
  };

  /** The proof without the part that the picked resource spoils: an unknown choice must not be saved as if it were fine. */
  const requireChoice = (provider: Provider, proof: ProviderProof, choice: string | null) => {
    if (!provider.descriptor.choiceLabel || choice === null) return;
    const option = proof.choice?.options.find((candidate) => candidate.id === choice);
    if (option?.disabledReason)
      throw refusal('credentials.choice-unusable', `${option.label} can’t be used.`, option.disabledReason, 'Pick another one from the list.');
    if (!option && proof.choice?.incompleteReason === null) {
      throw refusal(
        'credentials.choice-unknown',
        `${choice} does not belong to this account.`,
        `${provider.descriptor.name} did not list it.`,
        'Pick one from the list, or sign in to the account that owns it.',
      );
    }
  };

  /** @param revision of the credential that was proved. @throws AppError `credentials.changed` when another one is stored by now */
  async function recordProof(scope: OrganizationScope, provider: Provider, proof: ProviderProof, choice: string | null, revision: number): Promise<Connection> {
    const at = platform.now().toISOString();
    const record = await scope.credentials.recordCheck(
      provider.id,
      {
        revision,
        status: proof.problem ? 'needs-attention' : 'active',
        choice,
        metadata: metadataOf(proof),
        verifiedAt: at,
        lastError: proof.problem,
        simulated: simulated(provider.id),
      },
      checksOf(provider.descriptor, proof, at, simulated(provider.id)),
      {
        action: 'credential.checked',
        outcome: proof.problem ? 'failed' : 'succeeded',
        detail: proof.problem ? proof.problem.message : proof.headline,
        simulated: simulated(provider.id),
      },
    );
    changed(scope.organizationId);
    return view(scope, record);
  }

  async function recordFailure(scope: OrganizationScope, provider: Provider, error: AppErrorData, revision: number): Promise<void> {
    const at = platform.now().toISOString();
    const bottom = provider.descriptor.rungs[0];
    const checks =
      disproves(error) && bottom
        ? [{ provider: provider.id, rung: bottom.id, state: 'disproved' as const, proof: error.message, checkedAt: at, simulated: simulated(provider.id) }]
        : [];
    const change = { revision, ...(disproves(error) ? { status: 'needs-attention' as const } : {}), lastError: error };
    await scope.credentials.recordCheck(provider.id, change, checks, {
      action: 'credential.checked',
      outcome: 'failed',
      detail: error.message,
      simulated: simulated(provider.id),
    });
    changed(scope.organizationId);
  }

  async function runCheck(organizationId: string, providerId: ProviderId, signal: AbortSignal): Promise<Connection> {
    const scope = storage.forOrganization(organizationId);
    const provider = providers[providerId];
    await connected(scope, providerId);
    const { record, fields } = await scope.credentials.open(providerId);
    let proof: ProviderProof;
    try {
      proof = await provider.prove(record.methodId, fields, record.choice, signal);
    } catch (thrown) {
      if (!signal.aborted) await recordFailure(scope, provider, toAppErrorData(thrown), record.revision);
      throw thrown;
    }
    return recordProof(scope, provider, proof, record.choice, record.revision);
  }

  /** A file names its number as somebody once wrote it; the provider's list has it as E.164. */
  async function importedChoice(organizationId: string, written: string | null): Promise<string | null> {
    if (written === null) return null;
    const organization = await storage.organizations.get(organizationId);
    const parsed = parsePhoneNumber(written, organization?.country ?? 'US');
    return parsed.ok ? parsed.e164 : written;
  }

  return {
    async list(organizationId: string): Promise<Connection[]> {
      const scope = storage.forOrganization(organizationId);
      const records = await scope.credentials.list();
      return Promise.all(records.map((record) => view(scope, record)));
    },

    /** Reads a file for the form. @throws AppError `import.*` */
    async importFile(organizationId: string, providerId: ProviderId, file: string): Promise<ImportedFile> {
      const { descriptor } = providers[providerId];
      const found = await readEnvFile(file, descriptor);
      const { id } = imports.hold({ organizationId, provider: providerId, found });
      const secretIds = new Set(descriptor.methods.flatMap((method) => method.fields.filter((field) => field.secret).map((field) => field.id)));
      const entries = Object.entries(found.fields);
      // A value that its field can't be may be a secret in the wrong line of the file: it stays here, and `verify` says what is wrong with it.
      const mayBeShown = (field: string) => !secretIds.has(field) && found.problems[field] === undefined;
      return {
        importId: id,
        fileName: path.basename(file),
        methodId: found.methodId,
        publicFields: Object.fromEntries(entries.filter(([field]) => mayBeShown(field))),
        secretFields: entries.filter(([field]) => secretIds.has(field)).map(([field]) => field),
        testRecipient: found.testRecipient,
        taken: found.taken,
        ignored: found.ignored,
      };
    },

    /** Asks the provider, saves nothing. @throws AppError `credentials.invalid-field`, or what the provider answered */
    async verify(request: Credentials & { organizationId: string; importId: string | null }, signal: AbortSignal): Promise<Verification> {
      const { organizationId, methodId } = request;
      const provider = providers[request.provider];
      const scope = storage.forOrganization(organizationId);
      const imported = request.importId === null ? null : imports.find(request.importId);
      if (request.importId !== null && (!imported || imported.organizationId !== organizationId || imported.provider !== request.provider)) {
        throw refusal(
          'import.expired',
          'The imported file is no longer at hand.',
          'Imported values are kept for 15 minutes and then forgotten.',
          'Import the file again.',
        );
      }
      const typed = Object.entries(request.fields).filter(([, value]) => value.trim() !== '');
      const fields = provider.parseFields(methodId, { ...imported?.found.fields, ...Object.fromEntries(typed) });
      const stored = await scope.credentials.find(provider.id);
      const wanted = (await importedChoice(organizationId, imported?.found.choice ?? null)) ?? (stored && stored.status !== 'revoked' ? stored.choice : null);
      const isSimulated = simulated(provider.id);
      let proof: ProviderProof;
      try {
        proof = await provider.prove(methodId, fields, null, signal);
      } catch (thrown) {
        if (!signal.aborted) {
          await scope.audit({ action: 'credential.verify', outcome: 'failed', detail: toAppErrorData(thrown).message, simulated: isSimulated });
        }
        throw thrown;
      }
      await scope.audit({ action: 'credential.verify', outcome: 'succeeded', detail: proof.headline, simulated: isSimulated });
      const { id, expiresAt } = verifications.hold({ organizationId, provider: provider.id, methodId, fields, proof });
      const known = proof.choice?.options.some((option) => option.id === wanted && option.disabledReason === null);
      return {
        verificationId: id,
        provider: provider.id,
        headline: proof.headline,
        facts: proof.facts,
        notices: proof.notices,
        choice: proof.choice && { ...proof.choice, preferred: known ? wanted : proof.choice.preferred },
        expiresAt,
      };
    },

    /** Saves what `verify` proved, with what was picked. @throws AppError `credentials.verification-expired`, `credentials.choice-*`, `vault.*` */
    async save(
      request: { organizationId: string; provider: ProviderId; verificationId: string; choice: string | null },
      signal: AbortSignal,
    ): Promise<Connection> {
      const held = verifications.find(request.verificationId);
      if (!held || held.organizationId !== request.organizationId || held.provider !== request.provider) {
        throw refusal(
          'credentials.verification-expired',
          'The verified credentials are no longer at hand.',
          'They are kept for 15 minutes after Verify and then forgotten.',
          'Press Verify again.',
        );
      }
      const provider = providers[held.provider];
      const scope = storage.forOrganization(held.organizationId);
      requireChoice(provider, held.proof, request.choice);
      // The picked resource has rungs of its own, and they are proved before anything is stored.
      const proof = request.choice === null ? held.proof : await provider.prove(held.methodId, held.fields, request.choice, signal);
      const at = platform.now().toISOString();
      const replaced = await scope.credentials.find(provider.id);
      const keyHint = provider.keyHint(held.methodId, held.fields);
      const record = await scope.credentials.save(
        {
          provider: provider.id,
          methodId: held.methodId,
          choice: request.choice,
          metadata: metadataOf(proof),
          accountKey: provider.accountKey(held.fields),
          keyHint,
          simulated: simulated(provider.id),
          verifiedAt: at,
          expiresAt: null,
        },
        held.fields,
        checksOf(provider.descriptor, proof, at, simulated(provider.id)),
        {
          action: replaced ? 'credential.replaced' : 'credential.added',
          outcome: 'succeeded',
          detail: `${provider.descriptor.name}: ${keyHint}${request.choice ? `, ${request.choice}` : ''}`,
          simulated: simulated(provider.id),
        },
      );
      verifications.forget(request.verificationId);
      changed(held.organizationId);
      return view(scope, record);
    },

    /** Proves the stored credential again; sends nothing. The record keeps what was found, also when it throws. */
    check(organizationId: string, provider: ProviderId, signal: AbortSignal): Promise<Connection> {
      const key = `${organizationId} ${provider}`;
      const running = checking.get(key) ?? runCheck(organizationId, provider, signal).finally(() => checking.delete(key));
      checking.set(key, running);
      return running;
    },

    /** What can be picked now, asked from the provider. */
    async options(organizationId: string, providerId: ProviderId, signal: AbortSignal): Promise<Choice> {
      const scope = storage.forOrganization(organizationId);
      await connected(scope, providerId);
      const { record, fields } = await scope.credentials.open(providerId);
      const proof = await providers[providerId].prove(record.methodId, fields, record.choice, signal);
      return proof.choice ?? { label: '', options: [], incompleteReason: null, preferred: null };
    },

    /** Picks another resource of the same account. @throws AppError `credentials.choice-*` */
    async choose(organizationId: string, providerId: ProviderId, choice: string, signal: AbortSignal): Promise<Connection> {
      const scope = storage.forOrganization(organizationId);
      const provider = providers[providerId];
      await connected(scope, providerId);
      const { record, fields } = await scope.credentials.open(providerId);
      const proof = await provider.prove(record.methodId, fields, choice, signal);
      requireChoice(provider, proof, choice);
      return recordProof(scope, provider, proof, choice, record.revision);
    },

    /** Other clinics that use the same account, to be named before a revocation. */
    async sharedUse(organizationId: string, providerId: ProviderId): Promise<SharedUse[]> {
      const record = await connected(storage.forOrganization(organizationId), providerId);
      const others = await storage.organizations.sharingAccount(providerId, record.accountKey);
      const { name } = providers[providerId].descriptor;
      return others
        .filter((other) => other.id !== organizationId)
        .map((other) => ({ organizationId: other.id, name: other.name, reason: `Uses the same ${name} account, with credentials of its own here.` }));
    },

    /** Destroys the stored secret and keeps the record. Works although the key can't be opened: a dead credential can always be removed. */
    async revoke(organizationId: string, providerId: ProviderId): Promise<Connection> {
      const scope = storage.forOrganization(organizationId);
      const current = await connected(scope, providerId);
      const record = await scope.credentials.revoke(providerId, {
        action: 'credential.revoked',
        outcome: 'succeeded',
        detail: `${providers[providerId].descriptor.name}: ${current.keyHint} was removed from this console`,
        simulated: current.simulated,
      });
      changed(organizationId);
      return view(scope, record);
    },

    /** Forgets whatever waits to be saved. */
    forgetHeld(): void {
      imports.clear();
      verifications.clear();
    },
  };
}
