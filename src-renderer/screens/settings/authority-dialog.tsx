import { Button, Modal } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import type { AppErrorData } from '../../../src-shared/errors';
import { t } from '../../../src-shared/texts/translate';
import type { AuthorityView } from '../../../src-shared/vault/authority-view';
import { voxanne } from '../../bridge';
import { BusyButton } from '../../components/busy-button';
import { ChosenFile } from '../../components/chosen-file';
import { DialogFooter } from '../../components/dialog-footer';
import { FocusedError } from '../../components/focused-error';
import { RelativeTime } from '../../components/relative-time';
import { toast } from '../../console/toast';
import { usePlace } from '../../console/vault/place-store';
import classes from './settings-screen.module.css';

type AuthorityDialogProps = { opened: boolean; server: string; onClose: () => void };

/** Exchanges whose certificates this computer accepts for the server of the shared vault. */
export function AuthorityDialog({ opened, server, onClose }: AuthorityDialogProps) {
  const [busy, setBusy] = useState(false);
  return (
    <Modal
      opened={opened}
      onClose={() => !busy && onClose()}
      title={t('Authority of the server')}
      size="lg"
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      {opened && <Authority server={server} busy={busy} onBusy={setBusy} onClose={onClose} />}
    </Modal>
  );
}

type AuthorityProps = { server: string; busy: boolean; onBusy: (busy: boolean) => void; onClose: () => void };

function Authority({ server, busy, onBusy, onClose }: AuthorityProps) {
  /** Undefined while it was not read. */
  const [known, setKnown] = useState<readonly AuthorityView[] | null | undefined>(undefined);
  const [chosen, setChosen] = useState<{ file: string; authorities: readonly AuthorityView[] } | null>(null);
  const [only, setOnly] = useState(false);
  const [error, setError] = useState<AppErrorData | null>(null);

  const read = async () => {
    const answer = await voxanne.vault.authorities({});
    if (answer.ok) setKnown(answer.value.known);
    else setError(answer.error);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once, when it opens
  useEffect(() => void read(), []);
  const choose = async () => {
    setError(null);
    const answer = await voxanne.vault.chooseAuthority({});
    if (!answer.ok) {
      setChosen(null);
      setError(answer.error);
    } else if (answer.value.chosen !== null) setChosen(answer.value.chosen);
  };
  const trust = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || chosen === null) return;
    onBusy(true);
    setError(null);
    const answer = await voxanne.vault.trustAuthority({ only });
    onBusy(false);
    if (!answer.ok) return setError(answer.error);
    usePlace.getState().take(answer);
    toast({ tone: 'good', title: t('The server proved itself by what is trusted now') });
    onClose();
  };
  return (
    <form className={classes.dialog} noValidate autoComplete="off" onSubmit={(event) => void trust(event)}>
      <p>
        {t(
          'This computer talks to {server} only if its certificate is signed by an authority that is trusted here. Trust the new authority before the server has a certificate of it, and take the old one away afterwards.',
          { server },
        )}
      </p>
      {known !== undefined && (
        <div>
          <p className={classes.label}>{t('Trusted now')}</p>
          {known === null ? (
            <p className={classes.help}>{t('Those that this computer trusts for every server.')}</p>
          ) : (
            <Authorities authorities={known} label={t('Trusted now')} />
          )}
        </div>
      )}
      <ChosenFile
        file={chosen?.file ?? null}
        label={t('Choose the authority’s certificate…')}
        onChoose={() => void choose()}
        disabled={busy}
      />
      {chosen !== null && (
        <>
          <Authorities authorities={chosen.authorities} label={t('In the file')} />
          <p className={classes.help}>
            {t('Compare the fingerprint with whoever runs the database, by voice, before you trust it.')}
          </p>
          <label className={classes.choice}>
            <input
              type="checkbox"
              checked={only}
              disabled={busy}
              onChange={(event) => setOnly(event.currentTarget.checked)}
            />
            {t('Trust what was trusted before no longer')}
          </label>
        </>
      )}
      <p className={classes.help}>
        {t('The server has to prove itself by what is trusted then. Where it can’t, nothing is changed.')}
      </p>
      {error !== null && <FocusedError error={error} />}
      <DialogFooter>
        <Button variant="default" onClick={onClose} disabled={busy}>
          {t('Cancel')}
        </Button>
        <BusyButton type="submit" busy={busy} busyLabel={t('Asking the server…')} disabled={chosen === null}>
          {only ? t('Trust it alone') : t('Trust it as well')}
        </BusyButton>
      </DialogFooter>
    </form>
  );
}

function Authorities({ authorities, label }: { authorities: readonly AuthorityView[]; label: string }) {
  return (
    <ul className={classes.stayed} aria-label={label}>
      {authorities.map(({ name, until, fingerprint }) => (
        <li key={fingerprint}>
          <p className={classes.label} dir="auto">
            {name}
          </p>
          <p className={classes.help}>
            {t('Ends:')} <RelativeTime at={until} />
          </p>
          <p className={classes.fingerprint}>{fingerprint}</p>
        </li>
      ))}
    </ul>
  );
}
