import { Button } from '@mantine/core';
import { providerDescriptors } from '../../../src-shared/providers';
import { stepOf } from '../../../src-shared/setup/setup-steps';
import { t } from '../../../src-shared/texts/translate';
import type { KnownSecretView } from '../../../src-shared/vault/members';
import { Card } from '../../components/card';
import { NoticeBox } from '../../components/notice';
import { navigate } from '../../router/router';
import classes from './members.module.css';

type KnownSecretsProps = { name: string; known: readonly KnownSecretView[]; onClose: () => void };

const toReplace = ({ organizationId, provider }: KnownSecretView) => {
  const step = stepOf(provider, 'connect');
  navigate({ screen: 'setup', organizationId, ...(step === null ? {} : { step }) });
};

/** What somebody who was removed knew: each is replaced at its provider, then here. */
export function KnownSecrets({ name, known, onClose }: KnownSecretsProps) {
  if (known.length === 0)
    return (
      <NoticeBox
        tone="good"
        role="status"
        title={t('{name} was removed, and knew no secret', { name })}
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
      <NoticeBox tone="warning" role="status" title={t('{name} was removed', { name })}>
        {t(
          '{count, plural, one {One secret was known. It is} other {# secrets were known. They are}} safe only once replaced: make a new one at the provider, then press Rotate.',
          { count: known.length },
        )}
      </NoticeBox>
      <ul className={classes.list} aria-label={t('What {name} knew', { name })}>
        {known.map((secret) => {
          const { name: provider } = providerDescriptors[secret.provider];
          return (
            <li key={`${secret.organizationId} ${secret.provider}`} className={classes.entry}>
              <div className={classes.who}>
                <p className={classes.name}>
                  <bdi>{secret.clinic}</bdi>
                </p>
                <p className={classes.about}>
                  {provider} · {secret.keyHint}
                </p>
              </div>
              <div className={classes.buttons}>
                <Button
                  variant="default"
                  size="compact-md"
                  aria-label={t('Rotate {provider} of {clinic}', { provider, clinic: secret.clinic })}
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
