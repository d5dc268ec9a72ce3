/** The effect of a proof or a failure on a stored credential. Pure. */

import { type AppErrorData, refusal } from '../../src-shared/errors';
import type { ProviderId } from '../../src-shared/primitives';
import type { ProviderDescriptor } from '../../src-shared/providers/descriptor';
import { markSentence } from '../../src-shared/providers/modes';
import { t } from '../../src-shared/texts/translate';
import type { Provider, ProviderProof } from '../providers/provider';
import type { CredentialRecord } from '../storage/repositories';

export const statusOf = (proof: ProviderProof) =>
  proof.needsSignIn ? 'reconnect-needed' : proof.problem ? 'needs-attention' : 'active';

/** What the trail says of a check that was answered: it succeeded only where it found nothing broken. */
export function checkedNote(
  { problem, rungs, headline, mode }: Pick<ProviderProof, 'problem' | 'rungs' | 'headline' | 'mode'>,
  descriptor: Pick<ProviderDescriptor, 'name' | 'modes'>,
) {
  const disproved = rungs.find(({ state }) => state === 'disproved');
  const broken = problem?.message ?? disproved?.proof ?? null;
  return broken === null && disproved === undefined
    ? { outcome: 'succeeded' as const, detail: markSentence(headline, descriptor, mode) }
    : { outcome: 'failed' as const, detail: markSentence(broken ?? headline, descriptor, mode) };
}

/**
 * True for a permanent refusal by the provider, which concerns the credential itself. Network failures, a busy provider
 * and internal faults prove nothing about it.
 */
export const disproves = (error: AppErrorData, provider: ProviderId) =>
  !error.retryable && error.code.startsWith(`${provider}.`);

/** The accounts before and now, where a proof is of another account than the connection that it would replace. */
export function otherAccountOf(
  provider: Provider,
  proof: Pick<ProviderProof, 'metadata'>,
  live: Pick<CredentialRecord, 'metadata'> | null,
): { before: string; now: string } | null {
  const before = live === null ? null : provider.account(live.metadata);
  const now = provider.account(proof.metadata);
  return before === null || now === null || before.id === now.id ? null : { before: before.label, now: now.label };
}

export const accountDiffers = (name: string, { before, now }: { before: string; now: string }) =>
  refusal(
    'credentials.other-account',
    t('These are of {now}; until now the clinic used {before}.', { now, before }),
    t('Another {name} account than before was entered. Nothing was stored.', { name }),
    t(
      'Enter the credentials of the account that the clinic uses. If the other one is meant, say so: in the window with the box above “Save”, on the command line with --switch-account.',
    ),
  );

/** Refuses an unknown or unusable choice. @throws AppError `credentials.choice-*` */
export function requireChoice(provider: Provider, proof: ProviderProof, choice: string | null): void {
  if (provider.descriptor.choice === null || choice === null) return;
  const option = proof.choice?.options.find((candidate) => candidate.id === choice);
  if (option?.disabledReason)
    throw refusal(
      'credentials.choice-unusable',
      t('{choice} can’t be used.', { choice: option.label }),
      option.disabledReason,
      t('Pick another one from the list.'),
    );
  if (!option && proof.choice?.incompleteReason === null) {
    throw refusal(
      'credentials.choice-unknown',
      t('{choice} does not belong to this account.', { choice }),
      t('{provider} did not list it.', { provider: provider.descriptor.name }),
      t('Pick one from the list, or sign in to the account that owns it.'),
    );
  }
}
