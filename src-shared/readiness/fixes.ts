/** What fixes a failure, proves an open rung, or connects a provider. Pure. */

import { cameBackCode } from '../credentials/came-back';
import type { AppErrorData } from '../errors';
import type { Rung } from '../organizations/ladder';
import type { NextAction, NextActionKind } from '../organizations/next-action';
import type { ProviderDescriptor } from '../providers/descriptor';
import { t } from '../texts/translate';

export function actionOf(descriptor: ProviderDescriptor, kind: NextActionKind, url?: string): NextAction {
  const { id: provider, name, company, signIn, choice, test, helpUrls } = descriptor;
  const say = (text: string, label: string): NextAction => ({ kind, provider, text, label, url: null });
  switch (kind) {
    case 'check':
      return say(t('Check {name} again', { name }), t('Check {name}', { name }));
    case 'test':
      return say(
        t('Run the {title}', { title: test === undefined ? t('{name} test', { name }) : t(test.title) }),
        t('Test {name}', { name }),
      );
    case 'replace':
      return signIn === undefined
        ? say(t('Replace the {name} credentials', { name }), t('Replace {name} credentials', { name }))
        : say(t('Sign in to {name} again', { name }), t('Reconnect {name}', { name }));
    case 'choose': {
      const words = t('Pick another {what}', { what: choice === null ? t('one') : t(choice.word.one) });
      return say(words, words);
    }
    case 'open':
      return {
        ...say(t('See to it at {company}', { company }), t('Open {company}', { company })),
        url: url ?? helpUrls.console,
      };
    case 'confirm':
      return say(
        t('Say whether the {name} credentials that came back are used again', { name }),
        t('Use {name} again', { name }),
      );
    case 'withdraw':
      return say(t('Tell {company} that its access was removed', { company }), t('Tell {company} now', { company }));
    case 'connect':
    case 'continue':
      return say(t('Connect {name}', { name }), t('Connect {name}', { name }));
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
  if (state === 'unconfirmed')
    return {
      ...actionOf(descriptor, 'test'),
      text: t('Enter the code from the phone, or look up the delivery'),
      label: t('Confirm the text'),
    };
  if (rung?.provedBy === 'test') return actionOf(descriptor, 'test');
  if (state === 'pending') return waitOf(descriptor);
  if (state === 'disproved') return actionOf(descriptor, rung?.fixedBy ?? 'replace');
  // Evidence from use decides it, and the test gathers such evidence.
  if (state === 'unproven' && rung?.evidence !== undefined) return actionOf(descriptor, 'test');
  return actionOf(descriptor, 'check');
}

const waitOf = (descriptor: ProviderDescriptor): NextAction => ({
  ...actionOf(descriptor, 'open'),
  text: t('Wait for {company}’s review', { company: descriptor.company }),
});
