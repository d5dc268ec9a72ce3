import type { CallResponse } from '../../src-shared/ipc/contract';

type Scenarios = CallResponse<'practice.scenarios'>;
export type PracticeAccount = Scenarios['credentials'][number];
type PracticeRecipient = Scenarios['recipients'][number];

/**
 * What practice mode needs of a provider: a server that answers as the real one does, with accounts and recipients to
 * practise with.
 */
export type PracticeSimulator = {
  /** On a loopback port of the system's choice. */
  start(): Promise<{ origin: string; close(): Promise<void> }>;
  /** Credentials to enter, one for each way in which a connection can go. */
  accounts(): PracticeAccount[];
  /** Phones to text, for a provider of text messages. */
  recipients?(): PracticeRecipient[];
};
