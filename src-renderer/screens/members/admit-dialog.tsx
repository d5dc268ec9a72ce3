import { Button, Modal } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { AppErrorData } from '../../../src-shared/errors';
import { t } from '../../../src-shared/texts/translate';
import type { MembersView } from '../../../src-shared/vault/members';
import { voxanne } from '../../bridge';
import { BusyButton } from '../../components/busy-button';
import { DialogFooter } from '../../components/dialog-footer';
import { FocusedError } from '../../components/focused-error';
import { HeardWords } from './heard-words';
import classes from './members.module.css';
import { countWords } from './words';

type AdmitDialogProps = {
  /** Who waits; null while it is closed. */
  name: string | null;
  onClose: () => void;
  onAdmitted: (view: MembersView) => void;
};

/** The newcomer reads six words aloud. What is typed is compared here, so that nobody nods without looking. */
export function AdmitDialog({ name, onClose, onAdmitted }: AdmitDialogProps) {
  return (
    <Modal
      opened={name !== null}
      onClose={onClose}
      title={t('Admit {name}', { name: name ?? '' })}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      {name !== null && <Admit name={name} onClose={onClose} onAdmitted={onAdmitted} />}
    </Modal>
  );
}

function Admit({ name, onClose, onAdmitted }: AdmitDialogProps & { name: string }) {
  const [words, setWords] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppErrorData | null>(null);
  const isComplete = countWords(words) === 6;
  const admit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || !isComplete) return;
    setBusy(true);
    setError(null);
    const answer = await voxanne.members.admit({ name, words });
    setBusy(false);
    if (answer.ok) onAdmitted(answer.value);
    else setError(answer.error);
  };
  return (
    <form className={classes.dialog} noValidate autoComplete="off" onSubmit={(event) => void admit(event)}>
      <p>
        {t(
          'Call {name}, and let them read the six words that their console shows. Do it by voice: whoever can change messages could change the words too.',
          { name },
        )}
      </p>
      <HeardWords label={t('The six words that you hear')} words={words} onWords={setWords} disabled={busy} isFirst />
      {error !== null && <FocusedError error={error} />}
      <DialogFooter>
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
        <BusyButton type="submit" busy={busy} busyLabel={t('Admitting…')} disabled={!isComplete}>
          {t('Admit')}
        </BusyButton>
      </DialogFooter>
    </form>
  );
}
