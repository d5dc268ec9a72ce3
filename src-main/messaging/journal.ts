/**
 * Records each message of a run before it is sent. A clinic's journal is in its database; a run from a file keeps its
 * own in memory.
 */
import type { ProviderId } from '../../src-shared/primitives';
import type { MessageIntent } from '../storage/message-intent';
import type { MessageRecord, OrganizationScope } from '../storage/repositories';

export type JournalEntry = Omit<MessageIntent, 'runId'>;
export type JournalChange = Partial<
  Pick<MessageRecord, 'state' | 'sid' | 'status' | 'providerCode' | 'delivery' | 'confirmedByCodeAt'>
>;

export interface Journal {
  /**
   * Records the intent and returns its id. Nothing is sent unless this succeeds.
   * @param isRehearsal these are test credentials: the provider sends nothing
   */
  intend(entry: JournalEntry, isRehearsal: boolean): Promise<string>;
  update(id: string, change: JournalChange): Promise<void>;
  /** SIDs of messages that are already known, so that none of them is taken for a lost one. */
  accountedSids(): Promise<ReadonlySet<string>>;
}

/** The journal of a clinic's run. */
export function repositoryJournal(
  { messages, tests }: Pick<OrganizationScope, 'messages' | 'tests'>,
  provider: ProviderId,
  runId: string,
): Journal {
  return {
    intend: async (entry) => (await messages.intend({ ...entry, runId })).id,
    update: async (id, change) => {
      await messages.update(id, change);
    },
    async accountedSids() {
      const [runs, own] = await Promise.all([tests.history(provider, 50), messages.ofRun(runId)]);
      const sids = [
        ...runs.flatMap(({ steps }) => steps.map(({ reference }) => reference)),
        ...own.map(({ sid }) => sid),
      ];
      return new Set(sids.filter((sid) => sid !== null));
    },
  };
}

/** An in-memory journal for one run. */
export function memoryJournal(): Journal & { readonly entries: ReadonlyMap<string, JournalEntry & JournalChange> } {
  const entries = new Map<string, JournalEntry & JournalChange>();
  return {
    entries,
    async intend(entry) {
      const id = String(entries.size + 1);
      entries.set(id, { ...entry, state: 'intended' });
      return id;
    },
    async update(id, change) {
      const entry = entries.get(id);
      if (entry !== undefined) entries.set(id, { ...entry, ...change });
    },
    accountedSids: async () => new Set([...entries.values()].flatMap(({ sid }) => (sid == null ? [] : [sid]))),
  };
}
