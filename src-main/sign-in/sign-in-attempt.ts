/**
 * One sign-in from the first click to its outcome. Whatever happens on the way, it ends in exactly one outcome. By then
 * the port is closed, or serves only the result page, for a few seconds.
 */
import { toAppErrorData } from '../../src-shared/errors';
import type { ProviderSignIn, SignInResult } from '../providers/provider';
import type { CredentialFields } from '../storage/credential-fields';
import { startLoopbackListener } from './loopback-listener';
import { challengeOf, newSecret } from './pkce';

/** How the part in the browser ended. */
export type AttemptEnd =
  | { kind: 'redeemed'; result: SignInResult }
  | { kind: 'refused'; refusal: ReturnType<ProviderSignIn['refusal']> }
  | { kind: 'cancelled' }
  | { kind: 'timed-out' }
  | { kind: 'failed'; error: ReturnType<typeof toAppErrorData> };

export type Attempt = {
  /** The provider's page, with this attempt's state in it. */
  readonly link: URL;
  /** Never rejects. */
  readonly end: Promise<AttemptEnd>;
};

export type AttemptOptions = {
  signIn: ProviderSignIn;
  methodId: string;
  fields: CredentialFields;
  /** The stored fields at a reconnect. */
  stored: CredentialFields | null;
  /** The person may choose another account than the stored one. */
  chooseAccount: boolean;
  timeoutMs: number;
  /** Ends it at once. */
  signal: AbortSignal;
  /** The browser's answer has arrived; the exchange takes a second or two. */
  onAnswer(): void;
};

/** @throws AppError `sign-in.no-port` */
export async function startAttempt({
  signIn,
  methodId,
  fields,
  stored,
  chooseAccount,
  timeoutMs,
  signal,
  onAnswer,
}: AttemptOptions): Promise<Attempt> {
  const [state, codeVerifier] = [newSecret(), newSecret()];
  const listener = await startLoopbackListener({ state, issuers: signIn.issuers });
  const { redirectUri } = listener;
  const accountHint = stored === null || chooseAccount ? null : (signIn.accountOf(stored)?.label ?? null);
  const link = signIn.pageUrl({
    methodId,
    fields,
    redirectUri,
    state,
    codeChallenge: challengeOf(codeVerifier),
    accountHint,
    chooseAccount,
  });

  const stopped = new Promise<'cancelled'>((resolve) => {
    if (signal.aborted) resolve('cancelled');
    signal.addEventListener(
      'abort',
      () => {
        // Also after an answer, while the page is still served.
        listener.close();
        resolve('cancelled');
      },
      { once: true },
    );
  });
  let timer: NodeJS.Timeout | undefined;
  const overdue = new Promise<'timed-out'>((resolve) => {
    timer = setTimeout(() => resolve('timed-out'), timeoutMs);
  });

  async function run(): Promise<AttemptEnd> {
    try {
      const first = await Promise.race([listener.answer, stopped, overdue]);
      if (typeof first === 'string') {
        // The port is closed before the outcome is reported.
        listener.close();
        return { kind: first };
      }
      clearTimeout(timer);
      onAnswer();
      if (first.kind === 'error') return { kind: 'refused', refusal: signIn.refusal(first.error, first.description) };
      const result = await signIn.redeem({
        methodId,
        fields,
        code: first.code,
        codeVerifier,
        redirectUri,
        stored,
        signal,
      });
      return signal.aborted ? { kind: 'cancelled' } : { kind: 'redeemed', result };
    } catch (thrown) {
      return signal.aborted ? { kind: 'cancelled' } : { kind: 'failed', error: toAppErrorData(thrown) };
    } finally {
      clearTimeout(timer);
    }
  }

  return { link, end: run() };
}
