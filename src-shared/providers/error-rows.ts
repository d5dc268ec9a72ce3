/** The shapes of the error catalogue. */

import type { AppErrorData, ErrorRow } from '../errors';
import type { ProviderId } from '../primitives';
import { type Text, text } from '../texts/translate';

/** What is written down for a known failure; its code is its key in the table. */
export type CatalogueRow = ErrorRow & {
  /** The provider's own name for it, where that is not its key: one name can stand for several refusals. */
  providerCode?: string;
  /** Two to five words, for a heading or a list: `Recipient opted out`. */
  title: Text;
  /** The rehearsal in practice mode that makes it happen: an account, an OAuth client, a recipient or a network. */
  scenarioId: string;
};

/** A section of the error gallery. Those of two providers with the same id are one. */
export type CatalogueGroup = { id: string; title: Text };

/** Failures of the account, the sign-in and its limits, for every provider; and those before a provider is reached. */
export const accountGroup: CatalogueGroup = { id: 'account', title: text('Signing in and limits') };
export const networkGroup: CatalogueGroup = { id: 'network', title: text('Network') };
export const updatesGroup: CatalogueGroup = { id: 'updates', title: text('Updates of the console') };

/** What is known of one provider's refusals. */
export type ProviderErrors = {
  /** By the provider's own code. */
  rows: Readonly<Record<string, CatalogueRow>>;
  /** The provider's page about one of its codes. */
  errorPage: (code: string) => string;
  /** Its sections of the gallery, in their order. */
  groups: readonly CatalogueGroup[];
  /** Id of the section that a row belongs to. */
  groupOf: (code: string) => string;
  /** For an answer without a code: the status alone means much the same as these rows do. */
  rowOfStatus: Readonly<Record<number, string>>;
  /** The row of the provider's own faults, for a status of 500 and more. */
  rowOfFault: string;
  /**
   * What codes of this provider alone look like, so that one which has no row is recognised in a search; absent where
   * they could be any word.
   */
  codePattern?: RegExp;
};

/** A row as the error gallery lists it. */
export type CatalogueEntry = {
  code: string;
  provider: ProviderId | null;
  group: string;
  readonly title: string;
  readonly data: AppErrorData;
  /** Null where practice mode has no rehearsal. */
  scenarioId: string | null;
};
