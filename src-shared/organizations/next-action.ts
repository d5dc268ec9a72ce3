/** The one thing to do next for a clinic. What it is, `readiness/` says. */
import type { ProviderId } from '../primitives';

/**
 * - `check`: ask the provider again. `test`: run the provider's test.
 * - `replace`: other credentials, or a new sign-in. `choose`: another number or calendar.
 * - `open`: something has to be done at the provider, or it reviews something.
 * - `connect`: nothing is connected. `withdraw`: a provider has to be told of a withdrawal.
 * - `continue`: the set-up stopped. `confirm`: a person has to say whether credentials that came back are to be used.
 */
export type NextActionKind =
  | 'check'
  | 'test'
  | 'replace'
  | 'choose'
  | 'open'
  | 'connect'
  | 'withdraw'
  | 'continue'
  | 'confirm';

export type NextAction = {
  kind: NextActionKind;
  /** Null for what concerns the whole clinic. */
  provider: ProviderId | null;
  /** A sentence that begins with a verb: `Run the SMS test`. */
  text: string;
  /** On the button that does it. It differs from the buttons of the provider's card. */
  label: string;
  /** A page of the provider, for `open`. */
  url: string | null;
};
