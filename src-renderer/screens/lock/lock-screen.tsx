import { Button } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { t } from '../../../src-shared/texts/translate';
import type { ConsoleLock } from '../../../src-shared/vault/console-lock';
import { voxanne } from '../../bridge';
import { BrandMark } from '../../components/brand-mark';
import { Busy } from '../../components/busy';
import { ErrorNotice } from '../../components/error-notice';
import { usePageTitle } from '../../components/page';
import { RelativeTime } from '../../components/relative-time';
import { Said } from '../../components/said';
import { useAppStatus } from '../../console/use-console';
import { UnlockForm } from '../../console/vault/unlock-form';
import { useVaultAction } from '../../console/vault/use-vault-action';
import classes from './lock-screen.module.css';
import { lockWords } from './lock-words';

/** Stands in place of everything while the console is locked. The page that was there is gone: this is a new one. */
export function LockScreen({ lock }: { lock: ConsoleLock }) {
  const status = useAppStatus();
  const { vault } = status;
  const { owner, reason, how, data } = lockWords(lock, status);
  const { words: doing, error, run } = useVaultAction();
  usePageTitle(t('Locked'));
  const screen = useRef<HTMLDivElement>(null);
  const needsPassphrase = vault.state === 'passphrase-needed';
  // What unlocks has the focus: a passphrase can be typed, or Enter pressed, at once.
  useEffect(
    () => screen.current?.querySelector<HTMLElement>(needsPassphrase ? 'input' : 'button')?.focus(),
    [needsPassphrase],
  );
  const busy = doing !== null;
  return (
    <main className={classes.scroll}>
      <div className={classes.card} ref={screen}>
        <BrandMark size="3.25rem" />
        <h1 tabIndex={-1} id="page-title" className={classes.title}>
          {t('The console is locked')}
        </h1>
        <p className={classes.owner}>
          <bdi>{owner}</bdi>
        </p>
        <p className={classes.since}>
          {reason} <Said text="Locked <when>then</when>." parts={{ when: () => <RelativeTime at={lock.since} /> }} />
        </p>
        {error !== null && <ErrorNotice error={error} />}
        {needsPassphrase ? (
          <UnlockForm
            busy={busy}
            label={t('Unlock')}
            wrong={vault.wrong && !busy}
            onSubmit={(passphrase) =>
              void run(t('Checking the passphrase…'), () => voxanne.vault.unlockWithPassphrase({ passphrase }))
            }
          />
        ) : (
          <Button fullWidth disabled={busy} onClick={() => void run(t('Unlocking…'), () => voxanne.vault.retry({}))}>
            {t('Unlock')}
          </Button>
        )}
        <div className={classes.busy}>{busy && <Busy>{doing}</Busy>}</div>
      </div>
      <p className={classes.data}>
        <IconShieldCheck size="1.125rem" stroke={1.6} aria-hidden />
        <span>
          {data} {how}
        </span>
      </p>
    </main>
  );
}
