import { Button } from '@mantine/core';
import { providerDescriptors } from '../../../src-shared/providers';
import { stepOf } from '../../../src-shared/setup/setup-steps';
import { t } from '../../../src-shared/texts/translate';
import type { KnownSecretView } from '../../../src-shared/vault/members';
import { Card } from '../../components/card';
import { NoticeBox } from '../../components/notice';
import { navigate } from '../../router/router';
import classes from './members.module.css';

export type Known = {
  name: string;
  /** Was removed, or lost clinics and is still there. */
  why: 'removed' | 'lost';
  known: readonly KnownSecretView[];
};
type KnownSecretsProps = Known & { onClose: () => void };

const toReplace = ({ organizationId, provider }: KnownSecretView) => {
  const step = stepOf(provider, 'connect');
  navigate({ screen: 'setup', organizationId, ...(step === null ? {} : { step }) });
};

/** What somebody knew who was removed or lost clinics: each is replaced at its provider, then here. */
export function KnownSecrets({ name, why, known, onClose }: KnownSecretsProps) {
  if (known.length === 0)
    return (
      <NoticeBox
        tone="good"
        role="status"
        title={
          why === 'removed'
            ? t('{name} was removed, and knew no secret', { name })
            : t('{name} knew no secret of the clinics that it lost', { name })
        }
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
      <NoticeBox
        tone="warning"
        role="status"
        title={
          why === 'removed' ? t('{name} was removed', { name }) : t('The clinics of {name} were changed', { name })
        }
      >
        {t(
          '{count, plural, one {One secret was known. It is} other {# secrets were known. They are}} safe only once replaced: make a new one at the provider, then press Rotate.',
          { count: known.length },
        )}
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
