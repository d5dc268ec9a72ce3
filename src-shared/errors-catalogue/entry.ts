/** The shape of a row of the error catalogue. */
import type { AppErrorData } from '../errors';
import type { ProviderId } from '../primitives';

/** What is written down for a known failure; its code is its key in the table. */
export type CatalogueRow = Omit<AppErrorData, 'code' | 'providerCode'> & {
  /** The provider's own name for it, where that is not its key: one name can stand for several refusals. */
  providerCode?: string;
  /** Two to five words, for a heading or a list: `Recipient opted out`. */
  title: string;
  /** The rehearsal in practice mode that makes it happen: an account, an OAuth client, a recipient or a network. */
  scenarioId: string;
};

/** When it happens: signing in, a message that is refused at once, one that gets lost on its way, what a calendar answers, or before the provider is reached. */
export type CatalogueGroup = 'account' | 'sending' | 'delivery' | 'calendar' | 'network';

/** A row as the error gallery lists it. */
export type CatalogueEntry = {
  code: string;
  provider: ProviderId | null;
  group: CatalogueGroup;
  title: string;
  data: AppErrorData;
  scenarioId: string;
};
