/** What `check` says of a clinic after the checks: whether it is ready, why not, and what to do next. */
import type { OrganizationSummary } from '../../src-shared/organizations/organization';
import { t } from '../../src-shared/texts/translate';

export function clinicOf({ id, name, state, attention, nextAction }: OrganizationSummary) {
  const next =
    nextAction === null ? null : { kind: nextAction.kind, provider: nextAction.provider, text: nextAction.text };
  return { organization: { id, name }, ready: state === 'ready', state, attention, next };
}

export function clinicLine({ organization: { name }, ready, attention, next }: ReturnType<typeof clinicOf>): string {
  const why =
    attention === null
      ? ''
      : [
          `\t${attention.replace(/\.$/, '')}`,
          ...(next === null ? [] : [t('Next: {action}', { action: next.text })]),
        ].join('. ');
  return `${ready ? t('ready') : t('not ready')}\t${name}${why}`;
}
