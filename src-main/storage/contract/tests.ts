/** Runs of tests, and the messages that they sent. */
import type { ProviderId } from '../../../src-shared/primitives';
import type { DeliveryEvent, TestRun, TestStep } from '../../../src-shared/tests/test-run';
import type { MessageIntent, MessageState } from '../message-intent';
import type { AuditNote } from './audit';

export type MessageRecord = MessageIntent & {
  id: string;
  state: MessageState;
  sid: string | null;
  /** The provider's last status: `queued`, `delivered`, … */
  status: string | null;
  providerCode: string | null;
  delivery: DeliveryEvent[];
  intendedAt: string;
  confirmedByCodeAt: string | null;
};

/** The runs of a clinic's tests, of every provider. */
export interface TestRepository {
  begin(
    run: Pick<TestRun, 'provider' | 'simulated' | 'startedAt' | 'startedBy' | 'subject' | 'recipient' | 'steps'>,
    note: AuditNote,
  ): Promise<TestRun>;
  updateStep(runId: string, step: TestStep): Promise<void>;
  /** A run ends once: later calls change nothing. */
  finish(
    runId: string,
    state: 'finished' | 'stopped' | 'interrupted',
    finishedAt: string,
    note: AuditNote,
  ): Promise<TestRun>;
  get(runId: string): Promise<TestRun | null>;
  /** Newest first. */
  history(provider: ProviderId, limit: number): Promise<TestRun[]>;
  /** Runs that have not ended. */
  unfinished(provider: ProviderId): Promise<TestRun[]>;
  /** Recipients of earlier runs, newest first, without repeats. */
  recentRecipients(provider: ProviderId, limit: number): Promise<string[]>;
}

/** The messages of a clinic's tests. */
export interface MessageRepository {
  /** Records the intent to send. Once it returns, the message is on disk (synchronous=FULL). */
  intend(intent: MessageIntent): Promise<MessageRecord>;
  update(
    id: string,
    change: Partial<
      Pick<MessageRecord, 'state' | 'sid' | 'status' | 'providerCode' | 'delivery' | 'confirmedByCodeAt'>
    >,
  ): Promise<MessageRecord>;
  ofRun(runId: string): Promise<MessageRecord[]>;
}
