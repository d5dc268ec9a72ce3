import { Button } from '@mantine/core';
import { IconDatabaseExclamation, IconKey, IconLock, IconShieldCheck } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { t } from '../../../src-shared/texts/translate';
import type { VaultState } from '../../../src-shared/vault/vault-state';
import { voxanne } from '../../bridge';
import { BrandMark } from '../../components/brand-mark';
import { Busy } from '../../components/busy';
import { ErrorNotice } from '../../components/error-notice';
import { usePageTitle } from '../../components/page';
import { SidText } from '../../components/sid-text';
import { openDialog } from '../../console/dialogs/dialogs-store';
import { useAppStatus } from '../../console/use-console';
import { NewPassphraseForm } from '../../console/vault/new-passphrase-form';
import { RestoreDialogHost } from '../../console/vault/restore-dialog-host';
import { UnlockForm } from '../../console/vault/unlock-form';
import { useVaultAction } from '../../console/vault/use-vault-action';
import classes from '../../console/vault/vault.module.css';
import { vaultWords, type WayOut } from '../../console/vault/vault-words';
import { RescueChoices } from './rescue-choices';
import { StartAnewChoice } from './start-anew-choice';

/** Why the keys are not available, and every way to get them back. */
export function VaultScreen() {
  const { vault, keychainName } = useAppStatus();
  return vault.state === 'ready' ? null : <BlockedScreen key={vault.state} vault={vault} keychain={keychainName} />;
}

/** Named apart: `useMemory` is a call of the bridge, not a hook. */
const keepNothing = () => voxanne.vault.useMemory({});

function BlockedScreen({ vault, keychain }: { vault: Exclude<VaultState, { state: 'ready' }>; keychain: string }) {
  const words = vaultWords(vault, keychain);
  const isLocked = useAppStatus().lock !== null;
  const { words: doing, error, run } = useVaultAction();
  const [restoring, setRestoring] = useState(false);
  usePageTitle(words.title);
  const screen = useRef<HTMLDivElement>(null);
  // Where the one thing to do is to type a passphrase, typing can start at once; elsewhere reading starts at the title.
  const typing = words.ways[0] === 'unlock-with-passphrase';
  useEffect(() => screen.current?.querySelector<HTMLElement>(typing ? 'input' : 'h1')?.focus(), [typing]);
  const busy = doing !== null;

  const way = (which: WayOut, first: boolean): ReactNode => {
    const variant = first ? 'filled' : 'default';
    switch (which) {
      case 'retry':
        return (
          <Button
            key={which}
            variant={variant}
            disabled={busy}
            onClick={() => void run(t('Asking again…'), () => voxanne.vault.retry({}))}
          >
            {words.retryLabel}
          </Button>
        );
      case 'rescue':
        return <RescueChoices key={which} busy={busy} run={run} damaged={vault.state === 'database-damaged'} />;
      case 'start-anew':
        return <StartAnewChoice key={which} busy={busy} run={run} />;
      case 'restore':
        return (
          <Button key={which} variant={variant} disabled={busy} onClick={() => setRestoring(true)}>
            {t('Restore from a recovery kit')}
          </Button>
        );
      case 'use-memory':
        return (
          <section key={which} className={classes.choice} aria-label={t('Keep nothing')}>
            <h2>{t('Keep nothing')}</h2>
            <p>
              {t(
                'The key lives in memory for this run only. Credentials entered now are gone when the console closes.',
              )}
            </p>
            <Button
              variant={variant}
              disabled={busy}
              onClick={() => void run(t('Starting without keeping anything…'), keepNothing)}
            >
              {t('Use for this run only')}
            </Button>
          </section>
        );
      case 'create-passphrase':
        return (
          <section key={which} className={classes.choice} aria-label={t('Use a passphrase')}>
            <h2>{t('Use a passphrase')}</h2>
            <p>{t('You type it at each start. It is kept nowhere: whoever forgets it needs a recovery kit.')}</p>
            <NewPassphraseForm
              submitLabel={t('Protect with this passphrase')}
              busy={busy}
              primary={first}
              onSubmit={(passphrase) =>
                void run(t('Making the key; this takes a few seconds on purpose…'), () =>
                  voxanne.vault.createPassphrase({ passphrase }),
                )
              }
            />
          </section>
        );
      case 'unlock-with-passphrase':
        return (
          <UnlockForm
            key={which}
            busy={busy}
            wrong={vault.state === 'passphrase-needed' && vault.wrong && !busy}
            onSubmit={(passphrase) =>
              void run(t('Checking the passphrase…'), () => voxanne.vault.unlockWithPassphrase({ passphrase }))
            }
          />
        );
    }
  };

  const rescuing = words.ways.includes('rescue');
  const forms = words.ways.filter((which) => !['retry', 'restore', 'rescue'].includes(which));
  const buttons = words.ways.filter((which) => which === 'restore' || (which === 'retry' && !rescuing));
  const Sign = vault.state.startsWith('database')
    ? IconDatabaseExclamation
    : vault.state === 'key-missing' || vault.state === 'wrong-key'
      ? IconKey
      : IconLock;
  return (
    <main className={classes.scroll}>
      <div className={classes.screen} ref={screen}>
        <div className={classes.brand}>
          <BrandMark size="1.75rem" />
          Voxanne Console
        </div>
        <Sign size="2.5rem" stroke={1.4} className={classes.sign} aria-hidden />
        <h1 tabIndex={-1} id="page-title">
          {words.title}
        </h1>
        <p className={classes.what}>{words.what}</p>
        {words.file !== null && <SidText value={words.file} name={t('path of the file')} whole />}
        {words.steps.length > 0 && (
          <ol className={classes.steps}>
            {words.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        )}
        {error !== null && <ErrorNotice error={error} />}
        {rescuing && <div className={classes.ways}>{way('retry', false)}</div>}
        {rescuing && way('rescue', false)}
        {forms.length > 0 && (
          <div className={classes.choices}>{forms.map((which) => way(which, which === words.ways[0]))}</div>
        )}
        <div className={classes.ways}>{buttons.map((which) => way(which, which === words.ways[0]))}</div>
        {busy && <Busy>{doing}</Busy>}
        <p className={classes.data}>
          <IconShieldCheck size="1.125rem" stroke={1.6} aria-hidden />
          <span>{words.data}</span>
        </p>
        {!isLocked && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            className={classes.support ?? ''}
            onClick={() => openDialog('support-bundle')}
          >
            {t('Support bundle…')}
          </Button>
        )}
      </div>
      <RestoreDialogHost opened={restoring} onClose={() => setRestoring(false)} />
    </main>
  );
}
