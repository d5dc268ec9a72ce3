import { Button } from '@mantine/core';
import { IconFlask, IconPlus, IconShieldLock } from '@tabler/icons-react';
import { useState } from 'react';
import type { AppErrorData } from '../../../../src-shared/errors';
import { listOf } from '../../../../src-shared/list-words';
import { allProviders } from '../../../../src-shared/providers';
import { t } from '../../../../src-shared/texts/translate';
import { ErrorNotice } from '../../../components/error-notice';
import { Page, usePageTitle } from '../../../components/page';
import { startPractice } from '../../../console/practice';
import { useAppStatus } from '../../../console/use-console';
import { useNeedsVault } from '../../../console/vault/needs-vault';
import { RestoreDialogHost } from '../../../console/vault/restore-dialog-host';
import { protectionWords } from '../../../console/vault/vault-words';
import { navigate } from '../../../router/router';
import classes from './welcome-screen.module.css';

const [first] = allProviders;
const rungs = first?.rungs ?? [];

/** Where a console without a clinic starts. */
export function WelcomeScreen() {
  const { practice, vault, keychainName } = useAppStatus();
  const [starting, setStarting] = useState(false);
  const [error, setError] = useState<AppErrorData | null>(null);
  usePageTitle(t('Welcome'));
  const [restoring, setRestoring] = useState(false);
  const needsVault = useNeedsVault();

  const practise = async () => {
    setStarting(true);
    setError(await startPractice());
    setStarting(false);
  };

  return (
    <Page>
      <div className={classes.welcome}>
        <header className={classes.lead}>
          <h1 id="page-title" tabIndex={-1}>
            {practice ? t('Practice setting up a clinic') : t('Connect a clinic’s own accounts')}
          </h1>
          <p>
            {practice
              ? t(
                  'Everything works as it will for real, against accounts that exist only on this computer. Nothing is sent.',
                )
              : t('Voxanne {uses}. Connect them here, prove that they work, and see at once when they stop.', {
                  uses: listOf(allProviders.map(({ use }) => t(use))),
                })}
          </p>
        </header>
        <figure className={classes.figure}>
          <ol className={classes.rungs}>
            {rungs.map(({ id, label }, index) => (
              <li key={id} style={{ '--step': index } as React.CSSProperties}>
                <span className={classes.rung} aria-hidden />
                {t(label)}
              </li>
            ))}
          </ol>
          <figcaption>
            {t(
              'These steps prove that {company} works. A clinic is ready when every step of every account that it needs is proven, and the proof is recent.',
              { company: first?.company ?? '' },
            )}
          </figcaption>
        </figure>
        {error !== null && <ErrorNotice error={error} onRetry={() => void practise()} />}
        <div className={classes.ways}>
          <Button
            size="md"
            leftSection={<IconPlus size="1.125rem" aria-hidden />}
            {...needsVault}
            onClick={() => navigate('/setup')}
          >
            {t('Set up a clinic')}
          </Button>
          {!practice && (
            <>
              <Button
                size="md"
                variant="default"
                leftSection={<IconFlask size="1.125rem" aria-hidden />}
                disabled={starting}
                onClick={() => void practise()}
              >
                {starting ? t('Starting the simulated accounts…') : t('Practice with simulated accounts')}
              </Button>
              <Button size="md" variant="subtle" onClick={() => setRestoring(true)}>
                {t('Restore from a recovery kit')}
              </Button>
            </>
          )}
        </div>
        {vault.state === 'ready' && (
          <p className={classes.vault}>
            <IconShieldLock size="1.125rem" stroke={1.6} aria-hidden />
            <span>{protectionWords(vault.protection, keychainName).promise}</span>
          </p>
        )}
      </div>
      <RestoreDialogHost opened={restoring} onClose={() => setRestoring(false)} />
    </Page>
  );
}
