import type { CallResponse } from '../../src-shared/ipc/contract';
import type { SimulatorMemory } from './memory';

type Scenarios = CallResponse<'practice.scenarios'>;
export type PracticeAccount = Scenarios['credentials'][number];
type PracticeRecipient = Scenarios['recipients'][number];
export type PracticeText = CallResponse<'practice.texts'>[number];

type RunningSimulator = {
  origin: string;
  /** What the simulated phones got, newest last; for a provider of text messages. */
  texts?(): PracticeText[];
  close(): Promise<void>;
};

/**
 * What practice mode needs of a provider: a server that answers as the real one does, with accounts and recipients to
 * practise with.
 */
export type PracticeSimulator = {
  /**
   * On a loopback port of the system's choice.
   * @param memory what it kept when it ran last, and where it keeps what changes
   */
  start(memory: SimulatorMemory): Promise<RunningSimulator>;
  /** Credentials to enter, one for each way in which a connection can go. */
  accounts(): PracticeAccount[];
  /** Phones to text, for a provider of text messages. */
  recipients?(): PracticeRecipient[];
};
