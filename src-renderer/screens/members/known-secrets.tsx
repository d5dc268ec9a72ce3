import { Button } from '@mantine/core';
import { providerDescriptors } from '../../../src-shared/providers';
import { stepOf } from '../../../src-shared/setup/setup-steps';
import { type Text, t, text } from '../../../src-shared/texts/translate';
import type { KnownSecretView } from '../../../src-shared/vault/members';
import { Card } from '../../components/card';
import { NoticeBox } from '../../components/notice';
import { navigate } from '../../router/router';
import classes from './members.module.css';

export type Known = {
  name: string;
  /**
   * Was removed, lost clinics and is still there, its keys were withdrawn (now, or before and it is asked again), or it
   * has others in their place.
   */
  why: 'removed' | 'lost' | 'keys-withdrawn' | 'keys-withdrawn-before' | 'keys-renewed';
  known: readonly KnownSecretView[];
};
type KnownSecretsProps = Known & { onClose: () => void };

const titles: Record<Known['why'], { some: Text; none: Text }> = {
  removed: { some: text('{name} was removed'), none: text('{name} was removed, and knew no secret') },
  lost: {
    some: text('The clinics of {name} were changed'),
    none: text('{name} knew no secret of the clinics that it lost'),
  },
  'keys-withdrawn': {
    some: text('The keys of {name} were withdrawn'),
    none: text('The keys of {name} were withdrawn, and opened no secret'),
  },
  'keys-withdrawn-before': {
    some: text('The keys of {name} were withdrawn before'),
    none: text('The keys of {name} were withdrawn before. Its clinics have no secret now'),
  },
  'keys-renewed': {
    some: text('{name} has new keys'),
    none: text('{name} has new keys. The old ones opened no secret'),
  },
};

/** Of one secret or more. */
function meaningOf(why: Known['why'], count: number): string {
  if (why === 'keys-renewed')
    return t(
      'The old keys opened {count, plural, one {one secret. If they may be known, make a new one at the provider, then press Rotate.} other {# secrets. If they may be known, make new ones at the providers, then press Rotate.}}',
      { count },
    );
  return why === 'keys-withdrawn-before'
    ? t(
        '{count, plural, one {One secret is there now. If it was not replaced since, it is} other {# secrets are there now. Those that were not replaced since are}} safe only once replaced: make a new one at the provider, then press Rotate.',
        { count },
      )
    : t(
        '{count, plural, one {One secret was known. It is} other {# secrets were known. They are}} safe only once replaced: make a new one at the provider, then press Rotate.',
        { count },
      );
}

const toReplace = ({ organizationId, provider }: KnownSecretView) => {
  const step = stepOf(provider, 'connect');
  navigate({ screen: 'setup', organizationId, ...(step === null ? {} : { step }) });
};

/** What somebody knew who was removed, lost clinics or lost keys: each is replaced at its provider, then here. */
export function KnownSecrets({ name, why, known, onClose }: KnownSecretsProps) {
  if (known.length === 0)
    return (
      <NoticeBox
        tone="good"
        role="status"
        title={t(titles[why].none, { name })}
        actions={
          <Button variant="default" size="compact-sm" onClick={onClose}>
            {t('Dismiss')}
          </Button>
        }
      />
    );
  return (
    <Card
      title={t('What {name} knew', { name })}
      actions={
        <Button variant="default" size="compact-md" onClick={onClose}>
          {t('Dismiss')}
        </Button>
      }
    >
      <NoticeBox tone={why === 'keys-renewed' ? 'info' : 'warning'} role="status" title={t(titles[why].some, { name })}>
        {meaningOf(why, known.length)}
      </NoticeBox>
      <ul className={classes.list} aria-label={t('What {name} knew', { name })}>
        {known.map((secret) => {
          const { name: provider } = providerDescriptors[secret.provider];
          // The server may go away right after it: then nobody can ask for the name, and the list is told all the same.
          const clinic = secret.clinic === '' ? t('a clinic whose name is not known now') : secret.clinic;
          return (
            <li key={`${secret.organizationId} ${secret.provider}`} className={classes.entry}>
              <div className={classes.who}>
                <p className={classes.name}>
                  <bdi>{clinic}</bdi>
                </p>
                <p className={classes.about}>
                  {provider} · {secret.keyHint}
                </p>
              </div>
              <div className={classes.buttons}>
                <Button
                  variant="default"
                  size="compact-md"
                  aria-label={t('Rotate {provider} of {clinic}', { provider, clinic })}
                  onClick={() => toReplace(secret)}
                >
                  {t('Rotate')}
                </Button>
              </div>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
