/**
 * What a provider must do to be connected, proved and checked. The vault, the IPC layer and the dashboard know no provider by name:
 * they go through this interface and the registry in `index.ts`.
 */
import type { Choice, Notice } from '../../src-shared/credentials/connection';
import type { AppErrorData } from '../../src-shared/errors';
import type { Rung } from '../../src-shared/organizations/ladder';
import type { Fact, ProviderId } from '../../src-shared/primitives';
import type { ProviderDescriptor } from '../../src-shared/providers/descriptor';

/** Field values by the descriptor's ids, secrets among them. Lives in the main process only. */
export type CredentialFields = Readonly<Record<string, string>>;

/** What a provider answered about a credential. Everything in it may be shown; nothing in it is a secret. */
export type ProviderProof = {
  headline: string;
  /** Public metadata, stored beside the sealed secret as JSON and handed back to `describe`. */
  metadata: Record<string, unknown>;
  facts: Fact[];
  notices: Notice[];
  choice: Choice | null;
  /** Rungs this proof says something about; the others keep what they had. `checkedAt` is set by the caller. */
  rungs: Omit<Rung, 'label' | 'checkedAt'>[];
  /** A failure that did not keep the rest from being told. */
  problem: AppErrorData | null;
};

export interface Provider {
  readonly id: ProviderId;
  readonly descriptor: ProviderDescriptor;
  /** Cleans and checks a form. Throws `AppError` `credentials.invalid-field` naming the first field that cannot be right. */
  parseFields(methodId: string, fields: Record<string, string>): CredentialFields;
  /**
   * Asks the provider. Sends nothing to anybody and changes nothing.
   * @param choice what was picked (a phone number), so that its rungs can be proved too; null before anything is picked
   * @throws AppError when the credential was refused or the provider could not be reached
   */
  prove(methodId: string, fields: CredentialFields, choice: string | null, signal: AbortSignal): Promise<ProviderProof>;
  /** `Auth token ending in 4f2a`: at most the last four characters of a secret. */
  keyHint(methodId: string, fields: CredentialFields): string;
  /** The name that two clinics sharing one account have in common, for example the Account SID. */
  accountKey(fields: CredentialFields): string;
}
