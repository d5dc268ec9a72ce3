/** What `check` says of a clinic after the checks: whether it is ready, why not, and what to do next. */
import type { OrganizationSummary } from '../../src-shared/organizations/organization';
import { providerDescriptors } from '../../src-shared/providers';
import { t } from '../../src-shared/texts/translate';
import { tabbed } from './plain';

export function clinicOf({ id, name, state, attention, nextAction, connections }: OrganizationSummary) {
  const next =
    nextAction === null ? null : { kind: nextAction.kind, provider: nextAction.provider, text: nextAction.text };
  const attempts = connections.flatMap(({ provider, checkedAt, failedAttempt }) =>
    failedAttempt === undefined ? [] : [{ provider, attemptedAt: failedAttempt.at, answeredAt: checkedAt }],
  );
  return {
    organization: { id, name },
    ready: state === 'ready',
    state,
    attention,
    next,
    ...(attempts.length === 0 ? {} : { attempts }),
  };
}

export function clinicLine({ organization: { name }, ready, attention, next }: ReturnType<typeof clinicOf>): string {
  const why =
    attention === null
      ? ''
      : [attention.replace(/\.$/, ''), ...(next === null ? [] : [t('Next: {action}', { action: next.text })])].join(
          '. ',
        );
  return tabbed(ready ? t('ready') : t('not ready'), name, why);
}

/** Of what failed: how old the last attempt is, and how old what the provider answered last. */
export const attemptLines = ({ attempts = [] }: ReturnType<typeof clinicOf>): string[] =>
  attempts.map(({ provider, attemptedAt, answeredAt }) =>
    t('  {name}: last attempt {attempted}, last answer {answered}', {
      name: providerDescriptors[provider].name,
      attempted: attemptedAt ?? t('at a time that was not kept'),
      answered: answeredAt ?? t('none'),
    }),
  );
