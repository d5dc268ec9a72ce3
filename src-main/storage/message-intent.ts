/** What is recorded of a message before it is sent, and what can become of it. */
/** A message that is about to be sent: written before any byte leaves. */
export type MessageIntent = {
  runId: string;
  /** The step of the run that sends it. */
  step: string;
  from: string;
  to: string;
  body: string;
  code: string | null;
};

/**
 * - `intended`: recorded, the request has not been answered (after a crash: nobody knows).
 * - `accepted`: the provider took it and gave a SID.
 * - `refused`: the provider answered that it did not take it; it was not sent.
 * - `not-sent`: no byte of the request left, or the person stopped before it.
 * - `unknown`: the answer was lost.
 */
export type MessageState = 'intended' | 'accepted' | 'refused' | 'not-sent' | 'unknown';
