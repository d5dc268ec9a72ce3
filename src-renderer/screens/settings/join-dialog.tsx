import { Button, Modal, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { AppErrorData } from '../../../src-shared/errors';
import { t } from '../../../src-shared/texts/translate';
import { voxanne } from '../../bridge';
import { Busy } from '../../components/busy';
import { BusyButton } from '../../components/busy-button';
import { ChosenFile } from '../../components/chosen-file';
import { DialogFooter } from '../../components/dialog-footer';
import { FocusedError } from '../../components/focused-error';
import { SixWords } from '../../components/six-words';
import { useClinics } from '../../console/clinics/use-clinics';
import { usePlace } from '../../console/vault/place-store';
import classes from './settings-screen.module.css';

type Step = { at: 'form' } | { at: 'opening' } | { at: 'asking'; server: string } | { at: 'joined'; words: string };

/** Joins a shared vault: the file, the spoken code, and then six words to compare. */
export function JoinDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const close = () => {
    void voxanne.vault.cancelJoin({});
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('Join with an invitation')}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      {opened && <Join onClose={close} />}
    </Modal>
  );
}

function Join({ onClose }: { onClose: () => void }) {
  const clinics = useClinics(({ index }) => index.counts().all);
  const [file, setFile] = useState<string | null>(null);
  const [code, setCode] = useState('');
  const [step, setStep] = useState<Step>({ at: 'form' });
  const [error, setError] = useState<AppErrorData | null>(null);
  const busy = step.at === 'opening' || step.at === 'asking';
  const failed = (failure: AppErrorData) => {
    setStep({ at: 'form' });
    setError(failure);
  };

  /** Nothing was left in the vault yet: the file is chosen anew. */
  const stop = () => {
    setFile(null);
    void voxanne.vault.cancelJoin({});
  };
  const choose = async () => {
    setError(null);
    const answer = await voxanne.vault.chooseInvitation({});
    if (!answer.ok) setError(answer.error);
    else if (answer.value.file !== null) setFile(answer.value.file);
  };
  const join = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || file === null || code.trim() === '') return;
    setError(null);
    setStep({ at: 'opening' });
    const invitation = await voxanne.vault.openInvitation({ code });
    if (!invitation.ok) return failed(invitation.error);
    // It has opened the invitation: nobody needs it here any more.
    setCode('');
    setStep({ at: 'asking', server: invitation.value.server });
    const joined = await voxanne.vault.join({});
    if (!joined.ok) return failed(joined.error);
    const words = joined.value.place === 'shared' ? joined.value.words : null;
    setStep({ at: 'joined', words: words ?? '' });
    usePlace.getState().take(joined);
  };

  if (step.at === 'joined')
    return (
      <div className={classes.dialog}>
        <p>{t('This computer asked to be admitted. Read these six words to the member who invited you:')}</p>
        <SixWords words={step.words} label={t('Six words')} />
        <p className={classes.help}>
          {t('They admit this computer only if the words are the same. The clinics appear here by themselves then.')}
        </p>
        <DialogFooter>
          <Button onClick={onClose} data-autofocus>
            {t('Done')}
          </Button>
        </DialogFooter>
      </div>
    );
  return (
    <form className={classes.dialog} noValidate autoComplete="off" onSubmit={(event) => void join(event)}>
      <p>{t('A member sends you a file, and says its code by telephone.')}</p>
      {clinics > 0 && (
        <p className={classes.help}>
          {t(
            'The clinics that are on this computer stay here. From then on this console shows those of the shared vault.',
          )}
        </p>
      )}
      <ChosenFile file={file} label={t('Choose the invitation…')} onChoose={() => void choose()} disabled={busy} />
      <PasswordInput
        label={t('Spoken code')}
        description={t('Five words. Spaces and capital letters do not matter.')}
        value={code}
        disabled={busy || file === null}
        autoComplete="off"
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      {error !== null && <FocusedError error={error} />}
      {step.at === 'opening' && <Busy>{t('Opening the invitation; this takes a few seconds on purpose…')}</Busy>}
      {step.at === 'asking' && <Busy>{t('Asking {server} to be admitted…', { server: step.server })}</Busy>}
      <DialogFooter>
        <Button variant="default" onClick={busy ? stop : onClose}>
          {busy ? t('Stop') : t('Cancel')}
        </Button>
        <BusyButton type="submit" busy={busy} busyLabel={t('Joining…')} disabled={file === null || code.trim() === ''}>
          {t('Join')}
        </BusyButton>
      </DialogFooter>
    </form>
  );
}
