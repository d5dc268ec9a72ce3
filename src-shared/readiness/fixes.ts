/** What fixes a failure, proves an open rung, or connects a provider. Pure. */
import { cameBackCode } from '../credentials/came-back';
import type { AppErrorData } from '../errors';
import type { Rung } from '../organizations/ladder';
import type { NextAction, NextActionKind } from '../organizations/next-action';
import type { ProviderDescriptor } from '../providers/descriptor';

export function actionOf(descriptor: ProviderDescriptor, kind: NextActionKind, url?: string): NextAction {
  const { id: provider, name, company, signIn, choice, test, helpUrls } = descriptor;
  const say = (text: string, label: string): NextAction => ({ kind, provider, text, label, url: null });
  switch (kind) {
    case 'check':
      return say(`Check ${name} again`, `Check ${name}`);
    case 'test':
      return say(`Run the ${test?.title ?? `${name} test`}`, `Test ${name}`);
    case 'replace':
      return signIn === undefined
        ? say(`Replace the ${name} credentials`, `Replace ${name} credentials`)
        : say(`Sign in to ${name} again`, `Reconnect ${name}`);
    case 'choose': {
      const words = `Pick another ${choice?.word.one ?? 'one'}`;
      return say(words, words);
    }
    case 'open':
      return { ...say(`See to it at ${company}`, `Open ${company}`), url: url ?? helpUrls.console };
    case 'confirm':
      return say(`Say whether the ${name} credentials that came back are used again`, `Use ${name} again`);
    case 'withdraw':
      return say(`Tell ${company} that its access was removed`, `Tell ${company} now`);
    case 'connect':
    case 'continue':
      return say(`Connect ${name}`, `Connect ${name}`);
  }
}

/** What the provider says only of the credential, another choice, or its own account: by the failure's code. */
export function fixKindOf(
  descriptor: ProviderDescriptor,
  error: Pick<AppErrorData, 'code' | 'retryable'>,
): NextActionKind {
  const { id, choice, ownProblems } = descriptor;
  if (choice?.problems.includes(error.code)) return 'choose';
  if (error.code === 'credentials.sign-in-needed') return 'replace';
  if (error.code === cameBackCode) return 'confirm';
  // A bad network, a busy provider and a fault of this program say nothing about the credential: good keys are kept.
  if (error.retryable || !error.code.startsWith(`${id}.`)) return 'check';
  return ownProblems.includes(error.code) ? 'open' : 'replace';
}

/** What fixes a failure. */
export const fixOf = (
  descriptor: ProviderDescriptor,
  error: Pick<AppErrorData, 'code' | 'retryable' | 'helpUrl'>,
): NextAction => actionOf(descriptor, fixKindOf(descriptor, error), error.helpUrl);

/** What proves a rung that is not proven. */
export function proofOf(descriptor: ProviderDescriptor, { id, state }: Pick<Rung, 'id' | 'state'>): NextAction {
  const rung = descriptor.rungs.find((one) => one.id === id);
  if (rung?.provedBy === 'test') return actionOf(descriptor, 'test');
  if (state === 'pending') return waitOf(descriptor);
  if (state === 'disproved') return actionOf(descriptor, rung?.fixedBy ?? 'replace');
  // Evidence from use decides it, and the test gathers such evidence.
  if (state === 'unproven' && rung?.evidence !== undefined) return actionOf(descriptor, 'test');
  return actionOf(descriptor, 'check');
}

const waitOf = (descriptor: ProviderDescriptor): NextAction => ({
  ...actionOf(descriptor, 'open'),
  text: `Wait for ${descriptor.company}’s review`,
});
