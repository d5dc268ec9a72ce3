/**
 * New credentials of a clinic, from their verification to the vault. A proof and its secret are held until they are
 * saved, at most 15 minutes.
 */
import type { Connection, Verification } from '../../src-shared/credentials/connection';
import { refusal, toAppErrorData } from '../../src-shared/errors';
import type { ProviderId } from '../../src-shared/primitives';
import { markSentence } from '../../src-shared/providers/modes';
import { t } from '../../src-shared/texts/translate';
import type { Provider, ProviderProof } from '../providers/provider';
import { requireSeen } from '../storage/credential-errors';
import type { CredentialFields } from '../storage/credential-fields';
import type { CredentialRecord, Storage } from '../storage/repositories';
import { accessWords, endNotice } from './access-end';
import type { createChoiceCautions } from './choice-cautions';
import type { ConnectionReader } from './connection-reader';
import { checksOf, metadataOf } from './connection-view';
import { type Credentials, type createCredentialImports, replacingNotices } from './credential-imports';
import { createHeldSecrets } from './held-secrets';
import { accountDiffers, otherAccountOf, requireChoice, statusOf } from './proof-rules';
import type { createRevocationService } from './revocation-service';
import { liveRecord } from './stored-credential';

type Held = { organizationId: string; provider: ProviderId };
type HeldVerification = Held & {
  methodId: string;
  fields: CredentialFields;
  proof: ProviderProof;
  /** When the sign-in in these fields expires, as known before this proof. */
  expiresAt: string | null;
  /** When the one was added that it would replace; null for none. */
  replaces: string | null;
  /** The previous choice in the same account. Kept even when it is gone, and reported as missing then. */
  kept: string | null;
};

export function createVerifications({
  storage,
  providers,
  imports,
  cautions,
  revocations,
  view,
  changed,
  simulated,
  now,
}: {
  storage: Storage;
  providers: Record<ProviderId, Provider>;
  imports: ReturnType<typeof createCredentialImports>;
  cautions: ReturnType<typeof createChoiceCautions>;
  revocations: ReturnType<typeof createRevocationService>;
  view: ConnectionReader['view'];
  changed: (organizationId: string) => void;
  simulated: (provider: ProviderId) => boolean;
  now: () => Date;
}) {
  const verifications = createHeldSecrets<HeldVerification>(now);

  /** Holds a proof until it is saved, at most 15 minutes. @param live what it would replace */
  async function holdProved(
    held: HeldVerification,
    wanted: string | null,
    live: CredentialRecord | null,
  ): Promise<Verification> {
    const { provider, proof } = held;
    const otherAccount = otherAccountOf(providers[provider], proof, live);
    const accountKey = providers[provider].accountKey(held.fields);
    const choice = await cautions.with(providers[provider], accountKey, held.organizationId, proof.choice);
    const { id, expiresAt } = verifications.hold(held);
    const known =
      wanted !== null &&
      (wanted === held.kept ||
        proof.choice?.options.some((option) => option.id === wanted && option.disabledReason === null));
    return {
      verificationId: id,
      provider,
      headline: proof.headline,
      mode: proof.mode ?? null,
      facts: proof.facts,
      notices: proof.notices,
      choice: choice && { ...choice, preferred: known ? wanted : choice.preferred },
      ...(otherAccount === null ? {} : { otherAccount }),
      expiresAt,
    };
  }

  return {
    /** Asks the provider, saves nothing. @throws AppError `credentials.invalid-field`, or what the provider answered */
    async verify(
      request: Credentials & { organizationId: string; importId: string | null },
      signal: AbortSignal,
    ): Promise<Verification> {
      const { organizationId, methodId } = request;
      const provider = providers[request.provider];
      const scope = storage.forOrganization(organizationId);
      const given = imports.entered(request);
      const live = await liveRecord(scope, provider.id);
      const wanted = (await imports.choiceIn(organizationId, provider, given.choice)) ?? live?.choice ?? null;
      let { fields } = given;
      if (live && provider.carryOver) {
        // A new secret is accepted even if the stored one can't be opened.
        const opened = await scope.credentials.open(provider.id).catch(() => null);
        if (opened) fields = provider.carryOver(fields, opened.fields);
      }
      const expiresAt = fields === given.fields ? null : (live?.expiresAt ?? null);
      const isSimulated = simulated(provider.id);
      let proof: ProviderProof;
      try {
        proof = await provider.prove(methodId, fields, null, signal);
      } catch (thrown) {
        if (!signal.aborted) {
          await scope.audit({
            action: 'credential.verify',
            outcome: 'failed',
            detail: markSentence(toAppErrorData(thrown).message, provider.descriptor, provider.modeOf?.(fields)),
            simulated: isSimulated,
          });
        }
        throw thrown;
      }
      await scope.audit({
        action: 'credential.verify',
        outcome: 'succeeded',
        detail: markSentence(proof.headline, provider.descriptor, proof.mode),
        simulated: isSimulated,
      });
      proof.notices.unshift(...replacingNotices(provider, fields, live));
      return holdProved(
        {
          organizationId,
          provider: provider.id,
          methodId,
          fields,
          proof,
          expiresAt,
          replaces: live?.addedAt ?? null,
          kept: null,
        },
        wanted,
        live,
      );
    },

    /**
     * Proves a new sign-in and holds it like a verification, for {@link save}. The choice is kept for the same account.
     * @throws AppError what the provider answered
     */
    async adopt(
      signedIn: Held & { methodId: string; fields: CredentialFields },
      signal: AbortSignal,
    ): Promise<Verification> {
      const provider = providers[signedIn.provider];
      const scope = storage.forOrganization(signedIn.organizationId);
      const proof = await provider.prove(signedIn.methodId, signedIn.fields, null, signal);
      await scope.audit({
        action: 'credential.signed-in',
        outcome: 'succeeded',
        detail: markSentence(proof.headline, provider.descriptor, proof.mode),
        simulated: simulated(provider.id),
      });
      const live = await liveRecord(scope, provider.id);
      const wanted = live?.choice ?? null;
      const kept = otherAccountOf(provider, proof, live) === null ? wanted : null;
      return holdProved({ ...signedIn, proof, expiresAt: null, replaces: live?.addedAt ?? null, kept }, wanted, live);
    },

    /**
     * Saves what `verify` proved, with the choice.
     * @throws AppError `credentials.changed`, `credentials.verification-expired`, `credentials.other-account`,
     *   `credentials.choice-*`, `vault.*`
     */
    async save(
      request: {
        organizationId: string;
        provider: ProviderId;
        verificationId: string;
        choice: string | null;
        /** A person says that credentials of another account are meant. */
        meansOtherAccount?: boolean | undefined;
      },
      signal: AbortSignal,
    ): Promise<Connection> {
      const held = verifications.find(request.verificationId);
      if (!held || held.organizationId !== request.organizationId || held.provider !== request.provider) {
        throw refusal(
          'credentials.verification-expired',
          t('The verified credentials are no longer at hand.'),
          t('They are kept for 15 minutes after Verify and then forgotten.'),
          t('Press Verify again.'),
        );
      }
      const provider = providers[held.provider];
      const scope = storage.forOrganization(held.organizationId);
      const live = await liveRecord(scope, provider.id);
      // Before anything is withdrawn at the provider.
      requireSeen(held.replaces, live?.addedAt ?? null);
      const otherAccount = otherAccountOf(provider, held.proof, live);
      if (otherAccount !== null && request.meansOtherAccount !== true)
        throw accountDiffers(provider.descriptor.name, otherAccount);
      if (request.choice !== held.kept) requireChoice(provider, held.proof, request.choice);
      // The choice has rungs of its own, which are proved before anything is stored.
      const proof =
        request.choice === null ? held.proof : await provider.prove(held.methodId, held.fields, request.choice, signal);
      const savedAt = now();
      const at = savedAt.toISOString();
      const { name } = provider.descriptor;
      const replaced = await scope.credentials.find(provider.id);
      const { end, pending } = await revocations.beforeReplacing(scope, provider, held.fields);
      const kept = endNotice(provider.descriptor, end);
      const keyHint = provider.keyHint(held.methodId, held.fields);
      const record = await scope.credentials.save(
        {
          provider: provider.id,
          methodId: held.methodId,
          choice: request.choice,
          metadata: metadataOf(
            { ...proof, notices: [...(pending || !kept ? [] : [kept]), ...proof.notices] },
            null,
            savedAt,
          ),
          accountKey: provider.accountKey(held.fields),
          keyHint,
          simulated: simulated(provider.id),
          mode: proof.mode ?? null,
          status: statusOf(proof),
          lastError: proof.problem,
          verifiedAt: proof.needsSignIn ? null : at,
          expiresAt: proof.expiresAt === undefined ? held.expiresAt : proof.expiresAt,
          replaces: held.replaces,
        },
        held.fields,
        checksOf(provider.descriptor, proof, at, simulated(provider.id)),
        {
          action: replaced ? 'credential.replaced' : 'credential.added',
          outcome: 'succeeded',
          detail: `${name}: ${keyHint}${request.choice ? `, ${request.choice}` : ''}${accessWords(name, end)}`,
          simulated: simulated(provider.id),
        },
        pending,
      );
      verifications.forget(request.verificationId);
      // A connected provider is needed.
      await storage.organizations.decideNeed(held.organizationId, provider.id, null, {
        action: 'provider.needed',
        outcome: 'succeeded',
        detail: name,
        simulated: simulated(provider.id),
      });
      const told =
        pending && endNotice(provider.descriptor, await revocations.afterReplacing(scope, provider, pending.account));
      changed(held.organizationId);
      const connection = await view(scope, record);
      return told ? { ...connection, notices: [told, ...connection.notices] } : connection;
    },

    /** Forgets what was not saved, for good. */
    close: verifications.close,
  };
}
